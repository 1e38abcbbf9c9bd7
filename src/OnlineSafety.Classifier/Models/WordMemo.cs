using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnlineSafety.Models;

/// <summary>
/// The sums of the linear rows of the commonest words. A word of seven letters has some 25 features of its own, all in rows far
/// apart; a few thousand words are nine tenths of a chat; and sums are integers, so adding a word's sum is adding its rows.
/// Immutable; read in place.
/// <code>
/// 0   u32  CRC-32C of the linear section that it was made of
/// 4   u32  log2 of the number of slots
/// 8   slots × { 14 × u8 word, ASCII, filled up with zeros; u8 number of features; u8 0; 24 × i16 sums }
/// </code>
/// A word is in the slot of its own feature, or in that slot's neighbour.
/// </summary>
internal sealed class WordMemo
{
    /// <summary>The longest word kept.</summary>
    public const int MaxLetters = 14;

    private const int HeaderLength = 8;
    private const int CountOffset = MaxLetters;
    private const int SumsOffset = 16;
    private const int SlotLength = SumsOffset + (Taxonomy.IndicatorCount * sizeof(short));
    private const int MaxBits = 20;

    // Of the second eight bytes of a slot, those that belong to the word.
    private const ulong LetterMask = 0x0000_FFFF_FFFF_FFFF;

    private readonly ReadOnlyMemory<byte> _section;

    /// <summary>Opens the section of a bundle.</summary>
    /// <param name="section">The section.</param>
    /// <param name="linear">The linear section.</param>
    /// <exception cref="InvalidDataException">The section is not well formed, or of other rows.</exception>
    public WordMemo(ReadOnlyMemory<byte> section, ReadOnlyMemory<byte> linear)
    {
        Bits = section.Length < HeaderLength ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section.Span[sizeof(uint)..]);
        if (Bits is < 1 or > MaxBits || section.Length != HeaderLength + (SlotLength << Bits))
            throw new InvalidDataException("The bundle's word section is not well formed.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(section.Span) != Bundle.Checksum(linear.Span))
            throw new InvalidDataException("The bundle's words are not those of its linear section.");
        _section = section;
    }

    /// <summary>Log2 of the number of slots.</summary>
    public int Bits { get; }

    /// <summary>The slots.</summary>
    public ReadOnlySpan<byte> Slots => _section.Span[HeaderLength..];

    /// <summary>Writes a section.</summary>
    /// <param name="bits">Log2 of the number of slots.</param>
    /// <param name="linear">The linear section.</param>
    /// <param name="words">Folded words, the commonest first: where slots are taken, later ones are left out.</param>
    public static byte[] Write(int bits, ReadOnlyMemory<byte> linear, IEnumerable<string> words)
    {
        LinearModel model = new(linear);
        byte[] section = new byte[HeaderLength + (SlotLength << bits)];
        BinaryPrimitives.WriteUInt32LittleEndian(section, Bundle.Checksum(linear.Span));
        BinaryPrimitives.WriteInt32LittleEndian(section.AsSpan(sizeof(uint)), bits);
        Span<byte> slots = section.AsSpan(HeaderLength);
        Span<int> sums = stackalloc int[Taxonomy.IndicatorCount];
        foreach (string word in words)
        {
            if (word.Length is 0 or > MaxLetters || !System.Text.Ascii.IsValid(word))
                continue;
            int count = model.SumWord(word, sums, out uint hash);
            int slot = SlotOf(hash, bits);
            if (slots[slot * SlotLength] != 0)
                slot ^= 1;
            Span<byte> bytes = slots.Slice(slot * SlotLength, SlotLength);
            if (bytes[0] != 0 || count > byte.MaxValue)
                continue;
            System.Text.Encoding.ASCII.GetBytes(word, bytes);
            bytes[CountOffset] = (byte)count;
            for (int i = 0; i < sums.Length; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(bytes[(SumsOffset + (i * sizeof(short)))..], checked((short)sums[i]));
            }
        }

        return section;
    }

    /// <summary>Adds a word's sums, if the word is there.</summary>
    /// <returns>The number of the word's features; 0 where it is not there.</returns>
    public static int Add(ReadOnlySpan<byte> slots, int bits, uint hash, scoped ReadOnlySpan<char> letters, Span<int> sums)
    {
        if (letters.Length is 0 or > MaxLetters)
            return 0;
        ulong low = 0;
        ulong high = 0;
        uint all = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            uint c = letters[i];
            all |= c;
            if (i < sizeof(ulong))
                low |= (ulong)c << (8 * i);
            else
                high |= (ulong)c << (8 * (i - sizeof(ulong)));
        }

        if (all > 0x7F)
            return 0;
        int slot = SlotOf(hash, bits);
        ReadOnlySpan<byte> bytes = slots.Slice(slot * SlotLength, SlotLength);
        if (!IsWord(bytes, low, high))
        {
            bytes = slots.Slice((slot ^ 1) * SlotLength, SlotLength);
            if (!IsWord(bytes, low, high))
                return 0;
        }

        ref short own = ref Unsafe.As<byte, short>(ref MemoryMarshal.GetReference(bytes[SumsOffset..]));
        ref int sum = ref MemoryMarshal.GetReference(sums[..Taxonomy.IndicatorCount]);
        for (nuint i = 0; i < Taxonomy.IndicatorCount; i += (nuint)Vector128<short>.Count)
        {
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref own, i));
            (Vector128.LoadUnsafe(ref sum, i) + lower).StoreUnsafe(ref sum, i);
            (Vector128.LoadUnsafe(ref sum, i + 4) + upper).StoreUnsafe(ref sum, i + 4);
        }

        return bytes[CountOffset];
    }

    private static int SlotOf(uint hash, int bits) => (int)(hash & ((1u << bits) - 1));

    private static bool IsWord(ReadOnlySpan<byte> slot, ulong low, ulong high) =>
        BinaryPrimitives.ReadUInt64LittleEndian(slot) == low && (BinaryPrimitives.ReadUInt64LittleEndian(slot[sizeof(ulong)..]) & LetterMask) == high;
}
