using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety.Conversations;

/// <summary>Turns a state and the courses' probabilities into alerts and roles.</summary>
internal static class ConversationAssessor
{
    // Accomplices have at least this share of the suspect's evidence, in percent.
    private const int AccomplicePercent = 50;

    /// <summary>Assesses a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="scores">The probability of each course.</param>
    /// <param name="isAlert">Whether a course's probability reaches the threshold.</param>
    /// <param name="severityOf">The severity of a course's rule.</param>
    /// <param name="nameOf">The name of a sender's key, or null.</param>
    /// <param name="indexOf">The number to tell of a message's number.</param>
    public static ConversationAssessment Assess(
        in ConversationState state, ScoreVector scores, Func<Indicator, bool> isAlert, Func<Indicator, Severity> severityOf,
        Func<ulong, string?> nameOf, Func<int, int> indexOf)
    {
        int[] courses = [.. Enumerable.Range(0, EvidenceRows.CourseCount).Where(c => isAlert(EvidenceRows.Courses[c]))
            .OrderByDescending(c => scores[EvidenceRows.Courses[c]])];
        ParticipantAssessment[] participants = new ParticipantAssessment[state.ParticipantCount];
        for (int i = 0; i < participants.Length; i++)
        {
            participants[i] = Describe(state, i, courses, nameOf);
        }

        ImmutableArray<ConversationAlert>.Builder alerts = ImmutableArray.CreateBuilder<ConversationAlert>(courses.Length);
        foreach (int course in courses)
        {
            alerts.Add(AlertOf(state, course, scores[EvidenceRows.Courses[course]], severityOf(EvidenceRows.Courses[course]), participants, nameOf, indexOf));
        }

        return new ConversationAssessment(scores, alerts.MoveToImmutable(), [.. participants]);
    }

    /// <summary>The place of who is suspected of a course; -1 where it is only told of.</summary>
    public static int SuspectOf(in ConversationState state, int course)
    {
        int suspect = TrajectoryFeatures.SuspectOf(state, course);
        return suspect >= 0 && state.Kept[suspect].Moves >= state.Kept[suspect].Answers ? suspect : -1;
    }

    private static ParticipantAssessment Describe(in ConversationState state, int index, int[] courses, Func<ulong, string?> nameOf)
    {
        ref readonly Participant p = ref state.Kept[index];
        ParticipantRole role = ParticipantRole.Bystander;
        RiskFlags flags = RiskFlags.None;
        foreach (int course in courses)
        {
            ParticipantRole here = RoleOf(state, index, course);
            role = (ParticipantRole)Math.Max((int)role, (int)here);
            if (here == ParticipantRole.SuspectedInitiator)
                flags |= Taxonomy.FlagOf(EvidenceRows.Courses[course]);
        }

        (int Message, ConversationStep? Step) latest = (-1, null);
        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            foreach (ref readonly EvidenceRecord record in state.RecordsOf(c))
            {
                if (record.Weight > 0 && record.Sender == p.Key && record.Message > latest.Message && record.Step < EvidenceRows.StepCount)
                    latest = (record.Message, (ConversationStep)record.Step);
            }
        }

        return new ParticipantAssessment
        {
            Sender = nameOf(p.Key),
            Index = index,
            Role = role,
            Flags = flags,
            Stage = latest.Step,
            Messages = p.Messages,
            NightMessages = p.Night,
            BusiestDay = p.Busiest,
            Persisted = p.Persisted > 0,
        };
    }

    private static ParticipantRole RoleOf(in ConversationState state, int index, int course)
    {
        int suspect = SuspectOf(state, course);
        if (suspect < 0)
            return ParticipantRole.Bystander;
        ref readonly Participant p = ref state.Kept[index];
        if (index == suspect)
            return ParticipantRole.SuspectedInitiator;
        if (p.Key == state.Kept[suspect].Target)
            return ParticipantRole.Target;
        bool together = EvidenceRows.Courses[course] == Indicator.Bullying && p.Moves > p.Answers &&
            p.Sums[course] * 100 >= state.Kept[suspect].Sums[course] * AccomplicePercent && p.Sums[course] > 0;
        return together ? ParticipantRole.SuspectedInitiator : ParticipantRole.Bystander;
    }

    private static ConversationAlert AlertOf(in ConversationState state, int course, float score, Severity severity, ParticipantAssessment[] participants,
        Func<ulong, string?> nameOf, Func<int, int> indexOf)
    {
        FindingDescriptor descriptor = Taxonomy.GetDescriptor(EvidenceRows.Courses[course]);
        int suspect = SuspectOf(state, course);
        int target = suspect < 0 ? -1 : state.Find(state.Kept[suspect].Target);
        List<AlertMessage> messages = [];
        foreach (ref readonly EvidenceRecord r in state.RecordsOf(course))
        {
            if (r.Weight > 0)
                messages.Add(new AlertMessage(indexOf(r.Message), TimeOf(r), nameOf(r.Sender), StepOf(r), r.Weight / 100f));
        }

        messages.Sort(static (a, b) => a.Message.CompareTo(b.Message));
        return new ConversationAlert
        {
            Descriptor = descriptor,
            Score = score,
            Severity = SeverityOf(state, course, severity),
            Suspect = suspect < 0 ? null : participants[suspect],
            Target = target < 0 ? null : participants[target],
            Since = messages.Where(static m => m.At is not null).Select(static m => m.At).Min(),
            Messages = [.. messages],
        };
    }

    /// <summary>The rule's severity, one higher where the suspect went on after a refusal.</summary>
    public static Severity SeverityOf(in ConversationState state, int course, Severity severity)
    {
        int suspect = SuspectOf(state, course);
        return suspect >= 0 && state.Kept[suspect].Persisted > 0 && severity < Severity.Critical ? severity + 1 : severity;
    }

    private static DateTimeOffset? TimeOf(in EvidenceRecord record) =>
        record.Minute == EvidenceRecord.NoTime ? null : ConversationState.ToTime(record.Minute);

    private static ConversationStep? StepOf(in EvidenceRecord record) =>
        record.Step < EvidenceRows.StepCount ? (ConversationStep)record.Step : null;
}
