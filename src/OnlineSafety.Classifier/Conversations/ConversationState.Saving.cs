using System.Buffers.Binary;

namespace OnlineSafety.Conversations;

/// <content>
/// The saved form, little-endian, of no more than is in use:
/// <code>
/// u8 version (1); u64 salt; i32 messages; u8 has clock; i32 clock (minutes since 1970); u64 last speaker; u64 the one before;
/// i32 left out; u8 participants; u8 ids (0 to 127, from 64 on as the ring's place); 5 × u16 peak; 6 × i32 sum; i32 sum of words of others; i32 features; 5 × u8 records of the course;
/// participants × { u64 key; u32 name; i32 messages; i32 last; 24 × u16 sum; 7 × u16 child cue, adult cue, persisted, timed,
///                  night, today, busiest; u8 refused; u64 target; u16 lead; i32 lead of words }
/// records × { i32 message; i32 minute; u64 sender; u16 weight; u8 step }; ids × u64
/// </code>
/// </content>
public partial struct ConversationState
{
    /// <summary>The most bytes that a saved state takes.</summary>
    public const int MaxLength = 4096;

    /// <summary>The version of the saved form.</summary>
    public const int FormatVersion = 1;

    // The first of January of the year 1, in minutes since 1970: no time lies before it.
    private const int FirstMinute = -1_035_593_280;

    /// <summary>Reads a saved state.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state, of another version, or damaged.</exception>
    public static ConversationState Read(ReadOnlySpan<byte> saved)
    {
        Reader reader = new(saved);
        ConversationState state = default;
        int version = reader.Byte();
        if (version != FormatVersion)
            throw new InvalidDataException($"The saved conversation has version {version}; this library reads version {FormatVersion}.");
        state._salt = reader.UInt64();
        state._messages = reader.Int32(0);
        state._hasClock = reader.Byte(1) == 1;
        state._clock = reader.Int32(FirstMinute);
        state._lastSpeaker = reader.UInt64();
        state._speakerBefore = reader.UInt64();
        state._left = reader.Int32(0);
        state._participantCount = reader.Byte(MaxParticipants);
        state._idCount = reader.Byte((2 * RememberedIds) - 1);
        Span<int> records = stackalloc int[EvidenceRows.CourseCount];
        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            state._peaks[c] = reader.UInt16();
        }

        for (int c = 0; c < EvidenceRows.Steps; c++)
        {
            state._sums[c] = reader.Int32(int.MinValue);
        }

        state._others = reader.Int32(int.MinValue);
        state._features = reader.Int32(0);

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            records[c] = reader.Byte(RecordsPerCourse);
        }

        for (int i = 0; i < state._participantCount; i++)
        {
            reader.Participant(ref state._participants[i]);
        }

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            for (int i = 0; i < records[c]; i++)
            {
                state._records[(c * RecordsPerCourse) + i] = new EvidenceRecord
                {
                    Message = reader.Int32(0),
                    Minute = reader.Minute(),
                    Sender = reader.UInt64(),
                    Weight = reader.UInt16(),
                    Step = reader.Byte(EvidenceRows.StepCount),
                };
            }
        }

        for (int i = 0; i < Math.Min(state._idCount, RememberedIds); i++)
        {
            state._ids[i] = reader.UInt64();
        }

        reader.End();
        return state;
    }

    /// <summary>Saves the state.</summary>
    public readonly byte[] ToBytes()
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        return bytes[..Write(bytes)].ToArray();
    }

    /// <summary>Saves the state into a buffer and returns the number of bytes written.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than what is to be written; <see cref="MaxLength"/> is always enough.</exception>
    public readonly int Write(Span<byte> into)
    {
        Writer writer = new(into);
        writer.Byte(FormatVersion);
        writer.UInt64(_salt);
        writer.Int32(_messages);
        writer.Byte(_hasClock ? 1 : 0);
        writer.Int32(_clock);
        writer.UInt64(_lastSpeaker);
        writer.UInt64(_speakerBefore);
        writer.Int32(_left);
        writer.Byte(_participantCount);
        writer.Byte(_idCount);
        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            writer.UInt16(_peaks[c]);
        }

        for (int c = 0; c < EvidenceRows.Steps; c++)
        {
            writer.Int32(_sums[c]);
        }

        writer.Int32(_others);
        writer.Int32(_features);

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            writer.Byte(RecordsInUse(c));
        }

        foreach (ref readonly Participant p in Kept)
        {
            writer.Participant(p);
        }

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            for (int i = 0; i < RecordsInUse(c); i++)
            {
                EvidenceRecord record = _records[(c * RecordsPerCourse) + i];
                writer.Int32(record.Message);
                writer.Int32(record.Minute);
                writer.UInt64(record.Sender);
                writer.UInt16(record.Weight);
                writer.Byte(record.Step);
            }
        }

        for (int i = 0; i < Math.Min(_idCount, RememberedIds); i++)
        {
            writer.UInt64(_ids[i]);
        }

        return writer.Written;
    }

    /// <summary>Records fill up from the front of a course's places: the empty are the lightest, and of these the first is taken.</summary>
    private readonly int RecordsInUse(int course)
    {
        int used = 0;
        while (used < RecordsPerCourse && _records[(course * RecordsPerCourse) + used].Weight > 0)
        {
            used++;
        }

        return used;
    }

    private ref struct Writer(Span<byte> into)
    {
        private readonly Span<byte> _into = into;

        public int Written { get; private set; }

        public void Byte(int value) => Next(1)[0] = (byte)value;

        public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(sizeof(ushort)), value);

        public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

        public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(sizeof(ulong)), value);

        public void Participant(in Participant p)
        {
            UInt64(p.Key);
            Int32((int)p.Name);
            Int32(p.Messages);
            Int32(p.Last);
            for (int r = 0; r < EvidenceRows.Count; r++)
            {
                UInt16(p.Sums[r]);
            }

            UInt16(p.ChildCue);
            UInt16(p.AdultCue);
            UInt16(p.Persisted);
            UInt16(p.Timed);
            UInt16(p.Night);
            UInt16(p.Today);
            UInt16(p.Busiest);
            Byte(p.IsRefused ? 1 : 0);
            UInt64(p.Target);
            UInt16(p.TargetLead);
            Int32(p.Lead);
        }

        private Span<byte> Next(int length)
        {
            if (_into.Length - Written < length)
                throw new ArgumentException($"The buffer is too short; {MaxLength} bytes are always enough.");
            Span<byte> next = _into.Slice(Written, length);
            Written += length;
            return next;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> saved)
    {
        private ReadOnlySpan<byte> _left = saved;

        public byte Byte(int most = byte.MaxValue)
        {
            byte value = Next(1)[0];
            return value <= most ? value : throw NotWellFormed();
        }

        public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));

        public int Int32(int least)
        {
            int value = BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));
            return value >= least ? value : throw NotWellFormed();
        }

        public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)));

        public int Minute()
        {
            int minute = Int32(int.MinValue);
            return minute is EvidenceRecord.NoTime or >= FirstMinute ? minute : throw NotWellFormed();
        }

        public void Participant(ref Participant p)
        {
            p.Key = UInt64();
            p.Name = (uint)Int32(int.MinValue);
            p.Messages = Int32(0);
            p.Last = Int32(0);
            for (int r = 0; r < EvidenceRows.Count; r++)
            {
                p.Sums[r] = UInt16();
            }

            p.ChildCue = UInt16();
            p.AdultCue = UInt16();
            p.Persisted = UInt16();
            p.Timed = UInt16();
            p.Night = UInt16();
            p.Today = UInt16();
            p.Busiest = UInt16();
            p.IsRefused = Byte(1) == 1;
            p.Target = UInt64();
            p.TargetLead = UInt16();
            p.Lead = Int32(int.MinValue);
        }

        public readonly void End()
        {
            if (!_left.IsEmpty)
                throw NotWellFormed();
        }

        private static InvalidDataException NotWellFormed() => new("The saved conversation is not well formed.");

        private ReadOnlySpan<byte> Next(int length)
        {
            if (_left.Length < length)
                throw NotWellFormed();
            ReadOnlySpan<byte> next = _left[..length];
            _left = _left[length..];
            return next;
        }
    }
}
