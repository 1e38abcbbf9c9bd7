namespace OnlineSafety.Analysis;

/// <summary>
/// Where an analyzer registers its actions. Mutable, for one thread, and of no use after
/// <see cref="SafetyAnalyzer.Initialize"/> has returned.
/// </summary>
public sealed class AnalysisContext
{
    internal AnalysisContext()
    {
    }

    internal List<AnalysisAction<TextAnalysisContext>> TextActions { get; } = [];

    internal List<AnalysisAction<UrlAnalysisContext>> UrlActions { get; } = [];

    internal List<AnalysisAction<MessageAnalysisContext>> MessageActions { get; } = [];

    internal List<AnalysisAction<ConversationAnalysisContext>> ConversationActions { get; } = [];

    /// <summary>Registers an action for texts: called for each segment of a text (4,096 code units; most texts are one).</summary>
    public void RegisterTextAction(AnalysisAction<TextAnalysisContext> action) => Register(TextActions, action);

    /// <summary>Registers an action for URLs.</summary>
    public void RegisterUrlAction(AnalysisAction<UrlAnalysisContext> action) => Register(UrlActions, action);

    /// <summary>Registers an action for single chat messages: called after the message's text has been scored.</summary>
    public void RegisterMessageAction(AnalysisAction<MessageAnalysisContext> action) => Register(MessageActions, action);

    /// <summary>Registers an action for conversations: called after each message, with what the conversation amounts to.</summary>
    public void RegisterConversationAction(AnalysisAction<ConversationAnalysisContext> action) => Register(ConversationActions, action);

    private static void Register<TAction>(List<TAction> actions, TAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        actions.Add(action);
    }
}
