namespace OnlineSafety.Findings;

/// <summary>Where a piece of evidence comes from.</summary>
public enum EvidenceKind
{
    /// <summary>A phrase of the lexicon: raises the score.</summary>
    Lexicon,

    /// <summary>A context (education, news, help-line...): lowers the score.</summary>
    Context,

    /// <summary>The trained model: all that it saw in the text, against a text without anything in it.</summary>
    Model,

    /// <summary>The phrase was written in disguise (leet, spaced, stretched); weighs nothing by itself.</summary>
    Evasion,

    /// <summary>A suppressor: lowers the score after all else.</summary>
    Suppressor,

    /// <summary>An analyzer's own evidence, or the name of one that failed.</summary>
    Analyzer,
}
