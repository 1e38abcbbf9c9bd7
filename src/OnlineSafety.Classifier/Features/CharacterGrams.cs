using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnlineSafety.Features;

/// <summary>
/// The hashes of the character n-grams, up to 5, of a word or a host between its ends, which count as spaces. As many starts at a
/// time as fit a vector: the same bits whatever its width.
/// </summary>
internal static class CharacterGrams
{
    /// <summary>The longest text that is read; of a longer one its beginning.</summary>
    public const int MaxText = 64;

    /// <summary>The shortest that there are.</summary>
    public const int Shortest = 2;

    private const int Longest = 5;
    private const int Lengths = Longest - Shortest + 1;
    private const uint Multiplier = 0x0100_0193;

    // Two ends, then a whole vector from the last character on (64 bytes in the widest), and what its longest grams reach beyond.
    private const int Stride = MaxText + 2 + 32;
    private const int PaddedLength = Stride + Longest;

    /// <summary>Hands the n-grams of a text to a sink, the short ones first.</summary>
    /// <param name="text">The text; an empty one has none.</param>
    /// <param name="seed">Tells the same characters in another place apart.</param>
    /// <param name="shortest"><see cref="Shortest"/> to 5.</param>
    /// <param name="sink">Takes the hashes.</param>
    [SkipLocalsInit]
    public static void Extract<TSink>(scoped ReadOnlySpan<char> text, uint seed, int shortest, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        if (text.IsEmpty)
            return;
        Span<ushort> padded = stackalloc ushort[PaddedLength];
        Span<uint> hashes = stackalloc uint[Lengths * Stride];
        int length = Math.Min(text.Length, MaxText) + 2;
        padded[0] = ' ';
        MemoryMarshal.Cast<char, ushort>(text[..(length - 2)]).CopyTo(padded[1..]);
        padded[length - 1] = ' ';
        padded.Slice(length, Vector<ushort>.Count + Longest).Clear();
        ref ushort from = ref MemoryMarshal.GetReference(padded);
        ref uint into = ref MemoryMarshal.GetReference(hashes);
        for (int start = 0; start < length; start += Vector<ushort>.Count)
        {
            // In bounds: the last start is below MaxText + 2, and the buffers are a vector longer.
            Vector<uint> lower = new(seed);
            Vector<uint> upper = lower;
            Step(ref from, start, ref lower, ref upper);
            for (int n = 0; n < Lengths; n++)
            {
                Step(ref from, start + n + 1, ref lower, ref upper);
                Mix(lower).StoreUnsafe(ref into, (nuint)((n * Stride) + start));
                Mix(upper).StoreUnsafe(ref into, (nuint)((n * Stride) + start + Vector<uint>.Count));
            }
        }

        for (int n = shortest; n <= Longest && n <= length; n++)
        {
            sink.Add(hashes.Slice((n - Shortest) * Stride, length - n + 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref ushort from, int at, ref Vector<uint> lower, ref Vector<uint> upper)
    {
        Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)at), out Vector<uint> first, out Vector<uint> second);
        lower = (lower ^ first) * Multiplier;
        upper = (upper ^ second) * Multiplier;
    }

    /// <summary><see cref="NgramFeatures.Mix"/> of several.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Mix(Vector<uint> h)
    {
        h ^= h >>> 16;
        h *= 0x85EB_CA6B;
        h ^= h >>> 13;
        h *= 0xC2B2_AE35;
        return h ^ (h >>> 16);
    }
}
