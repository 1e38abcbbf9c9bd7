using System.Collections.Immutable;
using System.Text;

namespace OnlineSafety.Lexicons;

/// <summary>
/// A lexicon as a section of a bundle: a count, then for each entry phrase, target, weight in thousandths and options.
/// Comments stay in the source. The automata are compiled on loading, so that the bundle stays small.
/// </summary>
internal static class LexiconSection
{
    private const byte ContextBit = 0x80;
    private const byte CaseBit = 0x80;

    /// <summary>Writes the entries.</summary>
    public static byte[] Write(ImmutableArray<LexiconEntry> entries)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8))
        {
            writer.Write(entries.Length);
            foreach (LexiconEntry entry in entries)
            {
                writer.Write(entry.Phrase);
                writer.Write(entry.Indicator is { } indicator ? (byte)indicator : (byte)(ContextBit | (byte)entry.Context!.Value));
                writer.Write((short)MathF.Round(entry.Weight * 1000));
                writer.Write((byte)((byte)entry.Match | (entry.IsCaseSensitive ? CaseBit : 0)));
                writer.Write((byte)entry.Stance);
                writer.Write((byte)entry.Severity);
                writer.Write((byte)entry.Stage);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads the entries.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public static ImmutableArray<LexiconEntry> Read(ReadOnlyMemory<byte> section)
    {
        try
        {
            using BinaryReader reader = new(new MemoryStream(section.ToArray()), Encoding.UTF8);
            int count = reader.ReadInt32();
            ImmutableArray<LexiconEntry>.Builder entries = ImmutableArray.CreateBuilder<LexiconEntry>(Math.Clamp(count, 0, section.Length));
            for (int i = 0; i < count; i++)
            {
                entries.Add(ReadEntry(reader));
            }

            return entries.ToImmutable();
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The bundle's lexicon section is not well formed.", e);
        }
    }

    private static LexiconEntry ReadEntry(BinaryReader reader)
    {
        string phrase = reader.ReadString();
        byte target = reader.ReadByte();
        short weight = reader.ReadInt16();
        byte match = reader.ReadByte();
        bool isContext = (target & ContextBit) != 0;
        return new LexiconEntry
        {
            Phrase = phrase,
            Indicator = isContext ? null : Checked<Indicator>(target),
            Context = isContext ? Checked<ContextKind>((byte)(target & ~ContextBit)) : null,
            Weight = weight / 1000f,
            Match = Checked<MatchMode>((byte)(match & ~CaseBit)),
            IsCaseSensitive = (match & CaseBit) != 0,
            Stance = Checked<Stance>(reader.ReadByte()),
            Severity = Checked<Severity>(reader.ReadByte()),
            Stage = Checked<Stage>(reader.ReadByte()),
        };
    }

    private static TEnum Checked<TEnum>(byte value)
        where TEnum : struct, Enum
    {
        TEnum member = (TEnum)Enum.ToObject(typeof(TEnum), value);
        return Enum.IsDefined(member) ? member : throw new FormatException();
    }
}
