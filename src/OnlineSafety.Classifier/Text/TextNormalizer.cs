namespace OnlineSafety.Text;

/// <summary>
/// Folds a text in one pass, keeping an offset map back to the original: case, width, accents, look-alikes and quotes
/// are folded, zero-width and bidi characters and combining marks dropped, runs of white space made one space.
/// HTML entities stay as they are. Never throws on any input.
/// </summary>
internal static class TextNormalizer
{
    private const char Replacement = '\uFFFD';

    /// <summary>The most folded characters that one code unit can give (U+2026 gives three).</summary>
    private const int MaxExpansion = 3;

    /// <summary>Folds <paramref name="text"/> into <paramref name="into"/>, replacing what was there.</summary>
    public static void Normalize<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FoldedText into)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        into.Reset((text.Length * MaxExpansion) + 1);
        bool afterSpace = false;
        for (int at = 0; at < text.Length;)
        {
            int scalar = TDecoder.Decode(text, at, out int length);
            char folded = scalar < 0 ? Replacement
                : scalar <= char.MaxValue ? FoldTable.Fold((char)scalar)
                : FoldTable.FoldSupplementary(scalar);
            if (folded > FoldTable.Expand)
            {
                into.HasInvalid |= scalar < 0;
                bool space = folded == ' ';
                if (!(space & afterSpace))
                    into.Append(folded, at);
                afterSpace = space;
            }
            else if (folded == FoldTable.Expand)
            {
                AppendExpansion(scalar, at, into);
                afterSpace = false;
            }

            at += length;
        }
    }

    /// <summary>
    /// Where the original of a folded character ends: after its scalar and the marks drawn onto it.
    /// </summary>
    public static int EndOf<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int start)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        _ = TDecoder.Decode(text, start, out int length);
        int end = start + length;
        while (end < text.Length && FoldTable.IsMark(TDecoder.Decode(text, end, out length)))
        {
            end += length;
        }

        return end;
    }

    /// <summary>Folds a short text, such as a lexicon phrase, to a string; white space at the ends is dropped.</summary>
    public static string Fold(string text)
    {
        FoldedText folded = new();
        Normalize<char, Utf16Decoder>(text, folded);
        return folded.Chars.Trim(' ').ToString();
    }

    private static void AppendExpansion(int scalar, int at, FoldedText into)
    {
        if (scalar <= char.MaxValue)
        {
            foreach (char c in FoldTable.Expansion((char)scalar))
            {
                into.Append(c, at);
            }
        }
        else
        {
            into.Append((char)(0xD800 + ((scalar - 0x10000) >> 10)), at);
            into.Append((char)(0xDC00 + (scalar & 0x3FF)), at);
        }
    }
}
