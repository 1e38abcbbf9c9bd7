using System.Runtime.CompilerServices;
using OnlineSafety.Models;

namespace OnlineSafety.Conversations;

/// <summary>
/// What is remembered of a chat between two messages: a value of fixed size, at most <see cref="MaxLength"/> bytes when saved,
/// whatever the size of the group and however long the chat. It holds no text and no names: senders and message ids are
/// kept as SipHash-2-4 under <see cref="Salt"/>. (Who has the state can still test whether a name he guesses is in it: treat
/// it as personal data.) Only <see cref="SafetyClassifier.ClassifyMessage"/> and
/// <see cref="SafetyClassifier.ScoreMessage"/> change it, in place; a copy is a snapshot. The default value is an empty
/// conversation. All sums are integers: the same messages in the same order give the same bytes on every machine.
/// <para>
/// A message whose id is among the last <see cref="RememberedIds"/> is a duplicate and changes nothing. A message older than
/// the newest counts as evidence, decayed by its age, and as a turn; the clock stays. Of more than
/// <see cref="MaxParticipants"/> people those with most evidence are kept: a newcomer takes the place of who has least (of
/// equals, of who was silent longest), unless the newcomer's own message shows less.
/// </para>
/// </summary>
public partial struct ConversationState : IEquatable<ConversationState>
{
    /// <summary>The most people that are kept apart.</summary>
    public const int MaxParticipants = 16;

    /// <summary>The most message ids that are remembered.</summary>
    public const int RememberedIds = 64;

    /// <summary>The heaviest messages that are remembered, for each course.</summary>
    internal const int RecordsPerCourse = 8;

    /// <summary>Features of some five short messages, counted before any is read.</summary>
    internal const int FirstFeatures = 500;

    /// <summary>Days in which evidence halves.</summary>
    internal const int HalfLifeDays = 30;

    // A sum loses 1/64 with each message of the same person, so that a year of small talk does not add up to a risk.
    private const int LeakShift = 6;

    // From this weight a message is taken for a refusal: of 1 logit.
    private const int RefusalWeight = Logistic.Milli;

    // From more than this weight a message is told of as a step: of nearly 1 logit.
    private const int LeastStep = Logistic.Milli - 1;

    private const int UnitMilli = Logistic.Milli / 100;
    private const int MinutesPerDay = 24 * 60;
    private const int NightStart = 22;
    private const int NightEnd = 6;
    private const ulong SecondKey = 0x6F6E_6C69_6E65_7361;

    private ulong _salt;
    private int _messages;
    private int _clock;
    private bool _hasClock;
    private ulong _lastSpeaker;
    private ulong _speakerBefore;
    private int _participantCount;
    private int _idCount;
    private int _left;
    private Participants _participants;
    private Records _records;
    private CoursePeaks _peaks;
    private CourseSums _sums;
    private int _others;
    private int _features;
    private Ids _ids;

    /// <summary>An empty conversation whose hashes use a salt, the same as <c>default</c> for 0.</summary>
    /// <param name="salt">Random and different for each conversation, so that the same person cannot be followed from one state to another.</param>
    public ConversationState(long salt) => _salt = (ulong)salt;

    /// <summary>An empty conversation with salt 0.</summary>
    public static ConversationState Empty => default;

    /// <summary>The salt.</summary>
    public readonly long Salt => (long)_salt;

    /// <summary>Messages so far, those of the service and deletions included, duplicates not. The next message gets this number.</summary>
    public readonly int MessageCount => _messages;

    /// <summary>People who are kept apart now.</summary>
    public readonly int ParticipantCount => _participantCount;

    /// <summary>Newcomers and people who had to make room: above 0, the roles of a large group are told of the most evidenced alone.</summary>
    public readonly int ParticipantsLeftOut => _left;

    /// <summary>The time of the newest message, in whole minutes; null where no message had a time.</summary>
    public readonly DateTimeOffset? Clock => _hasClock ? ToTime(_clock) : null;

    /// <summary>The participants that are kept.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ReadOnlySpan<Participant> Kept => ((ReadOnlySpan<Participant>)_participants)[.._participantCount];

    /// <summary>The heaviest messages of a course, in no order; empty ones have no weight.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ReadOnlySpan<EvidenceRecord> RecordsOf(int course) =>
        ((ReadOnlySpan<EvidenceRecord>)_records).Slice(course * RecordsPerCourse, RecordsPerCourse);

    /// <summary>The decayed weight of a course's heaviest message, in hundredths of a logit.</summary>
    internal readonly int PeakOf(int course) => _peaks[course];

    /// <summary>
    /// What all words so far say of a course, in logits: the sum of their weights over the root of their number, as for one text
    /// that is made of all messages. So many more features are counted that a first word cannot say much.
    /// </summary>
    internal readonly double WordsOf(int course) => _sums[course] / (Logistic.Milli * Math.Sqrt(FirstFeatures + (double)_features));

    /// <summary>What all words so far say if a participant is the suspect of it, in logits, on the scale of <see cref="WordsOf"/>.</summary>
    internal readonly double WordsWithSuspect(int participant) =>
        ((double)_others + _participants[participant].Lead) / (Logistic.Milli * Math.Sqrt(FirstFeatures + (double)_features));

    /// <summary>The key of a sender in this state.</summary>
    internal readonly ulong KeyOf(string sender) => SipHash.Of(sender, _salt, SecondKey);

    /// <summary>Whether two states are equal, byte for byte when saved.</summary>
    public static bool operator ==(ConversationState left, ConversationState right) => left.Equals(right);

    /// <summary>Whether two states differ.</summary>
    public static bool operator !=(ConversationState left, ConversationState right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(ConversationState other)
    {
        Span<byte> mine = stackalloc byte[MaxLength];
        Span<byte> theirs = stackalloc byte[MaxLength];
        return mine[..Write(mine)].SequenceEqual(theirs[..other.Write(theirs)]);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ConversationState other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_salt, _messages, _clock, _lastSpeaker, _participantCount);

    /// <summary>A sum that is full stays full: megabytes a message, in a chat without times that never fades, would turn it over.</summary>
    internal static int Added(int sum, int more) => (int)Math.Clamp((long)sum + more, int.MinValue, int.MaxValue);

    internal static DateTimeOffset ToTime(int minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);

    /// <summary>Takes in a message. Returns false for a duplicate, which changes nothing.</summary>
    internal bool Apply(in ChatMessage message, MessageEvidence evidence)
    {
        if (message.Id is { } id && !Remember(SipHash.Of(id, ~_salt, SecondKey)))
            return false;
        int number = _messages++;
        if (message.Kind is ChatMessageKind.System or ChatMessageKind.Deleted)
            return true;

        int minute = message.At is { } at ? (int)Math.Clamp(at.ToUnixTimeSeconds() / 60, int.MinValue + 1, int.MaxValue) : EvidenceRecord.NoTime;
        int late = Advance(minute);
        ulong key = KeyOf(message.Sender);
        int slot = Find(key);
        if (slot < 0)
            slot = Enter(key, message.Sender, evidence);
        if (slot >= 0)
            Count(ref _participants[slot], message, number, late, evidence);
        Record(number, minute, key, late, evidence);
        _features = Added(_features, Decay.Of(evidence.FeatureCount, late));
        for (int c = 0; c < EvidenceRows.Steps; c++)
        {
            _sums[c] = Added(_sums[c], Decay.Of(evidence.CourseSums[c], late));
        }

        _others = Added(_others, Decay.Of(evidence.OthersSum, late));

        if (message.Kind == ChatMessageKind.Text && key != _lastSpeaker)
        {
            _speakerBefore = _lastSpeaker;
            _lastSpeaker = key;
        }

        return true;
    }

    /// <summary>The place of a participant, or -1.</summary>
    internal readonly int Find(ulong key)
    {
        for (int i = 0; i < _participantCount; i++)
        {
            if (_participants[i].Key == key)
                return i;
        }

        return -1;
    }

    private static int DayOf(int minute) => (int)Math.Floor(minute / (double)MinutesPerDay);

    private static uint Salted(uint word, ulong salt) => word == 0 ? 0 : Math.Max(1, (uint)(((word ^ salt) * 0x9E37_79B9_7F4A_7C15) >> 32));

    private void Count(ref Participant sender, in ChatMessage message, int number, int late, MessageEvidence evidence)
    {
        sender.Last = Math.Max(sender.Last, number);
        if (message.Kind == ChatMessageKind.Text)
        {
            sender.Messages++;
            if (message.At is { } at)
            {
                Participant.Add(ref sender.Timed, 1);
                Participant.Add(ref sender.Night, at.Hour is >= NightStart or < NightEnd ? 1 : 0);
                if (late == 0)
                    Participant.Add(ref sender.Today, 1);
                sender.Busiest = Math.Max(sender.Busiest, sender.Today);
            }

            for (int r = 0; r < EvidenceRows.Count; r++)
            {
                sender.Sums[r] -= (ushort)(sender.Sums[r] >> LeakShift);
            }
        }

        sender.Lead = Added(sender.Lead, Decay.Of(Added(evidence.SuspectSum, -evidence.OthersSum), late));
        int course = 0;
        for (int r = 0; r < EvidenceRows.Count; r++)
        {
            int weight = Decay.Of(evidence.Weights[r] / UnitMilli, late);
            Participant.Add(ref sender.Sums[r], weight);
            if (r < EvidenceRows.CourseCount)
                course = Math.Max(course, weight);
        }

        sender.ChildCue = (ushort)Math.Max(sender.ChildCue, evidence.ChildCue / UnitMilli);
        sender.AdultCue = (ushort)Math.Max(sender.AdultCue, evidence.AdultCue / UnitMilli);
        ulong target = TargetOf(sender.Key, evidence);
        if (evidence.Weights[EvidenceRows.RowOf(ConversationStep.Refusal)] >= RefusalWeight && Find(target) is >= 0 and int refused)
            _participants[refused].IsRefused = true;
        if (course == 0)
            return;
        if (sender.IsRefused)
            Participant.Add(ref sender.Persisted, course);
        Vote(ref sender, target, course);
    }

    private static void Vote(ref Participant sender, ulong target, int weight)
    {
        if (target == 0)
            return;
        if (sender.Target == target)
        {
            Participant.Add(ref sender.TargetLead, weight);
        }
        else if (sender.TargetLead > weight)
        {
            sender.TargetLead -= (ushort)weight;
        }
        else
        {
            sender.TargetLead = (ushort)(weight - sender.TargetLead);
            sender.Target = target;
        }
    }

    /// <summary>Whom a message is for: who is called by name in it, else who spoke last before.</summary>
    private readonly ulong TargetOf(ulong sender, MessageEvidence evidence)
    {
        if (_participantCount > 2)
        {
            foreach (uint word in evidence.Words)
            {
                uint name = Salted(word, _salt);
                foreach (ref readonly Participant p in Kept)
                {
                    if (p.Name == name && p.Key != sender)
                        return p.Key;
                }
            }
        }

        return _lastSpeaker != sender ? _lastSpeaker : _speakerBefore;
    }

    /// <summary>Moves the clock, decaying what is kept; returns by how many days a message is late.</summary>
    private int Advance(int minute)
    {
        if (minute == EvidenceRecord.NoTime)
            return 0;
        int days = _hasClock ? DayOf(minute) - DayOf(_clock) : 0;
        _clock = _hasClock ? Math.Max(_clock, minute) : minute;
        _hasClock = true;
        if (days <= 0)
            return -days;
        for (int i = 0; i < _participantCount; i++)
        {
            ref Participant p = ref _participants[i];
            for (int r = 0; r < EvidenceRows.Count; r++)
            {
                p.Sums[r] = (ushort)Decay.Of(p.Sums[r], days);
            }

            p.Persisted = (ushort)Decay.Of(p.Persisted, days);
            p.Lead = Decay.Of(p.Lead, days);
            p.Today = 0;
        }

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            _peaks[c] = (ushort)Decay.Of(_peaks[c], days);
        }

        for (int c = 0; c < EvidenceRows.Steps; c++)
        {
            _sums[c] = Decay.Of(_sums[c], days);
        }

        _others = Decay.Of(_others, days);

        _features = Decay.Of(_features, days);

        return 0;
    }

    private bool Remember(ulong id)
    {
        int kept = Math.Min(_idCount, RememberedIds);
        if (((ReadOnlySpan<ulong>)_ids)[..kept].Contains(id))
            return false;
        _ids[_idCount % RememberedIds] = id;

        // Counts on past the ring's length only so far as to know the next place.
        _idCount = _idCount + 1 < 2 * RememberedIds ? _idCount + 1 : RememberedIds;
        return true;
    }

    /// <summary>Finds room for a newcomer; -1 where the message shows less than everybody who is kept.</summary>
    private int Enter(ulong key, string sender, MessageEvidence evidence)
    {
        int slot = _participantCount;
        if (slot < MaxParticipants)
        {
            _participantCount++;
        }
        else
        {
            slot = 0;
            int least = _participants[0].Total;
            for (int i = 1; i < MaxParticipants; i++)
            {
                int total = _participants[i].Total;
                if (total < least || (total == least && _participants[i].Last < _participants[slot].Last))
                    (slot, least) = (i, total);
            }

            _left++;
            int own = 0;
            foreach (int weight in evidence.Weights)
            {
                own += weight / UnitMilli;
            }

            if (own < least)
                return -1;
        }

        _participants[slot] = new Participant { Key = key, Name = Salted(NameWord.OfSender(sender), _salt) };
        return slot;
    }

    /// <summary>Keeps the message among the heaviest of each course that it shows; of equals the earlier stays.</summary>
    private void Record(int number, int minute, ulong sender, int late, MessageEvidence evidence)
    {
        byte step = EvidenceRows.StepCount;
        int best = LeastStep;
        for (int s = 0; s < EvidenceRows.StepCount; s++)
        {
            if (evidence.Weights[EvidenceRows.Steps + s] > best)
                (best, step) = (evidence.Weights[EvidenceRows.Steps + s], (byte)s);
        }

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            ushort weight = (ushort)(evidence.Weights[c] / UnitMilli);
            if (weight == 0)
                continue;
            _peaks[c] = (ushort)Math.Max(_peaks[c], Decay.Of(weight, late));
            int lightest = c * RecordsPerCourse;
            for (int i = lightest + 1; i < (c + 1) * RecordsPerCourse; i++)
            {
                if (_records[i].Weight < _records[lightest].Weight || (_records[i].Weight == _records[lightest].Weight && _records[i].Message > _records[lightest].Message))
                    lightest = i;
            }

            if (weight > _records[lightest].Weight)
                _records[lightest] = new EvidenceRecord { Message = number, Minute = minute, Sender = sender, Weight = weight, Step = step };
        }
    }

    [InlineArray(MaxParticipants)]
    private struct Participants
    {
        private Participant _first;
    }

    [InlineArray(EvidenceRows.CourseCount * RecordsPerCourse)]
    private struct Records
    {
        private EvidenceRecord _first;
    }

    [InlineArray(EvidenceRows.CourseCount)]
    private struct CoursePeaks
    {
        private ushort _first;
    }

    [InlineArray(EvidenceRows.Steps)]
    private struct CourseSums
    {
        private int _first;
    }

    [InlineArray(RememberedIds)]
    private struct Ids
    {
        private ulong _first;
    }
}
