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
    private const char Replacement = '\uFFFD';

    /// <summary>The most folded characters that one code unit can give (U+2026 gives three).</summary>
    private const int MaxExpansion = 3;

    /// <summary>Units that are folded at once.</summary>
    private const int Block = 16;

    /// <summary>Folds <paramref name="text"/> into <paramref name="into"/>, replacing what was there.</summary>
    public static void Normalize<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FoldedText into)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        into.Reset((text.Length * MaxExpansion) + 1);
        bool afterSpace = false;
        int at = 0;
        while (TDecoder.IsAsciiPlain && Vector128.IsHardwareAccelerated && text.Length - at >= Block)
        {
            if (TryAppendAscii(text, at, into, ref afterSpace))
                at += Block;
            else
                at = NormalizeScalars<TUnit, TDecoder>(text, at, at + Block, into, ref afterSpace);
        }

        NormalizeScalars<TUnit, TDecoder>(text, at, text.Length, into, ref afterSpace);
    }

    /// <summary>What <see cref="Normalize"/> does, a scalar at a time: the twin that it must equal.</summary>
    internal static void NormalizeScalar<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, FoldedText into)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        into.Reset((text.Length * MaxExpansion) + 1);
        bool afterSpace = false;
        NormalizeScalars<TUnit, TDecoder>(text, 0, text.Length, into, ref afterSpace);
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

    private static int NormalizeScalars<TUnit, TDecoder>(ReadOnlySpan<TUnit> text, int from, int to, FoldedText into, ref bool afterSpace)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int at = from;
        while (at < to)
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
