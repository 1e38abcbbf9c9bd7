using System.Collections.Immutable;
using System.Text;

namespace OnlineSafety.Lexicons;

/// <summary>
/// A lexicon as a section of a bundle: a count, then for each entry phrase, target, weight in thousandths and options.
/// Comments stay in the source. <see cref="LexiconEntries"/> reads it in place.
/// </summary>
internal static class LexiconSection
{
    /// <summary>Set in the target of an entry that shows a context.</summary>
    public const byte ContextBit = 0x80;

    /// <summary>Set in the match mode of an entry whose case must be as written.</summary>
    public const byte CaseBit = 0x80;

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
}
