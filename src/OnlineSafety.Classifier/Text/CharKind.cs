namespace OnlineSafety.Text;

/// <summary>What a folded character is to the search for word boundaries and signs of evasion.</summary>
internal enum CharKind : byte
{
    /// <summary>Anything else: emoji, punctuation that ends words.</summary>
    Other,

    /// <summary>A letter of any script.</summary>
    Letter,

    /// <summary>A decimal digit.</summary>
    Digit,

    /// <summary>White space (folded to one space).</summary>
    Space,

    /// <summary>An apostrophe: inside words by right, so never a separator.</summary>
    Apostrophe,

    /// <summary>A symbol that stands for a letter: <c>$ @ ! | + €</c>.</summary>
    LeetSymbol,

    /// <summary>Punctuation that people put between letters: <c>. - _ * / , ~ ^ : \</c>.</summary>
    Separator,
}
