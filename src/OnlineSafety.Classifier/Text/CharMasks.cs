using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnlineSafety.Text;

/// <summary>What the ASCII characters of a window of <see cref="Least"/> to 64 are: the lowest bit is the first.</summary>
internal readonly ref struct CharMasks
{
    /// <summary>The shortest window: a vector, and the one that starts a character later.</summary>
    public const int Least = Block + 1;

    private const int Block = 16;

    /// <summary>Looks at a window.</summary>
    public CharMasks(ReadOnlySpan<char> window)
    {
        ref ushort units = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(window));
        int last = window.Length - Block;
        for (int at = 0; ; at = Math.Min(at + Block, last))
        {
            // In bounds: a block starts at the last place at most where one fits. Where two overlap they say the same.
            Vector256<ushort> block = Vector256.LoadUnsafe(ref units, (nuint)at);
            Vector256<ushort> isLetter = IsBelow((block | Vector256.Create((ushort)0x20)) - Vector256.Create((ushort)'a'), 26);
            Vector256<ushort> isDigit = IsBelow(block - Vector256.Create((ushort)'0'), 10);
            Vector256<ushort> isApostrophe = Is(block, '\'');
            Letters |= Bits(isLetter) << at;
            Apostrophes |= Bits(isApostrophe) << at;
            Others |= Bits(~(isLetter | isApostrophe | Is(block, ' '))) << at;
            DigitLike |= Bits(isDigit | Is(block, '$') | Is(block, '@')) << at;
            HasNonAscii |= Vector256.GreaterThanAny(block, Vector256.Create((ushort)127));
            if (at == last)
                break;
            EqualToNext |= Bits(Vector256.Equals(block, Vector256.LoadUnsafe(ref units, (nuint)at + 1))) << at;
        }

        EqualToNext |= Bits(Vector256.Equals(Vector256.LoadUnsafe(ref units, (nuint)last - 1), Vector256.LoadUnsafe(ref units, (nuint)last))) << (last - 1);
    }

    /// <summary>Letters.</summary>
    public ulong Letters { get; }

    /// <summary>Apostrophes.</summary>
    public ulong Apostrophes { get; }

    /// <summary>Digits, and what passes for a letter behind one: the dollar and the at sign.</summary>
    public ulong DigitLike { get; }

    /// <summary>All that are neither letters nor spaces nor apostrophes.</summary>
    public ulong Others { get; }

    /// <summary>Those that the next is the same as.</summary>
    public ulong EqualToNext { get; }

    /// <summary>Whether any is not of ASCII, of which these masks know nothing.</summary>
    public bool HasNonAscii { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Is(Vector256<ushort> block, char c) => Vector256.Equals(block, Vector256.Create((ushort)c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> IsBelow(Vector256<ushort> values, ushort limit) => Vector256.LessThan(values, Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<ushort> mask) => mask.ExtractMostSignificantBits();
}
