using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OnlineSafety.Models;

/// <summary>
/// The one file that holds all a classifier knows: a header, a table of sections, the sections. Each section has its own
/// CRC-32C, checked on opening. Little-endian. Immutable; sections are slices of the bytes given, not copies.
/// <code>
/// 0  8 bytes  "OSBUNDLE"
/// 8  u32      format version (3)
/// 12 u32      number of sections
/// 16 n times  u32 tag, u32 CRC-32C, u64 offset, u64 length
/// </code>
/// </summary>
internal sealed class Bundle
{
    /// <summary>The format that this code reads and writes.</summary>
    public const int FormatVersion = 5;

    private const int HeaderLength = 16;
    private const int RowLength = 24;
    private const int MaxSections = 64;

    // Few enough to be looked through.
    private readonly uint[] _tags;
    private readonly ReadOnlyMemory<byte>[] _sections;

    private Bundle(uint[] tags, ReadOnlyMemory<byte>[] sections)
    {
        _tags = tags;
        _sections = sections;
    }

    private static ReadOnlySpan<byte> Magic => "OSBUNDLE"u8;

    /// <summary>Copies of the sections, by tag.</summary>
    public Dictionary<BundleSection, byte[]> ToDictionary() =>
        _tags.Zip(_sections).ToDictionary(static s => (BundleSection)s.First, static s => s.Second.ToArray());

    /// <summary>Opens a bundle.</summary>
    /// <param name="data">The file's bytes; kept.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are no bundle, of another version, or damaged.</exception>
    public static Bundle Open(ReadOnlyMemory<byte> data, string name)
    {
        ReadOnlySpan<byte> bytes = data.Span;
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Magic))
            throw new InvalidDataException($"'{name}' is no model bundle: it does not start with '{System.Text.Encoding.ASCII.GetString(Magic)}'.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version != FormatVersion)
            throw new InvalidDataException($"'{name}' has bundle format {version}; this library reads format {FormatVersion}. Make it again with 'onlinesafety train' or 'onlinesafety lexicon build'.");
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        if (count > MaxSections)
            throw new InvalidDataException($"'{name}' is damaged: its table names {count} sections; there are at most {MaxSections}.");
        if (count > (bytes.Length - HeaderLength) / RowLength)
            throw new InvalidDataException($"'{name}' is cut short: its table names {count} sections.");

        uint[] tags = new uint[count];
        ReadOnlyMemory<byte>[] sections = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> row = bytes.Slice(HeaderLength + (i * RowLength), RowLength);
            uint tag = BinaryPrimitives.ReadUInt32LittleEndian(row);
            ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(row[8..]);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(row[16..]);
            if (offset > (ulong)bytes.Length || length > (ulong)bytes.Length - offset)
                throw new InvalidDataException($"'{name}' is cut short: section '{TagName(tag)}' ends past the file.");
            ReadOnlyMemory<byte> section = data.Slice((int)offset, (int)length);
            if (Checksum(section.Span) != BinaryPrimitives.ReadUInt32LittleEndian(row[4..]))
                throw new InvalidDataException($"'{name}' is damaged: the checksum of section '{TagName(tag)}' does not match.");
            if (Array.IndexOf(tags, tag, 0, i) >= 0)
                throw new InvalidDataException($"'{name}' is damaged: it has two sections '{TagName(tag)}'.");
            tags[i] = tag;
            sections[i] = section;
        }

        return new Bundle(tags, sections);
    }

    /// <summary>Finds a section.</summary>
    public bool TryGet(BundleSection tag, out ReadOnlyMemory<byte> section)
    {
        int index = Array.IndexOf(_tags, (uint)tag);
        section = index < 0 ? default : _sections[index];
        return index >= 0;
    }

    /// <summary>Writes a bundle of some sections, in the order of their tags: the same sections give the same bytes.</summary>
    public static byte[] Write(IReadOnlyDictionary<BundleSection, byte[]> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        int offset = HeaderLength + (sections.Count * RowLength);
        byte[] bytes = new byte[offset + sections.Values.Sum(static s => s.Length)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)sections.Count);
        Span<byte> row = bytes.AsSpan(HeaderLength);
        foreach ((BundleSection tag, byte[] section) in sections.OrderBy(static s => s.Key))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)tag);
            BinaryPrimitives.WriteUInt32LittleEndian(row[4..], Checksum(section));
            BinaryPrimitives.WriteUInt64LittleEndian(row[8..], (ulong)offset);
            BinaryPrimitives.WriteUInt64LittleEndian(row[16..], (ulong)section.Length);
            section.CopyTo(bytes.AsSpan(offset));
            offset += section.Length;
            row = row[RowLength..];
        }

        return bytes;
    }

    /// <summary>The four letters of a tag.</summary>
    public static string TagName(uint tag)
    {
        Span<byte> letters = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(letters, tag);
        return System.Text.Encoding.Latin1.GetString(letters);
    }

    /// <summary>The CRC-32C of some bytes.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (byte b in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
