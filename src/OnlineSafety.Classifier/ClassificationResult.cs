using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety;

/// <summary>What an input was found to be. Immutable and safe for any thread; holds no copy of the input.</summary>
public sealed class ClassificationResult
{
    internal ClassificationResult(ScoreVector scores, RiskFlags flags, Severity severity, Decision decision, ImmutableArray<Finding> findings)
    {
        Scores = scores;
        Flags = flags;
        Severity = severity;
        Decision = decision;
        Findings = findings;
    }

    /// <summary>The probability of each indicator and category, 0 to 1.</summary>
    public ScoreVector Scores { get; }

    /// <summary>The flags whose indicators reached the profile's threshold.</summary>
    public RiskFlags Flags { get; }

    /// <summary>The flags that a chat message raises by itself, whatever its conversation shows.</summary>
    internal RiskFlags OwnFlags { get; init; }

    /// <summary>The highest severity among the findings that count (neither suppressed nor below the threshold).</summary>
    public Severity Severity { get; }

    /// <summary>What the profile's thresholds make of the scores.</summary>
    public Decision Decision { get; }

    /// <summary>Why: every finding, suppressed ones too, in the order of their place in the input, the engine's own notes last.</summary>
    public ImmutableArray<Finding> Findings { get; }
}
