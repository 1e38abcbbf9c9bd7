using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety.Analysis;

/// <summary>What a URL action sees, and how it reports. Valid during the call only.</summary>
public readonly ref struct UrlAnalysisContext : IAnalysisContext<UrlAnalysisContext>
{
    private readonly AnalysisReport _report;

    internal UrlAnalysisContext(ReadOnlySpan<char> url, ScoreVector scores, AnalysisReport report = default)
    {
        Url = url;
        Scores = scores;
        _report = report;
    }

    /// <summary>The URL as it was given.</summary>
    public ReadOnlySpan<char> Url { get; }

    /// <summary>The probability of each indicator for the URL.</summary>
    public ScoreVector Scores { get; }

    /// <summary>How it is classified.</summary>
    public ClassificationOptions Options => _report.Options;

    /// <summary>Reports a finding at a place in the URL, in UTF-16 code units.</summary>
    /// <inheritdoc cref="AnalysisReport.Add"/>
    public void Report(FindingDescriptor descriptor, int start, int length, float score, ImmutableArray<Evidence> evidence = default) =>
        _report.Add(descriptor, start, length, Url.Length, score, evidence);

    UrlAnalysisContext IAnalysisContext<UrlAnalysisContext>.For(AnalysisReport report) => new(Url, Scores, report);
}
