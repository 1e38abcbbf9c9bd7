using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety.Analysis;

/// <summary>What a message action sees, and how it reports. Valid during the call only.</summary>
public readonly ref struct MessageAnalysisContext : IAnalysisContext<MessageAnalysisContext>
{
    private readonly AnalysisReport _report;

    internal MessageAnalysisContext(string sender, DateTimeOffset? at, ReadOnlySpan<char> text, ScoreVector scores, AnalysisReport report = default)
    {
        Sender = sender;
        At = at;
        Text = text;
        Scores = scores;
        _report = report;
    }

    /// <summary>Who wrote it, as the caller names them.</summary>
    public string Sender { get; }

    /// <summary>When it was sent, where that is known.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>The message's text.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>The probability of each indicator for the message by itself.</summary>
    public ScoreVector Scores { get; }

    /// <summary>How it is classified.</summary>
    public ClassificationOptions Options => _report.Options;

    /// <summary>Reports a finding at a place in the message's text, in UTF-16 code units.</summary>
    /// <inheritdoc cref="AnalysisReport.Add"/>
    public void Report(FindingDescriptor descriptor, int start, int length, float score, ImmutableArray<Evidence> evidence = default) =>
        _report.Add(descriptor, start, length, Text.Length, score, evidence);

    MessageAnalysisContext IAnalysisContext<MessageAnalysisContext>.For(AnalysisReport report) => new(Sender, At, Text, Scores, report);
}
