using System.Collections.Immutable;
using OnlineSafety.Configuration;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety.Findings;

/// <summary>Turns the evidence of segments into findings and these, with the scores, into a result. One a classification.</summary>
internal sealed class FindingCollector(LexiconMatcher matcher, RiskModel? model, ProfileThresholds thresholds, ClassificationOptions options)
{
    private const int MaxFurtherEvidence = 8;

    // Coercion is about images where sexting is at least this probable too.
    private const float AboutImages = 0.25f;

    private ImmutableArray<Finding>.Builder? _findings;
    private int _left = options.MaxFindings;
    private bool _truncated;
    private Severity _severity;

    /// <summary>Adds the findings of the segment that the workspace holds.</summary>
    /// <param name="text">The whole input.</param>
    /// <param name="offset">Where the workspace's slice starts in it.</param>
    /// <param name="workspace">The segment's hits and evidence.</param>
    public void Collect<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int offset, ScanWorkspace workspace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        uint found = 0;
        foreach (LexiconHit hit in workspace.Hits.Items)
        {
            LexiconEntry entry = matcher.Entries[hit.Entry];
            if (entry.Indicator is not { } indicator)
                continue;
            float score = Logistic.Probability(workspace.Logits[(int)indicator]);
            float before = Logistic.Probability(workspace.Evidence.Before(indicator));
            float threshold = thresholds.Flag(options.Profile, indicator);
            bool suppressed = before >= threshold && score < threshold;
            FindingDescriptor descriptor = Taxonomy.GetDescriptor(indicator);
            if ((score < options.MinimumScore && !suppressed) || (descriptor.Surface & options.Surface) == 0)
                continue;
            found |= 1u << (int)indicator;
            Severity severity = Counted(SeverityOf(descriptor, entry.Severity, entry.Stance, score, threshold, workspace), score >= threshold);
            if (!TakePlace())
                continue;
            Add(new Finding
            {
                Descriptor = descriptor,
                Span = SpanOf<TUnit, TDecoder>(text, offset, workspace, hit.Start, hit.End),
                Score = score,
                Severity = severity,
                IsSuppressed = suppressed,
                Evidence = EvidenceOf(indicator, hit, suppressed, workspace),
            });
        }

        if (model is not null)
            CollectWithoutPhrase<TUnit, TDecoder>(text, offset, workspace, found);
    }

    /// <summary>Adds a note of the engine's own.</summary>
    public void AddEngine(FindingDescriptor descriptor, TextSpan span) =>
        Add(new Finding { Descriptor = descriptor, Span = span, Score = 0, Severity = Severity.None });

    /// <summary>Adds what the conversation up to this message shows; its severity counts.</summary>
    public void AddConversation(Finding finding)
    {
        Counted(finding.Severity, counts: true);
        if (TakePlace())
            Add(finding);
    }

    /// <summary>The result, given the scores of the whole input.</summary>
    public ClassificationResult ToResult(ScoreVector scores) => ToResult(scores, scores);

    /// <summary>The result of a message, given its scores in its conversation and by itself.</summary>
    public ClassificationResult ToResult(ScoreVector scores, ScoreVector own)
    {
        if (_truncated)
            AddEngine(Taxonomy.FindingsCut, default);
        RiskFlags flags = FlagsOf(scores);
        return new ClassificationResult(scores, flags, _severity, thresholds.Decide(scores, options), [.. (_findings ?? Enumerable.Empty<Finding>()).OrderBy(static f => f.Descriptor.Indicator is null).ThenBy(static f => f.Span.Start)])
        {
            OwnFlags = scores == own ? flags : FlagsOf(own),
        };
    }

    private RiskFlags FlagsOf(ScoreVector scores)
    {
        RiskFlags flags = RiskFlags.None;
        foreach (FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            Indicator indicator = descriptor.Indicator!.Value;
            if ((descriptor.Surface & options.Surface) == Surface.None || scores[indicator] < thresholds.Flag(options.Profile, indicator))
                continue;
            flags |= Taxonomy.FlagOf(indicator);
            if (indicator == Indicator.Coercion && scores[Indicator.Sexting] >= AboutImages)
                flags |= RiskFlags.Sexting;
        }

        return flags;
    }

    /// <summary>
    /// The default, at least what the phrase asks for; one higher where the words are aimed at a person and name an intent,
    /// a time or a place; one lower where the score is below the threshold.
    /// </summary>
    private static Severity SeverityOf(FindingDescriptor descriptor, Severity least, Stance stance, float score, float threshold, ScanWorkspace workspace)
    {
        Severity severity = (Severity)Math.Max((int)descriptor.DefaultSeverity, (int)least);
        LexiconEvidence evidence = workspace.Evidence;
        bool aimed = stance == Stance.Directed || evidence.Context(ContextKind.SecondPerson) > 0;
        bool concrete = stance == Stance.Intent || evidence.Context(ContextKind.Intent) > 0 || evidence.Context(ContextKind.TimePlace) > 0;
        if (score < threshold)
            return severity > Severity.Low ? severity - 1 : severity;
        return aimed && concrete && severity is Severity.Medium or Severity.High ? severity + 1 : severity;
    }

    private ImmutableArray<Evidence> EvidenceOf(Indicator indicator, LexiconHit hit, bool suppressed, ScanWorkspace workspace)
    {
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        LexiconEntry own = matcher.Entries[hit.Entry];
        evidence.Add(new Evidence(EvidenceKind.Lexicon, own.Phrase, own.Weight));
        if (hit.IsDisguised)
            evidence.Add(new Evidence(EvidenceKind.Evasion, "disguised", LexiconMatcher.DisguiseWeight / (float)Logistic.Milli));
        foreach (LexiconHit other in workspace.Hits.Items)
        {
            LexiconEntry entry = matcher.Entries[other.Entry];
            if (evidence.Count < MaxFurtherEvidence && entry.Indicator == indicator && !evidence.Any(e => e.Name == entry.Phrase))
                evidence.Add(new Evidence(EvidenceKind.Lexicon, entry.Phrase, entry.Weight));
        }

        if (model is not null)
        {
            // What the model took off a phrase that alone would have been flagged, or all that it saw.
            int against = suppressed ? workspace.Evidence.Before(indicator) : model.Empty[(int)indicator];
            evidence.Add(ModelEvidence(workspace.Logits[(int)indicator] - against));
            evidence.AddRange(model.Explain(workspace, indicator));
            return evidence.ToImmutable();
        }

        int lowering = workspace.Evidence.Before(indicator) - workspace.Evidence.After(indicator);
        if (lowering > 0)
        {
            foreach (ContextKind kind in Enum.GetValues<ContextKind>())
            {
                int part = workspace.Evidence.Context(kind) * ContextEffects.Percent(kind, indicator) / 100;
                if (part > 0)
                    evidence.Add(new Evidence(EvidenceKind.Context, EnumIds<ContextKind>.Of(kind), -part / (float)Logistic.Milli));
            }
        }

        return evidence.ToImmutable();
    }

    /// <summary>
    /// Indicators that the model flags though no phrase of the lexicon says so: a finding at the words that weigh most.
    /// </summary>
    private void CollectWithoutPhrase<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int offset, ScanWorkspace workspace, uint found)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        foreach (FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            Indicator indicator = descriptor.Indicator!.Value;
            float score = Logistic.Probability(workspace.Logits[(int)indicator]);
            float threshold = thresholds.Flag(options.Profile, indicator);
            if ((found & (1u << (int)indicator)) != 0 || score < threshold ||
                (descriptor.Surface & options.Surface) == 0 || workspace.Text.Length == 0)
                continue;
            Severity severity = Counted(SeverityOf(descriptor, Severity.None, Stance.None, score, threshold, workspace), counts: true);
            if (!TakePlace())
                continue;
            (int start, int end) = model!.Linear.StrongestWords(workspace.Text.Chars, (int)indicator);
            Add(new Finding
            {
                Descriptor = descriptor,
                Span = SpanOf<TUnit, TDecoder>(text, offset, workspace, start, end),
                Score = score,
                Severity = severity,
                Evidence = [ModelEvidence(workspace.Logits[(int)indicator] - model.Empty[(int)indicator]), .. model.Explain(workspace, indicator)],
            });
        }
    }

    private static Evidence ModelEvidence(int milliLogits) => new(EvidenceKind.Model, "model", milliLogits / (float)Logistic.Milli);

    private static TextSpan SpanOf<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int offset, ScanWorkspace workspace, int foldedStart, int foldedEnd)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int start = offset + workspace.Text.StartOf(foldedStart);
        int end = TextNormalizer.EndOf<TUnit, TDecoder>(text, offset + workspace.Text.StartOf(foldedEnd - 1));
        return new TextSpan(start, end - start);
    }

    private bool TakePlace()
    {
        _truncated |= _left == 0;
        return _left > 0 && _left-- > 0;
    }

    private Severity Counted(Severity severity, bool counts)
    {
        if (counts && severity > _severity)
            _severity = severity;
        return severity;
    }

    private void Add(Finding finding) => (_findings ??= ImmutableArray.CreateBuilder<Finding>()).Add(finding);
}
