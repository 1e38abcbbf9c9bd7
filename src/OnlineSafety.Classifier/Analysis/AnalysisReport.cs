using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety.Analysis;

/// <summary>Whose findings go where: what the contexts of actions report to.</summary>
/// <param name="Analyzer">Who reports.</param>
/// <param name="Collector">Who gathers.</param>
internal readonly record struct AnalysisReport(SafetyAnalyzer Analyzer, FindingCollector Collector)
{
    public ClassificationOptions Options => Collector.Options;

    /// <summary>Adds a finding.</summary>
    /// <param name="descriptor">One of the analyzer's supported descriptors.</param>
    /// <param name="start">First code unit.</param>
    /// <param name="length">Number of code units.</param>
    /// <param name="limit">Length of the input.</param>
    /// <param name="score">The probability, 0 to 1, that it is what the rule says.</param>
    /// <param name="evidence">What moved the score; never words of the input.</param>
    /// <exception cref="ArgumentException">The descriptor is none of the analyzer's, or the score no probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside of the input.</exception>
    public void Add(FindingDescriptor descriptor, int start, int length, int limit, float score, ImmutableArray<Evidence> evidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, limit, nameof(length));
        Check(Analyzer, descriptor, score);
        Collector.AddReported(descriptor, new TextSpan(start, length), score, evidence, suppressor: null);
    }

    public static void Check(SafetyAnalyzer analyzer, FindingDescriptor descriptor, float score)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (!analyzer.SupportedDescriptors.Contains(descriptor))
            throw new ArgumentException($"{descriptor.Id} is none of the analyzer's supported descriptors.", nameof(descriptor));
        if (score is not (>= 0 and <= 1))
            throw new ArgumentException("A score is a probability, between 0 and 1.", nameof(score));
    }
}
