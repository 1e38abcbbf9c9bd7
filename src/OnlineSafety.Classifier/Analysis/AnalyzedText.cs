using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Text;
using OnlineSafety.Urls;

namespace OnlineSafety.Analysis;

/// <summary>
/// A segment of a text as the engine sees it: folded characters, the lexicon's matches in them, contexts, scores. A view of
/// the engine's buffers: valid during the call that it was handed to. Places are in folded characters;
/// <see cref="GetSpan"/> gives them in the input.
/// </summary>
public readonly ref struct AnalyzedText
{
    private readonly LexiconMatcher _matcher;
    private readonly int _offset;
    private readonly int _ownFrom;
    private readonly int _ownTo;
    private readonly bool _isEscaped;

    internal AnalyzedText(ScanWorkspace workspace, LexiconMatcher matcher, ReadOnlySpan<char> utf16, ReadOnlySpan<byte> utf8, int offset, int ownFrom, int ownTo, bool isEscaped = false)
    {
        Workspace = workspace;
        _matcher = matcher;
        Utf16 = utf16;
        Utf8 = utf8;
        _offset = offset;
        _ownFrom = ownFrom;
        _ownTo = ownTo;
        _isEscaped = isEscaped;
    }

    /// <summary>The segment's characters, folded: case, width, accents, look-alikes and quotes; zero-width ones left out.</summary>
    public ReadOnlySpan<char> Normalized => Workspace.Text.Chars;

    /// <summary>The whole input, where it was given in UTF-16, or the words in a URL as they stand there, escaped; else empty.</summary>
    public ReadOnlySpan<char> Utf16 { get; }

    /// <summary>The whole input, where it was given in UTF-8; else empty.</summary>
    public ReadOnlySpan<byte> Utf8 { get; }

    /// <summary>Number of the lexicon's matches, those of contexts included.</summary>
    public int MatchCount => Workspace.Hits.Count;

    /// <summary>The probability of each indicator in this segment, before suppression.</summary>
    public ScoreVector Scores
    {
        get
        {
            ScoreVector scores = default;
            Logistic.Probabilities(Workspace.Logits, scores.AsSpan());
            return scores;
        }
    }

    internal ScanWorkspace Workspace { get; }

    /// <summary>Gets a match of the lexicon; they stand in the order of their place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not below <see cref="MatchCount"/>.</exception>
    public LexiconMatch GetMatch(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)MatchCount, nameof(index));
        LexiconHit hit = Workspace.Hits.Items[index];
        return new LexiconMatch(_matcher.Entries[hit.Entry], hit.Start, hit.End - hit.Start, hit.IsDisguised);
    }

    /// <summary>What scoring needs of the entry of a match; makes no object of it.</summary>
    internal LexiconEntryRow RowOf(int index) => _matcher.Entries.Rows[Workspace.Hits.Items[index].Entry];

    /// <summary>How strongly a context shows: 0 for not at all, 4 at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public float GetContext(ContextKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)kind, (uint)ContextKind.Family, nameof(kind));
        return Workspace.Evidence.Context(kind) / (float)Logistic.Milli;
    }

    /// <summary>The place of some folded characters in <see cref="Utf16"/>, in code units, or in <see cref="Utf8"/>, in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside of <see cref="Normalized"/>.</exception>
    public TextSpan GetSpan(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, Workspace.Text.Length, nameof(length));
        if (length == 0)
            return new TextSpan(start < Workspace.Text.Length ? _offset + Workspace.Text.StartOf(start) : _ownTo, 0);
        int from = _offset + Workspace.Text.StartOf(start);
        int last = _offset + Workspace.Text.StartOf(start + length - 1);
        int to = _isEscaped ? TextNormalizer.EndOf<char, PercentDecoder>(Utf16, last)
            : Utf8.IsEmpty ? TextNormalizer.EndOf<char, Utf16Decoder>(Utf16, last) : TextNormalizer.EndOf<byte, Utf8Decoder>(Utf8, last);
        return new TextSpan(from, to - from);
    }

    /// <summary>Whether a place starts in the segment itself, not in the margin that it shares with its neighbours.</summary>
    internal bool Owns(TextSpan span) => span.Start >= _ownFrom && (span.Start < _ownTo || _ownTo == Utf16.Length + Utf8.Length);
}
