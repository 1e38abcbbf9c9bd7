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

    /// <summary>The indicators, a bit each, that reach the threshold in the segment at hand before suppression.</summary>
    public uint Reached { get; private set; }

    /// <summary>Takes the scores of a segment, and asks suppressors where one would be flagged.</summary>
    public void Begin(in AnalyzedText text)
    {
        Reached = 0;
        int[] logits = text.Workspace.Logits;
        for (int i = 0; i < logits.Length; i++)
        {
            Indicator indicator = (Indicator)i;
            float score = Logistic.Probability(logits[i]);
            Raise(ref _scores, indicator, score);
            ref readonly RuleSettings rule = ref RuleOf(indicator);
            SuppressorDescriptor? suppressor = null;
            if (rule.Applies && score >= rule.Flag)
            {
                Reached |= 1u << i;
                suppressor = SuppressorFor(text, indicator);
                if (suppressor is not null)
                    score = Logistic.Probability(SuppressorSet.Lowered(logits[i], suppressor));
            }

            if (suppressor is not null || _suppressors is not null)
                (_suppressors ??= new SuppressorDescriptor?[Taxonomy.IndicatorCount])[i] = suppressor;
            Raise(ref _effective, indicator, score);
        }
    }

    /// <summary>Takes scores that no suppressor is asked about, those of a URL or a conversation.</summary>
    public void Raise(ScoreVector scores)
    {
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            Indicator indicator = (Indicator)i;
            Raise(ref _scores, indicator, scores[indicator]);
            Raise(ref _effective, indicator, scores[indicator]);
        }
    }

    /// <summary>What holds for an indicator under these options.</summary>
    public ref readonly RuleSettings RuleOf(Indicator indicator) => ref configuration.At(options.Profile, options.Surface, (int)indicator);

    /// <summary>The suppressor that lowered an indicator in the segment at hand, or null.</summary>
    public SuppressorDescriptor? SuppressorOf(Indicator indicator) => _suppressors?[(int)indicator];

    /// <summary>The suppressor that would lower an indicator in a segment, or null.</summary>
    public SuppressorDescriptor? SuppressorFor(in AnalyzedText text, Indicator indicator) =>
        suppressors.Strongest(text, indicator, configuration.Suppressors(options.Profile, options.Surface), this);

    /// <summary>Adds a finding, if there is a place left for it; its severity counts all the same.</summary>
    public void Add(Finding finding, bool counts)
    {
        if (counts && finding.Severity > _severity)
            _severity = finding.Severity;
        if (TakePlace())
            Append(finding);
    }

    /// <summary>Adds a finding that an analyzer reports, unless the configuration says otherwise.</summary>
    public void AddReported(FindingDescriptor descriptor, TextSpan span, float score, ImmutableArray<Evidence> evidence, SuppressorDescriptor? suppressor)
    {
        ref readonly RuleSettings rule = ref configuration.At(options.Profile, options.Surface, configuration.IndexOf(descriptor));
        if (!rule.Applies || score < options.MinimumScore)
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
        uint flagged = 0;
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            Indicator indicator = (Indicator)i;
            Decision decision = RuleOf(indicator).Decide(_effective[indicator]);
            if (decision == Decision.Allow)
                continue;
            flagged |= 1u << i;
            _flags |= Taxonomy.FlagOf(indicator);
            if (indicator == Indicator.Coercion && _effective[Indicator.Sexting] >= AboutImages)
                _flags |= RiskFlags.Sexting;
            _decision = (Decision)Math.Max((int)_decision, (int)decision);
        }

        ImmutableArray<Finding> findings = _findings is null ? [] :
            [.. _findings.OrderBy(static f => f.Descriptor.DefaultSeverity == Severity.None && f.Descriptor.Indicator is null).ThenBy(static f => f.Span.Start)];
        return new ClassificationResult(_scores, _flags, _severity, _decision, findings, flagged, driver.TimingsOf(Ticks));
    }

    private static void Raise(ref ScoreVector scores, Indicator indicator, float score) => scores[indicator] = Math.Max(scores[indicator], score);

    private bool TakePlace()
    {
        _truncated |= _left == 0;
        return _left > 0 && _left-- > 0;
    }

    private void Append(Finding finding) => (_findings ??= ImmutableArray.CreateBuilder<Finding>()).Add(finding);
}
