using System.Collections.Immutable;
using OnlineSafety.Matching;
using OnlineSafety.Text;

namespace OnlineSafety.Lexicons;

/// <summary>
/// A lexicon compiled to run: one automaton over folded text, one over the aggressive view's skeleton. Immutable; safe for
/// any thread, each with its own <see cref="ScanWorkspace"/>.
/// </summary>
internal sealed class LexiconMatcher
{
    /// <summary>What hiding a phrase adds to its weight, in thousandths: who disguises a word means it.</summary>
    public const int DisguiseWeight = 500;

    private readonly LexiconAutomata _automata;

    /// <summary>Compiles the entries of a lexicon.</summary>
    public LexiconMatcher(ImmutableArray<LexiconEntry> entries)
        : this(LexiconEntries.Of(entries), default)
    {
    }

    /// <summary>Makes a matcher of entries and their compiled automata.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="automata">What <see cref="LexiconAutomata.Write"/> made of them; empty to make it now.</param>
    /// <exception cref="InvalidDataException">The automata are not well formed, or those of other entries.</exception>
    public LexiconMatcher(LexiconEntries entries, ReadOnlyMemory<byte> automata)
    {
        Entries = entries;
        _automata = LexiconAutomata.Open(automata.IsEmpty ? LexiconAutomata.Write(entries) : automata, entries);
    }

    /// <summary>The entries; a hit names one by its index.</summary>
    public LexiconEntries Entries { get; }

    /// <summary>Finds the entries in the workspace's folded text; hits are sorted by place.</summary>
    public void Find<TUnit, TDecoder>(ReadOnlySpan<TUnit> original, ScanWorkspace workspace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        workspace.Hits.Clear();
        workspace.Signs.Detect(workspace.Text.Chars);
        if (workspace.Text.Length == 0)
            return;
        FindPlain<TUnit, TDecoder>(original, workspace);
        if (workspace.Signs.Any)
            FindDisguised(workspace);
        workspace.Hits.Sort();
    }

    /// <summary>Whether the letters of a match are written as those of the phrase, whatever stands between them.</summary>
    private static bool SameCase<TUnit, TDecoder>(ReadOnlySpan<TUnit> original, FoldedText text, PatternMatch match, ReadOnlySpan<byte> phrase)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int letter = 0;
        for (int i = match.Start; i < match.End; i++)
        {
            int scalar = TDecoder.Decode(original, text.StartOf(i), out _);
            if (scalar >= 128 || !char.IsAsciiLetter((char)scalar))
                continue;
            while (letter < phrase.Length && !char.IsAsciiLetter((char)phrase[letter]))
            {
                letter++;
            }

            if (letter == phrase.Length || phrase[letter++] != scalar)
                return false;
        }

        return true;
    }

    private void FindPlain<TUnit, TDecoder>(ReadOnlySpan<TUnit> original, ScanWorkspace workspace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        ReadOnlySpan<char> text = workspace.Text.Chars;
        ReadOnlySpan<LexiconEntryRow> rows = Entries.Rows;
        _automata.Plain.Find(text, MatchKind.Overlapping, workspace.Matches);
        foreach (PatternMatch match in workspace.Matches.Items)
        {
            int id = match.Pattern;
            ref readonly LexiconEntryRow entry = ref rows[id];
            int end = match.End;
            if (entry.Match == MatchMode.Stem && (end = WordBoundary.EndOfInflection(text, end)) < 0)
                continue;
            if (entry.IsCaseSensitive && !SameCase<TUnit, TDecoder>(original, workspace.Text, match, Entries.PhraseOf(id)))
                continue;
            workspace.Hits.Add(new LexiconHit(id, match.Start, end, entry.Weight, IsDisguised: false));
        }
    }

    private void FindDisguised(ScanWorkspace workspace)
    {
        ReadOnlySpan<char> text = workspace.Text.Chars;
        ReadOnlySpan<LexiconEntryRow> rows = Entries.Rows;
        workspace.View.Build(text, workspace.Signs);
        _automata.Skeleton.Find(workspace.View.Skeleton, MatchKind.Overlapping, workspace.Matches);
        foreach (PatternMatch match in workspace.Matches.Items)
        {
            int id = _automata.SkeletonEntry(match.Pattern);
            int from = workspace.View.SourceOf(match.Start);
            if (!SkeletonVerifier.TryMatch(text, from, _automata.FoldedPhrase(match.Pattern), out int start, out int end))
                continue;
            if (rows[id].Match == MatchMode.Stem)
                end = WordBoundary.EndOfInflection(text, end);
            else if (!WordBoundary.EndsWord(text, end))
                continue;
            if (end >= 0)
                workspace.Hits.Add(new LexiconHit(id, start, end, rows[id].Weight + DisguiseWeight, IsDisguised: true));
        }
    }
}
