using System.Collections.Immutable;
using OnlineSafety.Matching;
using OnlineSafety.Models;
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

    // Shorter words meet by chance too often once gaps are ignored ("i s it").
    private const int MinDisguisedLetters = 3;
    private const int MaxSpellings = 12;

    private readonly DenseAutomaton? _plain;
    private readonly int[] _plainEntry;
    private readonly DenseAutomaton? _skeleton;
    private readonly int[] _skeletonEntry;
    private readonly string[] _folded;
    private readonly int[] _weights;

    /// <summary>Compiles the entries of a lexicon.</summary>
    public LexiconMatcher(ImmutableArray<LexiconEntry> entries)
    {
        Entries = entries;
        _folded = new string[entries.Length];
        _weights = [.. entries.Select(static e => (int)MathF.Round(e.Weight * Logistic.Milli))];
        List<string> plain = [];
        List<int> plainEntry = [];
        List<string> skeleton = [];
        List<int> skeletonEntry = [];
        for (int i = 0; i < entries.Length; i++)
        {
            _folded[i] = TextNormalizer.Fold(entries[i].Phrase);
            foreach (string spelling in Spellings(_folded[i]))
            {
                plain.Add(spelling);
                plainEntry.Add(i);
            }

            if (SkeletonOf(entries[i], _folded[i]) is { } bones)
            {
                skeleton.Add(bones);
                skeletonEntry.Add(i);
            }
        }

        _plain = plain.Count > 0 ? DenseAutomaton.Compile(plain) : null;
        _plainEntry = [.. plainEntry];
        _skeleton = skeleton.Count > 0 ? DenseAutomaton.Compile(skeleton) : null;
        _skeletonEntry = [.. skeletonEntry];
    }

    /// <summary>The entries; a hit names one by its index.</summary>
    public ImmutableArray<LexiconEntry> Entries { get; }

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

    /// <summary>
    /// The spellings of a folded phrase: apostrophes may be left out; hyphens may be spaces or left out.
    /// </summary>
    internal static IEnumerable<string> Spellings(string folded)
    {
        List<string> spellings = [""];
        foreach (char c in folded)
        {
            string[] forms = c switch
            {
                '\'' => ["'", ""],
                '-' => ["-", " ", ""],
                _ => [c.ToString()],
            };
            if (spellings.Count * forms.Length > MaxSpellings)
                forms = forms[..1];
            spellings = [.. forms.SelectMany(form => spellings.Select(s => s + form))];
        }

        return spellings.Where(static s => s.Length > 0).Distinct();
    }

    private static string? SkeletonOf(LexiconEntry entry, string folded)
    {
        if (entry.IsCaseSensitive || entry.Match == MatchMode.Substring || entry.Context is not null)
            return null;
        System.Text.StringBuilder bones = new();
        int letters = 0;
        foreach (char c in folded)
        {
            if (CharKinds.Of(c) == CharKind.Letter)
            {
                letters++;
                char skeleton = CharKinds.Skeleton(c);
                if (bones.Length == 0 || bones[^1] != skeleton)
                    bones.Append(skeleton);
            }
            else if (c is not (' ' or '\'' or '-'))
            {
                return null;
            }
        }

        return letters >= MinDisguisedLetters ? bones.ToString() : null;
    }

    /// <summary>Whether the letters of a match are written as those of the phrase, whatever stands between them.</summary>
    private static bool SameCase<TUnit, TDecoder>(ReadOnlySpan<TUnit> original, FoldedText text, PatternMatch match, string phrase)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int letter = 0;
        for (int i = match.Start; i < match.End; i++)
        {
            int scalar = TDecoder.Decode(original, text.StartOf(i), out _);
            if (scalar >= 128 || !char.IsAsciiLetter((char)scalar))
                continue;
            while (letter < phrase.Length && !char.IsAsciiLetter(phrase[letter]))
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
        if (_plain is null)
            return;
        ReadOnlySpan<char> text = workspace.Text.Chars;
        _plain.Find(text, MatchKind.Overlapping, workspace.Matches);
        foreach (PatternMatch match in workspace.Matches.Items)
        {
            LexiconEntry entry = Entries[_plainEntry[match.Pattern]];
            int end = match.End;
            if (entry.Match != MatchMode.Substring)
            {
                if (!WordBoundary.StartsWord(text, match.Start))
                    continue;
                if (entry.Match == MatchMode.Stem)
                    end = WordBoundary.EndOfInflection(text, end);
                else if (!WordBoundary.EndsWord(text, end))
                    continue;
                if (end < 0)
                    continue;
            }

            if (entry.IsCaseSensitive && !SameCase<TUnit, TDecoder>(original, workspace.Text, match, entry.Phrase))
                continue;
            workspace.Hits.Add(new LexiconHit(_plainEntry[match.Pattern], match.Start, end, _weights[_plainEntry[match.Pattern]], IsDisguised: false));
        }
    }

    private void FindDisguised(ScanWorkspace workspace)
    {
        if (_skeleton is null)
            return;
        ReadOnlySpan<char> text = workspace.Text.Chars;
        workspace.View.Build(text, workspace.Signs);
        _skeleton.Find(workspace.View.Skeleton, MatchKind.Overlapping, workspace.Matches);
        foreach (PatternMatch match in workspace.Matches.Items)
        {
            int id = _skeletonEntry[match.Pattern];
            int from = workspace.View.SourceOf(match.Start);
            if (!SkeletonVerifier.TryMatch(text, from, _folded[id], out int start, out int end))
                continue;
            if (Entries[id].Match == MatchMode.Stem)
                end = WordBoundary.EndOfInflection(text, end);
            else if (!WordBoundary.EndsWord(text, end))
                continue;
            if (end >= 0)
                workspace.Hits.Add(new LexiconHit(id, start, end, _weights[id] + DisguiseWeight, IsDisguised: true));
        }
    }
}
