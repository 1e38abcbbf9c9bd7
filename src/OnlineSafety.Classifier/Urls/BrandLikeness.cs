namespace OnlineSafety.Urls;

/// <summary>How a word of a host resembles a brand's name.</summary>
internal enum BrandLikeness
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>It is the name.</summary>
    Same,

    /// <summary>It is one edit away from it.</summary>
    Typo,

    /// <summary>It looks the same but is written otherwise: <c>paypa1</c>, or a Cyrillic а.</summary>
    Disguised,
}
