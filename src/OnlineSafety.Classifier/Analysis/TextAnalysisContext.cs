using System.Collections.Immutable;
using OnlineSafety.Findings;
using OnlineSafety.Suppression;

namespace OnlineSafety.Analysis;

/// <summary>What a text action sees, and how it reports. Valid during the call only.</summary>
public readonly ref struct TextAnalysisContext : IAnalysisContext<TextAnalysisContext>
{
    private readonly AnalysisReport _report;

    internal TextAnalysisContext(AnalyzedText text, AnalysisReport report = default)
    {
        Text = text;
        _report = report;
    }

    /// <summary>The segment.</summary>
    public AnalyzedText Text { get; }

    /// <summary>How it is classified; long work should heed its <see cref="ClassificationOptions.CancellationToken"/>.</summary>
    public ClassificationOptions Options => _report.Options;

    internal FindingCollector Findings => _report.Collector;

    /// <summary>Reports a finding at some folded characters; a place in a neighbour's margin is left to the neighbour.</summary>
    /// <param name="descriptor">One of the analyzer's supported descriptors.</param>
    /// <param name="start">First folded character.</param>
    /// <param name="length">Number of folded characters.</param>
    /// <param name="score">The probability, 0 to 1, that it is what the rule says.</param>
    /// <param name="evidence">What moved the score; never words of the input.</param>
    /// <exception cref="ArgumentException">The descriptor is none of the analyzer's, or the score no probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside of the segment.</exception>
    public void Report(FindingDescriptor descriptor, int start, int length, float score, ImmutableArray<Evidence> evidence = default)
    {
        TextSpan span = Text.GetSpan(start, length);
        AnalysisReport.Check(_report.Analyzer, descriptor, score);
        if (Text.Owns(span))
            _report.Collector.AddReported(descriptor, span, score, evidence, SuppressorFor(descriptor));
    }

    private SuppressorDescriptor? SuppressorFor(FindingDescriptor descriptor) =>
        descriptor is { IsConfigurable: true, Indicator: { } indicator } ? _report.Collector.SuppressorFor(Text, indicator) : null;

    TextAnalysisContext IAnalysisContext<TextAnalysisContext>.For(AnalysisReport report) => new(Text, report);
}
