using System.Collections.Immutable;
using System.Diagnostics;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Models;
using OnlineSafety.Suppression;

namespace OnlineSafety.Findings;

/// <summary>
/// Gathers the scores and findings of one input and makes the result of them: what reaches the thresholds after suppression
/// decides. One a classification.
/// </summary>
internal sealed class FindingCollector(ResolvedConfiguration configuration, SuppressorSet suppressors, ClassificationOptions options)
{
    // Coercion is about images where sexting is at least this probable too.
    private const float AboutImages = 0.25f;

    private readonly long _started = options.TimeBudget is null ? 0 : Stopwatch.GetTimestamp();
    private ScoreVector _scores;
    private ScoreVector _effective;
    private ScoreVector _host;
    private RiskFlags? _own;
    private SuppressorDescriptor?[]? _suppressors;
    private ImmutableArray<Finding>.Builder? _findings;
    private List<string>? _failures;
    private int _left = options.MaxFindings;
    private bool _truncated;
    private bool _timeSpent;
    private Severity _severity;
    private RiskFlags _flags;
    private Decision _decision;

    public ClassificationOptions Options => options;

    /// <summary>Time in the actions of each analyzer, in ticks of the stopwatch; null where it was not measured.</summary>
    public long[]? Ticks { get; set; }

    /// <summary>Where the text at hand starts in the input: above 0 for the words in a URL.</summary>
    public int Origin { get; set; }

    /// <summary>The probability of each indicator so far, before suppression.</summary>
    public ScoreVector Scores => _scores;

    /// <summary>The indicators, a bit each, that reach the threshold in the segment at hand before suppression.</summary>
    public uint Reached { get; private set; }

    /// <summary>Takes the scores of a segment, and asks suppressors where one would be flagged.</summary>
    public void Begin(in AnalyzedText text)
    {
        Reached = 0;
        ScoreVector scores = text.Scores;
        ScoreVector effective = scores;
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            Indicator indicator = (Indicator)i;
            ref readonly RuleSettings rule = ref RuleOf(indicator);
            SuppressorDescriptor? suppressor = null;
            if (rule.Applies && scores[indicator] >= rule.Flag)
            {
                Reached |= 1u << i;
                suppressor = SuppressorFor(text, indicator);
                if (suppressor is not null)
                    effective[indicator] = SuppressorSet.Lowered(text, indicator, suppressor);
            }

            if (suppressor is not null || _suppressors is not null)
                (_suppressors ??= new SuppressorDescriptor?[Taxonomy.IndicatorCount])[i] = suppressor;
        }

        _scores = _scores.Max(scores);
        _effective = _effective.Max(effective);
    }

    /// <summary>Takes the scores of a conversation, which no suppressor is asked about.</summary>
    public void Raise(ScoreVector scores)
    {
        _scores = _scores.Max(scores);
        _effective = _effective.Max(scores);
    }

    /// <summary>Takes the scores of a URL's host, path and query, which have thresholds of their own and no suppressors.</summary>
    public void RaiseHost(ScoreVector scores)
    {
        _scores = _scores.Max(scores);
        _host = scores;
    }

    /// <summary>Keeps apart what a chat message raises by itself from what its conversation adds.</summary>
    public void EndOwn()
    {
        Outcome(out _, out RiskFlags flags);
        _own = _flags | flags;
    }

    /// <summary>What holds for an indicator under these options.</summary>
    public ref readonly RuleSettings RuleOf(Indicator indicator) => ref configuration.At(options.Profile, options.Surface, (int)indicator);

    /// <summary>What holds for a rule where host and path of a URL are concerned.</summary>
    public ref readonly RuleSettings HostRuleOf(FindingDescriptor descriptor) =>
        ref configuration.HostAt(options.Profile, options.Surface, configuration.IndexOf(descriptor));

    /// <summary>Whether a finding of a rule is told of.</summary>
    public bool IsShown(in RuleSettings rule, float score) => rule.Applies && (score >= options.MinimumScore || score >= rule.Flag);

    /// <summary>The suppressor that lowered an indicator in the segment at hand, or null.</summary>
    public SuppressorDescriptor? SuppressorOf(Indicator indicator) => _suppressors?[(int)indicator];

    /// <summary>The suppressor that would lower an indicator in a segment, or null.</summary>
    public SuppressorDescriptor? SuppressorFor(in AnalyzedText text, Indicator indicator) =>
        suppressors.Strongest(text, indicator, configuration.Suppressors(options.Profile, options.Surface), options, this);

    /// <summary>Whether no place is left: what a further finding would say of itself need not be worked out.</summary>
    public bool IsFull => _left == 0;

    /// <summary>Adds a finding, if there is a place left for it; its severity counts all the same.</summary>
    public void Add(Finding finding, bool counts)
    {
        if (counts && finding.Severity > _severity)
            _severity = finding.Severity;
        if (TakePlace())
            Append(finding);
    }

    /// <summary>Adds a finding that an analyzer reports, unless the configuration says otherwise.</summary>
    public void AddReported(FindingDescriptor descriptor, TextSpan span, float score, ImmutableArray<Evidence> evidence, SuppressorDescriptor? suppressor) =>
        AddReported(descriptor, configuration.At(options.Profile, options.Surface, configuration.IndexOf(descriptor)), span, score, evidence, suppressor);

    /// <summary>Adds a finding to which given settings apply, unless they say otherwise.</summary>
    public void AddReported(
        FindingDescriptor descriptor, in RuleSettings rule, TextSpan span, float score, ImmutableArray<Evidence> evidence, SuppressorDescriptor? suppressor)
    {
        if (!IsShown(rule, score))
            return;
        evidence = evidence.IsDefault ? [] : evidence;
        float after = score;
        if (suppressor is not null)
        {
            after = Logistic.Probability(SuppressorSet.Lowered(Logistic.LeastLogit(score), suppressor));
            evidence = evidence.Add(Evidence.Of(suppressor));
        }

        Decision decision = rule.Decide(after);
        if (decision != Decision.Allow && descriptor.Indicator is { } indicator)
            _flags |= Taxonomy.FlagOf(indicator);
        _decision = (Decision)Math.Max((int)_decision, (int)decision);
        bool counts = decision != Decision.Allow;
        Add(new Finding
        {
            Descriptor = descriptor,
            Span = span,
            Score = after,
            ScoreBefore = score,
            Severity = counts || rule.Severity <= Severity.Low ? rule.Severity : rule.Severity - 1,
            IsSuppressed = !counts && score >= rule.Flag,
            SuppressedBy = !counts && score >= rule.Flag ? suppressor : null,
            Threshold = rule.Flag,
            Evidence = evidence,
        }, counts);
    }

    /// <summary>Adds a note of the engine's own.</summary>
    public void AddEngine(FindingDescriptor descriptor, TextSpan span) =>
        Append(new Finding { Descriptor = descriptor, Span = span, Score = 0, Severity = Severity.None });

    /// <summary>Tells, once, that an analyzer or suppressor threw: of what kind, not its message, which might quote the input.</summary>
    public void AddFailure(Type thrower, Exception e)
    {
        string failure = $"{thrower.Name} {e.GetType().Name}";
        if (_failures?.Contains(failure) == true)
            return;
        (_failures ??= []).Add(failure);
        Append(new Finding
        {
            Descriptor = Taxonomy.AnalyzerFailed,
            Span = default,
            Score = 0,
            Severity = Severity.None,
            Evidence = [new Evidence(EvidenceKind.Analyzer, failure, 0)],
        });
    }

    /// <summary>Whether the time budget is spent; once it is, it stays so, and the result tells of it.</summary>
    public bool IsTimeSpent() => options.TimeBudget is { } budget && (_timeSpent |= Stopwatch.GetElapsedTime(_started) >= budget);

    /// <summary>The result.</summary>
    public ClassificationResult ToResult(AnalysisDriver driver)
    {
        if (_truncated)
            AddEngine(Taxonomy.FindingsCut, default);
        if (_timeSpent)
            AddEngine(Taxonomy.TimeSpent, default);
        Decision decision = Outcome(out uint flagged, out RiskFlags flags);
        flags |= _flags;
        ImmutableArray<Finding> findings = _findings is null ? [] : [.. _findings.OrderBy(static f => f.Descriptor.IsEngine).ThenBy(static f => f.Span.Start)];
        return new ClassificationResult(_scores, flags, _severity, (Decision)Math.Max((int)_decision, (int)decision), findings, flagged, driver.TimingsOf(Ticks))
        {
            OwnFlags = _own ?? flags,
        };
    }

    /// <summary>What the thresholds make of the scores so far, analyzers' findings aside.</summary>
    private Decision Outcome(out uint flagged, out RiskFlags flags)
    {
        flagged = 0;
        flags = RiskFlags.None;
        Decision decision = Decision.Allow;
        foreach (FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            Indicator indicator = descriptor.Indicator!.Value;
            Decision here = (Decision)Math.Max((int)RuleOf(indicator).Decide(_effective[indicator]), (int)HostRuleOf(descriptor).Decide(_host[indicator]));
            if (here == Decision.Allow)
                continue;
            flagged |= 1u << (int)indicator;
            flags |= Taxonomy.FlagOf(indicator);
            if (indicator == Indicator.Coercion && _effective[Indicator.Sexting] >= AboutImages)
                flags |= RiskFlags.Sexting;
            decision = (Decision)Math.Max((int)decision, (int)here);
        }

        return decision;
    }

    private bool TakePlace()
    {
        _truncated |= _left == 0;
        return _left > 0 && _left-- > 0;
    }

    private void Append(Finding finding) =>
        (_findings ??= ImmutableArray.CreateBuilder<Finding>()).Add(Origin == 0 ? finding : finding with { Span = finding.Span with { Start = finding.Span.Start + Origin } });
}
