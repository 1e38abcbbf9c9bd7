using System.Collections.Immutable;
using OnlineSafety.Analysis;
using OnlineSafety.Findings;

namespace OnlineSafety;

/// <summary>What an input was found to be. Immutable and safe for any thread; holds no copy of the input.</summary>
public sealed class ClassificationResult
{
    private readonly uint _flagged;

    internal ClassificationResult(ScoreVector scores, RiskFlags flags, Severity severity, Decision decision, ImmutableArray<Finding> findings,
        uint flagged = 0, ImmutableArray<AnalyzerTiming> timings = default)
    {
        Scores = scores;
        Flags = flags;
        Severity = severity;
        Decision = decision;
        Findings = findings;
        _flagged = flagged;
        AnalyzerTimings = timings.IsDefault ? [] : timings;
    }

    /// <summary>The probability of each indicator and category, 0 to 1, before suppression; no profile or configuration changes it.</summary>
    public ScoreVector Scores { get; }

    /// <summary>The flags whose indicators reached the profile's threshold.</summary>
    public RiskFlags Flags { get; }

    /// <summary>The flags that a chat message raises by itself, whatever its conversation shows.</summary>
    internal RiskFlags OwnFlags { get; init; }

    /// <summary>The highest severity among the findings that count (neither suppressed nor below the threshold).</summary>
    public Severity Severity { get; }

    /// <summary>What the profile's thresholds make of the scores after suppression.</summary>
    public Decision Decision { get; }

    /// <summary>Why: every finding, suppressed ones too, in the order of their place in the input, the engine's own notes last.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>How long each analyzer took; empty unless <see cref="ClassificationOptions.MeasureAnalyzers"/> asked for it.</summary>
    public ImmutableArray<AnalyzerTiming> AnalyzerTimings { get; }

    /// <summary>Whether an indicator reached the profile's threshold, after suppression, on a surface where its rule applies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public bool IsFlagged(Indicator indicator)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)indicator, (uint)Taxonomy.IndicatorCount, nameof(indicator));
        return (_flagged & (1u << (int)indicator)) != 0;
    }
}
