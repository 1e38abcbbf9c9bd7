namespace OnlineSafety.Cli.Output;

/// <summary>The results of a chat's messages taken together: the highest of each.</summary>
internal readonly record struct CombinedResult(ScoreVector Scores, RiskFlags Flags, Severity Severity, Decision Decision)
{
    /// <summary>Combines results; none gives zeros.</summary>
    public static CombinedResult Of(IEnumerable<MessageResult> results)
    {
        ScoreVector scores = default;
        CombinedResult combined = default;
        foreach (ClassificationResult result in results.Select(static r => r.Result))
        {
            foreach (Findings.FindingDescriptor descriptor in Taxonomy.Descriptors)
            {
                Indicator indicator = descriptor.Indicator!.Value;
                scores[indicator] = Math.Max(scores[indicator], result.Scores[indicator]);
            }

            combined = combined with
            {
                Flags = combined.Flags | result.Flags,
                Severity = (Severity)Math.Max((int)combined.Severity, (int)result.Severity),
                Decision = (Decision)Math.Max((int)combined.Decision, (int)result.Decision),
            };
        }

        return combined with { Scores = scores };
    }
}
