namespace OnlineSafety.Lexicons;

/// <summary>
/// How the writer of a phrase stands to the risk.
/// </summary>
public enum Stance
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>Aimed at a person.</summary>
    Directed,

    /// <summary>The writer means to do it.</summary>
    Intent,

    /// <summary>Asks for it.</summary>
    Request,

    /// <summary>Offers it.</summary>
    Offer,

    /// <summary>Tells of it as own experience: never lowered by context.</summary>
    Disclosure,

    /// <summary>Praises or sells it.</summary>
    Promotion,

    /// <summary>Names it, no more.</summary>
    Mention,
}
