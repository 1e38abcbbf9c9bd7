namespace OnlineSafety.Findings;

/// <summary>Where a piece of evidence comes from.</summary>
public enum EvidenceKind
{
    /// <summary>A phrase of the lexicon: raises the score.</summary>
    Lexicon,

    /// <summary>A context (education, news, help-line, second person...): lowers the score, or raises it.</summary>
    Context,

    /// <summary>The trained model: all that it saw in the text, against a text without anything in it.</summary>
    Model,

    /// <summary>The phrase was written in disguise (leet, spaced, stretched); weighs nothing by itself.</summary>
    Evasion,

    /// <summary>
    /// A group of the model's features, and by how much the score falls without it: <c>words</c> (words and letters as such),
    /// <c>phrases</c> (the lexicon's for this indicator), <c>other-risks</c> (words and phrases of other indicators), <c>shape</c>
    /// (length, digits, disguise).
    /// </summary>
    Feature,

    /// <summary>A message of the conversation: named by the step that it shows and its number.</summary>
    Conversation,

    /// <summary>A host list names the host or path.</summary>
    HostList,

    /// <summary>The host looks like a well-known name that it is not; weighs nothing by itself.</summary>
    LookAlike,

    /// <summary>A suppressor: lowers the score after all else.</summary>
    Suppressor,

    /// <summary>An analyzer's own evidence, or the name of one that failed.</summary>
    Analyzer,
}
