using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace OnlineSafety.Lexicons;

/// <summary>
/// The entries of a lexicon where they lie in a bundle: what scoring needs is in rows of a few bytes, and an entry becomes an
/// object only when somebody asks for it, so that opening a bundle makes none. Immutable to its users; safe for any thread.
/// </summary>
internal sealed class LexiconEntries
{
    private const int OptionsLength = 7;

    private readonly ReadOnlyMemory<byte> _section;
    private readonly LexiconEntryRow[] _rows;
    private readonly LexiconEntry?[] _entries;

    private LexiconEntries(ReadOnlyMemory<byte> section, LexiconEntryRow[] rows, LexiconEntry?[] entries)
    {
        _section = section;
        _rows = rows;
        _entries = entries;
    }

    /// <summary>Number of entries.</summary>
    public int Length => _rows.Length;

    /// <summary>What scoring needs of each entry.</summary>
    public ReadOnlySpan<LexiconEntryRow> Rows => _rows;

    /// <summary>The section that the entries lie in.</summary>
    public ReadOnlyMemory<byte> Section => _section;

    /// <summary>An entry. Two threads that ask for the first time may get two equal objects.</summary>
    public LexiconEntry this[int index] => _entries[index] ??= Decode(index);

    /// <summary>Puts some entries into the form of a section.</summary>
    public static LexiconEntries Of(ImmutableArray<LexiconEntry> entries)
    {
        byte[] section = LexiconSection.Write(entries);
        return new LexiconEntries(section, Scan(section), [.. entries]);
    }

    /// <summary>Opens the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public static LexiconEntries Open(ReadOnlyMemory<byte> section)
    {
        LexiconEntryRow[] rows = Scan(section.Span);
        return new LexiconEntries(section, rows, new LexiconEntry?[rows.Length]);
    }

    /// <summary>All entries as objects.</summary>
    public ImmutableArray<LexiconEntry> ToImmutable() => [.. Enumerable.Range(0, Length).Select(i => this[i])];

    /// <summary>The phrase of an entry in UTF-8, as it lies in the section.</summary>
    public ReadOnlySpan<byte> PhraseOf(int index)
    {
        int at = _rows[index].Phrase;
        int length = ReadLength(_section.Span, ref at);
        return _section.Span.Slice(at, length);
    }

    private static LexiconEntryRow[] Scan(ReadOnlySpan<byte> section)
    {
        int count = section.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section);
        if (count < 0 || count > section.Length / OptionsLength)
            throw Malformed();
        LexiconEntryRow[] rows = new LexiconEntryRow[count];
        int at = sizeof(int);
        for (int i = 0; i < count; i++)
        {
            int phrase = at;
            int length = ReadLength(section, ref at);
            if (length < 0 || length > section.Length - at - OptionsLength)
                throw Malformed();
            ReadOnlySpan<byte> options = section.Slice(at + length, OptionsLength);
            bool isContext = (options[0] & LexiconSection.ContextBit) != 0;
            int target = options[0] & ~LexiconSection.ContextBit;
            rows[i] = new LexiconEntryRow(
                phrase, BinaryPrimitives.ReadInt16LittleEndian(options[1..]), (byte)(isContext ? Taxonomy.IndicatorCount + target : target),
                (MatchMode)(options[3] & ~LexiconSection.CaseBit), (options[3] & LexiconSection.CaseBit) != 0,
                (Stance)options[4], (Severity)options[5], (Stage)options[6]);
            if (target >= (isContext ? (int)ContextKind.Family + 1 : Taxonomy.IndicatorCount) || rows[i].Match > MatchMode.Substring ||
                options[4] > (byte)Stance.Mention || options[5] > (byte)Severity.Critical || options[6] > (byte)Stage.Support)
                throw Malformed();
            at += length + OptionsLength;
        }

        return rows;
    }

    /// <summary>A length of seven bits a byte, as <see cref="BinaryWriter"/> writes it; -1 where it is none.</summary>
    private static int ReadLength(ReadOnlySpan<byte> section, ref int at)
    {
        int length = 0;
        for (int shift = 0; shift < 28 && at < section.Length; shift += 7)
        {
            byte b = section[at++];
            length |= (b & 0x7F) << shift;
            if (b < 0x80)
                return length;
        }

        return -1;
    }

    private static InvalidDataException Malformed() => new("The bundle's lexicon section is not well formed.");

    private LexiconEntry Decode(int index)
    {
        LexiconEntryRow row = _rows[index];
        return new LexiconEntry
        {
            Phrase = Encoding.UTF8.GetString(PhraseOf(index)),
            Indicator = row.IsContext ? null : (Indicator)row.Target,
            Context = row.IsContext ? row.Context : null,
            Weight = row.Weight / 1000f,
            Match = row.Match,
            IsCaseSensitive = row.IsCaseSensitive,
            Stance = row.Stance,
            Severity = row.Severity,
            Stage = row.Stage,
        };
    }
}
