using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Conversations;
using OnlineSafety.Features;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Suppression;
using OnlineSafety.Text;
using OnlineSafety.Urls;

namespace OnlineSafety;

/// <summary>
/// Scores texts and URLs for the risks of <see cref="Indicator"/> and says why. Immutable and safe for any number of threads at
/// once: build it once and share it. Works offline; keeps, logs and sends nothing of what it is given. Parts that the first score does not
/// need (policy, chats, URLs) are made when first asked for; a server that wants them made at its start classifies something then.
/// </summary>
public sealed partial class SafetyClassifier
{
    // A long text is scored in segments, and the highest counts: cost is linear, memory is flat, and a book does not add
    // up to a risk. The margin on each side lets a phrase lie across a cut: it belongs to the segment where it starts. All
    // counted in folded characters: what folding leaves out (zero-width characters, more spaces than one) parts no phrase.
    private const int SegmentLength = 4096;
    private const int SegmentMargin = 256;

    // Folded at a time: both margins, a segment, and what is behind it, to see whether the rest need not be cut.
    private const int FoldLength = SegmentLength + (2 * SegmentMargin) + 16;

    // A cut follows the text, not the count: the first place behind the least length where the hash of the last characters says so.
    // After an edit the cuts fall where they fell before, so the rest of a long text need not be scored again.
    private const int LeastSegmentLength = 3072;
    private const int CutHashLength = 8;
    private const uint CutShare = 64;

    private static readonly Lazy<SafetyClassifier> s_default = new(static () => CreateBuilder().Build());

    private readonly LexiconMatcher _matcher;
    private readonly RiskModel? _model;
    private readonly Lazy<TrajectoryModel?> _trajectories;
    private readonly Lazy<Policy> _policy;

    internal SafetyClassifier(LexiconMatcher matcher, RiskModel? model, Lazy<TrajectoryModel?> trajectories, Lazy<UrlScanner> urls, BundleInfo info, Lazy<Policy> policy)
    {
        _matcher = matcher;
        _model = model;
        _trajectories = trajectories;
        _urls = urls;
        _policy = policy;
        Info = info;
    }

    /// <summary>The classifier of the embedded bundle, built on first use.</summary>
    public static SafetyClassifier Default => s_default.Value;

    /// <summary>What this classifier was built from.</summary>
    public BundleInfo Info { get; }

    /// <summary>What is in force for each profile and surface: thresholds, severities, surfaces, suppressors.</summary>
    public ResolvedConfiguration Configuration => Policy.Configuration;

    /// <summary>What the suppressors are, the built-in ones first.</summary>
    public ImmutableArray<SuppressorDescriptor> Suppressors => Policy.Suppressors.Descriptors;

    private Policy Policy => _policy.Value;

    /// <summary>Creates a builder, for another bundle or more lexicons.</summary>
    public static SafetyClassifierBuilder CreateBuilder() => new();

    /// <summary>Classifies a text. Spans are in UTF-16 code units of <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public ClassificationResult ClassifyText(string text, ClassificationOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Classify<char, Utf16Decoder>(text, options);
    }

    /// <summary>Classifies a text. Spans are in UTF-16 code units of <paramref name="text"/>.</summary>
    public ClassificationResult ClassifyText(ReadOnlySpan<char> text, ClassificationOptions options = default) =>
        Classify<char, Utf16Decoder>(text, options);

    /// <summary>Classifies a text in UTF-8. Spans are in bytes of <paramref name="utf8"/>.</summary>
    public ClassificationResult ClassifyText(ReadOnlySpan<byte> utf8, ClassificationOptions options = default) =>
        Classify<byte, Utf8Decoder>(utf8, options);

    /// <summary>Scores a text without saying why. Allocates nothing once the calling thread has its buffers.</summary>
    public ScoreVector ScoreText(ReadOnlySpan<char> text) => Score<char, Utf16Decoder>(text);

    /// <summary>Scores a text in UTF-8 without saying why. Allocates nothing once the calling thread has its buffers.</summary>
    public ScoreVector ScoreText(ReadOnlySpan<byte> utf8) => Score<byte, Utf8Decoder>(utf8);

    /// <summary>Whether a phrase of the lexicon that raises an indicator stands in a short text, whatever its context.</summary>
    internal bool NamesRisk(string text)
    {
        ScanWorkspace workspace = ScanWorkspace.Rent();
        try
        {
            TextNormalizer.Normalize<char, Utf16Decoder>(text, workspace.Text);
            _matcher.Find<char, Utf16Decoder>(text, workspace);
            workspace.Evidence.Compute(_matcher, workspace.Hits, workspace.Text.Chars);
            return Enumerable.Range(0, Taxonomy.IndicatorCount).Any(i => workspace.Evidence.Before((Indicator)i) != LexiconEvidence.Prior);
        }
        finally
        {
            workspace.Return();
        }
    }

    /// <summary>Folds the segment that follows another, with its margins.</summary>
    private static Segment NextSegment<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, Segment before, FoldedText folded)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int slice = before.NextSlice;
        int read = slice + TextNormalizer.Normalize<TUnit, TDecoder>(text[slice..], folded, FoldLength);
        int seen = read == text.Length ? int.MaxValue : read + TextNormalizer.MaxLookahead;
        int own = folded.IndexAt(before.To - slice);

        // A text that fits one segment with its margins is not cut at all.
        if (folded.Length - own <= SegmentLength + SegmentMargin)
            return new Segment(before.To, text.Length, slice, text.Length, seen);
        int cut = Cut(folded.Chars, own);
        Segment segment = new(before.To, slice + folded.StartOf(cut), slice, slice + folded.StartOf(Math.Max(0, cut - SegmentMargin)), seen);
        folded.Truncate(Math.Min(folded.Length, cut + SegmentMargin));
        return segment;
    }

    /// <summary>Where a segment ends that the rest of the text does not fit into: behind one of 64 spaces, else at its full length.</summary>
    private static int Cut(ReadOnlySpan<char> folded, int from)
    {
        for (int at = from + LeastSegmentLength; at < from + SegmentLength; at++)
        {
            if (folded[at - 1] != ' ')
                continue;
            uint hash = 0;
            foreach (char c in folded[(at - CutHashLength)..at])
            {
                hash = (hash * 31) + c;
            }

            if (NgramFeatures.Mix(hash) % CutShare == 0)
                return at;
        }

        return from + SegmentLength;
    }

    /// <summary>The place at or just before <paramref name="at"/> that is not in the middle of a scalar.</summary>
    private static int Boundary<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        at = Math.Clamp(at, 0, text.Length);
        for (int back = 0; back < 3 && !TDecoder.IsBoundary(text, at); back++)
        {
            at--;
        }

        return at;
    }

    private ScoreVector Score<TUnit, TDecoder>(ReadOnlySpan<TUnit> text)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        ScanWorkspace workspace = ScanWorkspace.Rent();
        try
        {
            return Score<TUnit, TDecoder>(text, workspace, message: null);
        }
        finally
        {
            workspace.Return();
        }
    }

    private ScoreVector Score<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, ScanWorkspace workspace, MessageEvidence? message)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        Span<int> highest = stackalloc int[Taxonomy.IndicatorCount];
        Lower(highest);
        Segment segment = default;
        do
        {
            segment = NextSegment<TUnit, TDecoder>(text, segment, workspace.Text);
            Analyze<TUnit, TDecoder>(text, segment, workspace);
            Raise(highest, workspace.Logits);
            message?.Add(_matcher, _trajectories.Value, workspace);
        }
        while (segment.To < text.Length);

        return ToScores(highest);
    }

    private ClassificationResult Classify<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, ClassificationOptions options)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        FindingCollector findings = new(Configuration, Policy.Suppressors, options);
        Scan<TUnit, TDecoder>(text, findings);
        return findings.ToResult(Policy.Driver);
    }

    private void Scan<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FindingCollector findings)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        ScanWorkspace workspace = ScanWorkspace.Rent();
        try
        {
            Scan<TUnit, TDecoder>(text, findings, workspace, message: null);
        }
        finally
        {
            workspace.Return();
        }
    }

    /// <summary>Scores a text, collecting what is found in it and, where it is a message of a chat, what that shows.</summary>
    private void Scan<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FindingCollector findings, ScanWorkspace workspace, MessageEvidence? message)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        ClassificationOptions options = findings.Options;
        bool cut = text.Length > options.MaxLength;
        if (cut)
            text = text[..Boundary<TUnit, TDecoder>(text, options.MaxLength)];

        bool invalid = false;
        Segment segment = default;
        do
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            segment = NextSegment<TUnit, TDecoder>(text, segment, workspace.Text);
            Analyze<TUnit, TDecoder>(text, segment, workspace);
            invalid |= workspace.Text.HasInvalid;
            AnalyzedText analyzed = View<TUnit, TDecoder>(text, segment, workspace);
            findings.Begin(analyzed);
            Policy.Driver.RunText(analyzed, findings);
            message?.Add(_matcher, _trajectories.Value, workspace);
        }
        while (segment.To < text.Length && !findings.IsTimeSpent());

        if (cut)
            findings.AddEngine(Taxonomy.InputCut, new TextSpan(text.Length, 0));
        if (invalid)
            findings.AddEngine(Taxonomy.Undecodable, new TextSpan(0, text.Length));
    }

    private AnalyzedText View<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, Segment segment, ScanWorkspace workspace)
        where TUnit : unmanaged => typeof(TUnit) == typeof(char)
            ? new AnalyzedText(workspace, _matcher, MemoryMarshal.Cast<TUnit, char>(text), default, segment.Slice, segment.From, segment.To, typeof(TDecoder) == typeof(PercentDecoder))
            : new AnalyzedText(workspace, _matcher, default, MemoryMarshal.Cast<TUnit, byte>(text), segment.Slice, segment.From, segment.To);

    /// <summary>Lowers each logit below any that a segment has.</summary>
    private static void Lower(Span<int> highest)
    {
        for (int i = 0; i < highest.Length; i += Vector256<int>.Count)
        {
            Vector256.Create(int.MinValue).CopyTo(highest[i..]);
        }
    }

    /// <summary>Raises each logit to that of a segment where it is higher.</summary>
    private static void Raise(Span<int> highest, int[] logits)
    {
        for (int i = 0; i < highest.Length; i += Vector256<int>.Count)
        {
            Vector256.Max(Vector256.Create<int>(highest[i..]), Vector256.Create(logits, i)).CopyTo(highest[i..]);
        }
    }

    /// <summary>The scores of the highest logits: a higher logit never has a lower probability, so one conversion does for all segments.</summary>
    private static ScoreVector ToScores(ReadOnlySpan<int> highest)
    {
        ScoreVector scores = default;
        Logistic.Probabilities(highest, scores.AsSpan());
        return scores;
    }

    /// <summary>Finds the lexicon's entries that start in a folded segment, and sums up their evidence.</summary>
    private void Analyze<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, Segment segment, ScanWorkspace workspace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        _model?.Prepare(workspace);
        _matcher.Find<TUnit, TDecoder>(text[segment.Slice..], workspace);
        KeepOwn(workspace, segment.From - segment.Slice, segment.To - segment.Slice);
        workspace.Evidence.Compute(_matcher, workspace.Hits, workspace.Text.Chars);
        if (_model is null)
        {
            for (int i = 0; i < workspace.Logits.Length; i++)
            {
                workspace.Logits[i] = workspace.Evidence.After((Indicator)i);
            }

            return;
        }

        _model.Score(workspace, workspace.Logits);
    }

    private static void KeepOwn(ScanWorkspace workspace, int from, int to)
    {
        LexiconHitList hits = workspace.Hits;
        int kept = 0;
        for (int i = 0; i < hits.Count; i++)
        {
            int start = workspace.Text.StartOf(hits.Items[i].Start);
            if (start >= from && start < to)
                hits.Items[kept++] = hits.Items[i];
        }

        hits.Truncate(kept);
    }

    /// <summary>A segment of a text.</summary>
    /// <param name="From">Where it starts.</param>
    /// <param name="To">Where it ends.</param>
    /// <param name="Slice">Where the margin before it starts.</param>
    /// <param name="NextSlice">Where the margin before the next segment starts.</param>
    /// <param name="Seen">It depends on nothing from here on.</param>
    internal readonly record struct Segment(int From, int To, int Slice, int NextSlice, int Seen)
    {
        /// <summary>The segment after an edit before it.</summary>
        public Segment Moved(int by) => new(From + by, To + by, Slice + by, NextSlice + by, Seen == int.MaxValue ? Seen : Seen + by);
    }
}
