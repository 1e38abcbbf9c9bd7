namespace OnlineSafety.Lexicons;

/// <summary>
/// How the ends of a lexicon phrase must meet the text.
/// </summary>
public enum MatchMode
{
    /// <summary>Whole words: a word boundary at both ends.</summary>
    Word,

    /// <summary>A word boundary before; after it a boundary or an inflection (s, ed, ing...).</summary>
    Stem,

    /// <summary>Anywhere, inside words too.</summary>
    Substring,
}
