using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnlineSafety.Text;

/// <summary>
/// Folds a text in one pass, keeping an offset map back to the original: case, width, accents, look-alikes and quotes
/// are folded, zero-width and bidi characters and combining marks dropped, runs of white space made one space.
/// HTML entities stay as they are. Never throws on any input.
/// </summary>
internal static class TextNormalizer
{
    /// <summary>The most folded characters that one code unit can give (U+2026 gives three).</summary>
    private const int MaxExpansion = 3;

    /// <summary>Units that are folded at once.</summary>
    private const int Block = 16;

    /// <summary>No more units behind what has been folded, in UTF-16 or UTF-8, say what it folds to (three regional indicators do).</summary>
    public const int MaxLookahead = 16;

    /// <summary>Folds <paramref name="text"/> into <paramref name="into"/>, replacing what was there.</summary>
    public static void Normalize<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FoldedText into)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit> => Normalize<TUnit, TDecoder>(text, into, int.MaxValue);

    /// <summary>Folds <paramref name="text"/> until there are more than <paramref name="enough"/> characters, a few more or many.</summary>
    /// <returns>How many units were folded.</returns>
    public static int Normalize<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FoldedText into, int enough)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        into.Reset((int)Math.Min((long)text.Length * MaxExpansion, (long)enough + (MaxExpansion * Block)) + MaxExpansion);
        bool afterSpace = false;
        int at = 0;
        while (TDecoder.IsAsciiPlain && Vector128.IsHardwareAccelerated && text.Length - at >= Block && into.Length <= enough)
        {
            if (TryAppendAscii(text, at, into, ref afterSpace))
                at += Block;
            else
                at = NormalizeScalars<TUnit, TDecoder>(text, at, at + Block, into, enough, ref afterSpace);
        }

        return NormalizeScalars<TUnit, TDecoder>(text, at, text.Length, into, enough, ref afterSpace);
    }

    /// <summary>
    /// Makes one unit of each run of what folding leaves out, in place: the text folds to the same characters still, one unit keeping
    /// apart what does not stand together.
    /// </summary>
    /// <param name="text">The text; its last units are left as they are, for there may be more to come.</param>
    /// <param name="place">A place in it that folds to a character.</param>
    /// <param name="moved">Where that is afterwards.</param>
    /// <returns>How many units are left.</returns>
    public static int Squeeze<TUnit, TDecoder>(Span<TUnit> text, int place, out int moved)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        bool afterSpace = false;
        bool afterFiller = false;
        int kept = 0;
        int at = 0;
        moved = place;
        while (at < text.Length - MaxLookahead)
        {
            if (at == place)
                moved = kept;
            char folded = FoldTable.FoldScalar(TDecoder.Decode(text, at, out int length));
            bool space = folded == ' ';
            if (folded != FoldTable.Drop && !(space & afterSpace))
            {
                afterSpace = space;
                afterFiller = false;
                text.Slice(at, length).CopyTo(text[kept..]);
                kept += length;
            }
            else if (!afterFiller)
            {
                afterFiller = true;
                text[kept++] = default;
            }

            at += length;
        }

        text[at..].CopyTo(text[kept..]);
        return kept + text.Length - at;
    }

    /// <summary>What <see cref="Normalize{TUnit, TDecoder}(ReadOnlySpan{TUnit}, FoldedText)"/> does, a scalar at a time: the twin that it must equal.</summary>
    internal static void NormalizeScalar<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FoldedText into)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        into.Reset((text.Length * MaxExpansion) + 1);
        bool afterSpace = false;
        NormalizeScalars<TUnit, TDecoder>(text, 0, text.Length, into, int.MaxValue, ref afterSpace);
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

    private static int NormalizeScalars<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int from, int to, FoldedText into, int enough, ref bool afterSpace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int at = from;
        while (at < to && into.Length <= enough)
        {
            int scalar = TDecoder.Decode(text, at, out int length);
            if (FoldTable.IsRegional(scalar))
            {
                at = AppendRegionals<TUnit, TDecoder>(text, at, into, enough, ref afterSpace);
                continue;
            }

            char folded = FoldTable.FoldScalar(scalar);
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

        return at;
    }

    /// <summary>
    /// Folds sixteen units at once where all are printable ASCII that folds to one character each: no two spaces in a row, and no
    /// grave accent, which is a quote.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAppendAscii<TUnit>(ReadOnlySpan<TUnit> text, int at, FoldedText into, ref bool afterSpace)
        where TUnit : unmanaged
    {
        Vector256<ushort> units;
        if (typeof(TUnit) == typeof(char))
        {
            units = Vector256.LoadUnsafe(ref Unsafe.As<TUnit, ushort>(ref MemoryMarshal.GetReference(text)), (nuint)at);
        }
        else
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref Unsafe.As<TUnit, byte>(ref MemoryMarshal.GetReference(text)), (nuint)at);
            (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(bytes);
            units = Vector256.Create(lower, upper);
        }

        Vector256<ushort> other = Vector256.GreaterThan(units - Vector256.Create((ushort)' '), Vector256.Create((ushort)('~' - ' '))) |
            Vector256.Equals(units, Vector256.Create((ushort)'`'));
        uint spaces = Vector256.Equals(units, Vector256.Create((ushort)' ')).ExtractMostSignificantBits();
        if (other != Vector256<ushort>.Zero || (spaces & ((spaces << 1) | (afterSpace ? 1u : 0))) != 0)
            return false;
        afterSpace = spaces >> (Block - 1) != 0;
        Vector256<ushort> capital = Vector256.LessThanOrEqual(units - Vector256.Create((ushort)'A'), Vector256.Create((ushort)('Z' - 'A')));
        into.AppendBlock(units | (capital & Vector256.Create((ushort)0x20)), at);
        return true;
    }

    /// <summary>
    /// Folds regional indicators, which two by two are flags. Two that are a country's flag stand for themselves. Three and more spell a
    /// word, apart from what is next to it: nobody hides a word by flags behind it. Others are letters.
    /// </summary>
    /// <returns>Where they end.</returns>
    private static int AppendRegionals<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, FoldedText into, int enough, ref bool afterSpace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int first = TDecoder.Decode(text, at, out int length);
        int second = Regional<TUnit, TDecoder>(text, at + length, out int secondLength);
        int third = Regional<TUnit, TDecoder>(text, at + length + secondLength, out _);
        if (second > 0 && third == 0 && FoldTable.IsFlag(first, second))
        {
            afterSpace = false;
            AppendExpansion(first, at, into);
            AppendExpansion(second, at + length, into);
            return at + length + secondLength;
        }

        bool word = second > 0 && third > 0;
        if (word && !afterSpace)
            into.Append(' ', at);
        int last = at;
        for (int scalar = first; scalar > 0 && into.Length <= enough; scalar = Regional<TUnit, TDecoder>(text, at, out length))
        {
            into.Append(FoldTable.FoldSupplementary(scalar), at);
            last = at;
            at += length;
        }

        if (word)
            into.Append(' ', last);
        afterSpace = word;
        return at;
    }

    /// <summary>The regional indicator at a place; 0 if there is none.</summary>
    private static int Regional<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int at, out int length)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        length = 0;
        int scalar = at < text.Length ? TDecoder.Decode(text, at, out length) : 0;
        return FoldTable.IsRegional(scalar) ? scalar : 0;
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
