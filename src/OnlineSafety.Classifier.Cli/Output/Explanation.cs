using OnlineSafety.Findings;

namespace OnlineSafety.Cli.Output;

/// <summary>What an explanation is about.</summary>
internal sealed record Explanation(string Text, ClassificationResult Result, ClassificationOptions Options)
{
    /// <summary>The decision in a sentence.</summary>
    public string Summary =>
        $"{EnumIds<Decision>.Of(Result.Decision)} for {Configuration.ProfileIds.Of(Options.Profile)} ({EnumIds<Surface>.Of(Options.Surface)})" +
        (Result.Severity > Severity.None ? $", severity {EnumIds<Severity>.Of(Result.Severity)}" : "") +
        (Result.Flags != RiskFlags.None ? $", flags {Result.Flags.ToString().ToLowerInvariant()}" : "");

    /// <summary>The findings of rules, those that count first; then the engine's notes.</summary>
    public IEnumerable<Finding> Findings => Result.Findings
        .OrderBy(static f => f.Descriptor.IsEngine).ThenBy(static f => f.IsSuppressed).ThenByDescending(static f => f.Score);

    /// <summary>What became of a finding, in a sentence.</summary>
    public static string VerdictOf(Finding finding)
    {
        if (finding.Descriptor.IsEngine)
            return finding.Descriptor.Description;
        float threshold = finding.Threshold;
        string flags = threshold > 1 ? "never flags" : FormattableString.Invariant($"flags from {threshold:0.000}");
        if (finding.SuppressedBy is { } suppressor)
            return FormattableString.Invariant($"suppressed by {suppressor.Id} {suppressor.Title}: {finding.ScoreBefore:0.000} before, {finding.Score:0.000} after; {flags}. {suppressor.Reason}");
        string lowered = finding.ScoreBefore != finding.Score ? FormattableString.Invariant($"lowered from {finding.ScoreBefore:0.000}; ") : "";
        return finding.Score >= threshold
            ? $"{lowered}{flags}; for {EnumIds<Route>.Of(finding.Descriptor.RecommendedRoute)}, severity {EnumIds<Severity>.Of(finding.Severity)}"
            : $"{lowered}{flags}: not flagged";
    }

    /// <summary>The places of the findings of rules, overlapping ones made one, in order.</summary>
    public static List<TextSpan> Merged(IEnumerable<Finding> findings)
    {
        List<TextSpan> merged = [];
        foreach (TextSpan span in findings.Where(static f => !f.Descriptor.IsEngine).Select(static f => f.Span).OrderBy(static s => s.Start))
        {
            if (merged.Count > 0 && span.Start < merged[^1].End)
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].End, span.End) - merged[^1].Start };
            else
                merged.Add(span);
        }

        return merged;
    }
}
