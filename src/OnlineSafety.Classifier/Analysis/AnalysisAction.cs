namespace OnlineSafety.Analysis;

/// <summary>An analyzer's action: called from any thread, several at once.</summary>
/// <typeparam name="TContext">What is looked at: a context of a text, URL, message or conversation.</typeparam>
/// <param name="context">What is looked at; valid during the call only.</param>
public delegate void AnalysisAction<TContext>(in TContext context)
    where TContext : struct, allows ref struct;
