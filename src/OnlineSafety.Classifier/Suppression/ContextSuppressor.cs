using System.Buffers;
using System.Collections.Immutable;
using OnlineSafety.Analysis;
using OnlineSafety.Lexicons;
using OnlineSafety.Matching;

namespace OnlineSafety.Suppression;

/// <summary>
/// A built-in suppressor: applies where contexts of the lexicon show strongly enough, or one of its cues stands in the text, and
/// nothing says that the writer means it. Immutable; allocates nothing.
/// </summary>
internal sealed class ContextSuppressor : SafetySuppressor
{
    // Asking for it, offering it, setting about it, or speaking to somebody: whatever the surroundings, this is no mention.
    private static readonly SearchValues<string> s_doing = SearchValues.Create(
    [
        "dm me", "message me", "hmu", "hit me up", "selling", "for sale", "buy", "cheap", "send me", "send us", "send it", "send ur", "send your",
        "how do i", "how can i", "how to", "where can i", "where do i", "who's got", "whos got", "anyone got", "anyone know", "any1", "link",
        "join us", "join me", "let's", "lets", "we should", "gonna", "going to", "can you", "can u", "can someone", "want", "deserve",
        "should be", "should all", "pls", "plz", "free", "download", "sign up", "click", "shut up", "you're", "youre", "ur ",
    ], StringComparison.Ordinal);

    private readonly SearchValues<string>? _cues;

    /// <summary>Creates a suppressor.</summary>
    /// <param name="descriptor">What it is.</param>
    /// <param name="cues">Words, or beginnings of words, that show the surroundings by themselves; folded.</param>
    public ContextSuppressor(SuppressorDescriptor descriptor, params ReadOnlySpan<string> cues)
    {
        Descriptor = descriptor;
        _cues = cues.IsEmpty ? null : SearchValues.Create(cues, StringComparison.Ordinal);
    }

    public override SuppressorDescriptor Descriptor { get; }

    /// <summary>The contexts that show the surroundings; their strengths add up.</summary>
    public ImmutableArray<ContextKind> Contexts { get; init; } = [];

    /// <summary>How strongly the contexts must show together.</summary>
    public float Least { get; init; }

    /// <summary>Contexts any of which says that the writer means it: aimed at a person, an intent.</summary>
    public ImmutableArray<ContextKind> Unless { get; init; } = [];

    /// <summary>Whether the surroundings say nothing where somebody speaks of themselves: who lives through it in a lesson is not taught it.</summary>
    public bool NotFirstPerson { get; init; }

    /// <summary>Whether the lexicon must have marked every phrase of the indicator as a mention; else not as a doing is enough.</summary>
    public bool OnlyMentions { get; init; }

    /// <summary>Whether words of asking, offering and speaking to somebody are no bar: advice addresses its reader, who tells of harm asks for help.</summary>
    public bool AllowsRequests { get; init; }

    /// <summary>Whether every phrase of the indicator must stand in quotation marks, and there must be one.</summary>
    public bool OnlyQuoted { get; init; }

    public override bool Applies(in AnalyzedText text, Indicator indicator)
    {
        foreach (ContextKind kind in Unless)
        {
            if (text.GetContext(kind) > 0)
                return false;
        }

        return Shows(text) && !(NotFirstPerson && FirstPerson.IsIn(text.Normalized)) && (AllowsRequests || !Has(text.Normalized, s_doing)) && !IsMeant(text, indicator);
    }

    private bool Shows(in AnalyzedText text)
    {
        float strength = 0;
        foreach (ContextKind kind in Contexts)
        {
            strength += text.GetContext(kind);
        }

        if (strength >= Least && !Contexts.IsEmpty)
            return true;
        return _cues is not null && Has(text.Normalized, _cues);
    }

    /// <summary>Whether a word of the text starts with a cue.</summary>
    private static bool Has(ReadOnlySpan<char> text, SearchValues<string> cues)
    {
        for (int from = 0; text[from..].IndexOfAny(cues) is >= 0 and int found; from += found + 1)
        {
            if (WordBoundary.StartsWord(text, from + found))
                return true;
        }

        return false;
    }

    /// <summary>Whether a phrase of the indicator is a doing, not a mention: aimed at somebody, intended, asked for, offered, promoted.</summary>
    private bool IsMeant(in AnalyzedText text, Indicator indicator)
    {
        bool any = false;
        int quotes = 0;
        int counted = 0;
        int lastQuote = OnlyQuoted ? text.Normalized.LastIndexOf('"') : -1;
        for (int i = 0; i < text.MatchCount; i++)
        {
            LexiconEntryRow entry = text.RowOf(i);
            if (entry.Target != (byte)indicator)
                continue;
            any = true;
            if (entry.Stance != Stance.Mention && (OnlyMentions || entry.Stance != Stance.None))
                return true;
            if (!OnlyQuoted)
                continue;

            // An odd number of quotation marks before it, and another after it. Hits come in order: each mark is counted once.
            LexiconHit hit = text.Workspace.Hits.Items[i];
            quotes += text.Normalized[counted..hit.Start].Count('"');
            counted = hit.Start;
            if (quotes % 2 == 0 || lastQuote < hit.End)
                return true;
        }

        return OnlyQuoted && !any;
    }
}
