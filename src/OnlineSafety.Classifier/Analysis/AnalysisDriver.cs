using System.Collections.Immutable;
using System.Diagnostics;
using OnlineSafety.Findings;

namespace OnlineSafety.Analysis;

/// <summary>
/// Runs the actions of analyzers, the built-in one first. One that throws is told of in an OS9004 and the others go on; once
/// the time budget is spent, those of users are left out (OS9005). Immutable; safe for any thread.
/// </summary>
internal sealed class AnalysisDriver
{
    private readonly ImmutableArray<SafetyAnalyzer> _analyzers;
    private readonly (int Analyzer, AnalysisAction<TextAnalysisContext> Action)[] _text;
    private readonly (int Analyzer, AnalysisAction<UrlAnalysisContext> Action)[] _url;
    private readonly (int Analyzer, AnalysisAction<MessageAnalysisContext> Action)[] _message;
    private readonly (int Analyzer, AnalysisAction<ConversationAnalysisContext> Action)[] _conversation;

    /// <summary>Lets the analyzers register their actions.</summary>
    public AnalysisDriver(ImmutableArray<SafetyAnalyzer> analyzers)
    {
        _analyzers = analyzers;
        AnalysisContext[] contexts = [.. analyzers.Select(static a =>
        {
            AnalysisContext context = new();
            a.Initialize(context);
            return context;
        })];
        _text = [.. contexts.SelectMany(static (c, i) => c.TextActions.Select(a => (i, a)))];
        _url = [.. contexts.SelectMany(static (c, i) => c.UrlActions.Select(a => (i, a)))];
        _message = [.. contexts.SelectMany(static (c, i) => c.MessageActions.Select(a => (i, a)))];
        _conversation = [.. contexts.SelectMany(static (c, i) => c.ConversationActions.Select(a => (i, a)))];
        HasOwnUrlActions = _url.Length > 0 || _text.Any(a => analyzers[a.Analyzer] is not IndicatorAnalyzer);
    }

    /// <summary>Whether users' analyzers look at URLs, or at the words in them.</summary>
    public bool HasOwnUrlActions { get; }

    /// <summary>Runs the text actions on a segment.</summary>
    public void RunText(AnalyzedText text, FindingCollector collector) => Run(_text, new TextAnalysisContext(text), collector);

    /// <summary>Runs the URL actions, given the scores of the URL.</summary>
    public void RunUrl(ReadOnlySpan<char> url, ScoreVector scores, FindingCollector collector) =>
        Run(_url, new UrlAnalysisContext(url, scores), collector);

    /// <summary>Runs the message actions, given the scores of the message by itself.</summary>
    public void RunMessage(string sender, DateTimeOffset? at, ReadOnlySpan<char> text, ScoreVector scores, FindingCollector collector) =>
        Run(_message, new MessageAnalysisContext(sender, at, text, scores), collector);

    /// <summary>Runs the conversation actions after a message, given the scores of the conversation so far.</summary>
    public void RunConversation(int messageCount, string sender, ReadOnlySpan<char> text, ScoreVector scores, FindingCollector collector) =>
        Run(_conversation, new ConversationAnalysisContext(messageCount, sender, text, scores), collector);

    /// <summary>How long each analyzer took, for ticks that were measured; empty where none were.</summary>
    public ImmutableArray<AnalyzerTiming> TimingsOf(long[]? ticks) => ticks is null ? [] :
        [.. _analyzers.Select((a, i) => new AnalyzerTiming(a.GetType().Name, Stopwatch.GetElapsedTime(0, ticks[i])))];

    private void Run<TContext>((int Analyzer, AnalysisAction<TContext> Action)[] actions, TContext context, FindingCollector collector)
        where TContext : struct, IAnalysisContext<TContext>, allows ref struct
    {
        foreach ((int index, AnalysisAction<TContext> action) in actions)
        {
            SafetyAnalyzer analyzer = _analyzers[index];
            if (analyzer is not IndicatorAnalyzer && collector.IsTimeSpent())
                continue;
            long start = collector.Options.MeasureAnalyzers ? Stopwatch.GetTimestamp() : 0;
            try
            {
                action(context.For(new AnalysisReport(analyzer, collector)));
            }
            catch (Exception e) when (!(e is OperationCanceledException && collector.Options.CancellationToken.IsCancellationRequested))
            {
                collector.AddFailure(analyzer.GetType(), e);
            }

            if (collector.Options.MeasureAnalyzers)
                (collector.Ticks ??= new long[_analyzers.Length])[index] += Stopwatch.GetTimestamp() - start;
        }
    }
}
