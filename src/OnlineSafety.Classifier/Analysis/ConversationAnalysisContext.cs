using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety.Analysis;

/// <summary>What a conversation action sees after each message, and how it reports. Valid during the call only.</summary>
public readonly ref struct ConversationAnalysisContext : IAnalysisContext<ConversationAnalysisContext>
{
    private readonly AnalysisReport _report;

    internal ConversationAnalysisContext(int messageCount, string sender, ReadOnlySpan<char> text, ScoreVector scores, AnalysisReport report = default)
    {
        MessageCount = messageCount;
        Sender = sender;
        Text = text;
        Scores = scores;
        _report = report;
    }

    /// <summary>Messages so far, the last one included.</summary>
    public int MessageCount { get; }

    /// <summary>Who wrote the last message, as the caller names them.</summary>
    public string Sender { get; }

    /// <summary>The last message's text.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>The probability of each indicator for the conversation so far.</summary>
    public ScoreVector Scores { get; }

    /// <summary>How it is classified.</summary>
    public ClassificationOptions Options => _report.Options;

    /// <summary>Reports a finding at a place in the last message's text, in UTF-16 code units.</summary>
    /// <inheritdoc cref="AnalysisReport.Add"/>
    public void Report(FindingDescriptor descriptor, int start, int length, float score, ImmutableArray<Evidence> evidence = default) =>
        _report.Add(descriptor, start, length, Text.Length, score, evidence);

    ConversationAnalysisContext IAnalysisContext<ConversationAnalysisContext>.For(AnalysisReport report) => new(MessageCount, Sender, Text, Scores, report);
}
