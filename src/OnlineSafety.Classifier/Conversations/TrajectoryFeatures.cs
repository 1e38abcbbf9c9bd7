namespace OnlineSafety.Conversations;

/// <summary>
/// What a state says of the course that it speaks most for: the evidence of the one who is suspected of it, of the others, and
/// of what they answered.
/// Sums enter as roots, so that the tenth message of a kind says less than the first. Neither the number of messages nor their
/// times are features: in the data that there is, they tell who wrote the data.
/// </summary>
internal static class TrajectoryFeatures
{
    /// <summary>The suspect's evidence of the course that it speaks most for.</summary>
    public const int Suspect = 0;

    /// <summary>The others' evidence of it.</summary>
    public const int Others = 1;

    /// <summary>The heaviest message.</summary>
    public const int Peak = 2;

    /// <summary>How many different steps the suspect took.</summary>
    public const int Breadth = 3;

    /// <summary>Where the suspect's steps start, one each.</summary>
    public const int Moves = 4;

    /// <summary>The others' refusals.</summary>
    public const int Refusal = Moves + EvidenceRows.MoveCount;

    /// <summary>Anybody's telling of it.</summary>
    public const int Disclosure = Refusal + 1;

    /// <summary>The others' support.</summary>
    public const int Support = Disclosure + 1;

    /// <summary>The others' highest cue of being a child.</summary>
    public const int ChildCue = Support + 1;

    /// <summary>The suspect's highest cue of being an adult.</summary>
    public const int AdultCue = ChildCue + 1;

    /// <summary>The suspect's evidence after a refusal.</summary>
    public const int Persistence = AdultCue + 1;

    /// <summary>How many others take part.</summary>
    public const int Accomplices = Persistence + 1;

    /// <summary>What all words together say of any course.</summary>
    public const int Words = Accomplices + 1;

    /// <summary>What all words together say of any course if the participant whom they speak most against is the suspect.</summary>
    public const int WordsByRole = Words + 1;

    /// <summary>Number of features.</summary>
    public const int Count = WordsByRole + 1;

    // From here a step, or taking part, counts as seen: hundredths of a logit.
    private const int Seen = 100;

    /// <summary>The place of the participant who is most of all suspected of a course, or -1 where there is nobody.</summary>
    public static int SuspectOf(in ConversationState state, int course)
    {
        ReadOnlySpan<Participant> participants = state.Kept;
        int suspect = -1;
        int most = int.MinValue;
        for (int i = 0; i < participants.Length; i++)
        {
            int weight = participants[i].Sums[course] + participants[i].Moves - participants[i].Answers;
            if (weight > most)
                (suspect, most) = (i, weight);
        }

        return suspect;
    }

    /// <summary>Fills in the features.</summary>
    public static void Compute(in ConversationState state, Span<float> features)
    {
        features.Clear();
        int course = CourseOf(state);
        int suspect = SuspectOf(state, course);
        features[Words] = (float)state.WordsOf(EvidenceRows.Any);
        if (suspect < 0)
            return;
        int others = 0;
        int refusal = 0;
        int disclosure = 0;
        int support = 0;
        int child = 0;
        ReadOnlySpan<Participant> participants = state.Kept;
        for (int i = 0; i < participants.Length; i++)
        {
            ref readonly Participant p = ref participants[i];
            disclosure += p.Sums[EvidenceRows.RowOf(ConversationStep.Disclosure)];
            if (i == suspect)
                continue;
            others += p.Sums[course];
            refusal += p.Sums[EvidenceRows.RowOf(ConversationStep.Refusal)];
            support += p.Sums[EvidenceRows.RowOf(ConversationStep.Support)];
            child = Math.Max(child, p.ChildCue);
            features[Accomplices] += p.Sums[course] >= Seen ? 1 : 0;
        }

        features[WordsByRole] = float.NegativeInfinity;
        for (int i = 0; i < participants.Length; i++)
        {
            features[WordsByRole] = MathF.Max(features[WordsByRole], (float)state.WordsWithSuspect(i));
        }

        ref readonly Participant one = ref participants[suspect];
        features[Suspect] = Root(one.Sums[course]);
        features[Others] = Root(others);
        features[Peak] = Root(state.PeakOf(course));
        for (int m = 0; m < EvidenceRows.MoveCount; m++)
        {
            int sum = one.Sums[EvidenceRows.Steps + m];
            features[Moves + m] = Root(sum);
            features[Breadth] += sum >= Seen ? 1 : 0;
        }

        features[Refusal] = Root(refusal);
        features[Disclosure] = Root(disclosure);
        features[Support] = Root(support);
        features[ChildCue] = Root(child);
        features[AdultCue] = Root(one.AdultCue);
        features[Persistence] = Root(one.Persisted);
        features[Accomplices] = MathF.Sqrt(features[Accomplices]);
    }

    /// <summary>The course that the words, with the sums of everybody's evidence, speak most for.</summary>
    public static int CourseOf(in ConversationState state)
    {
        int best = 0;
        for (int c = 1; c < EvidenceRows.CourseCount; c++)
        {
            if (CourseWeight(state, c) > CourseWeight(state, best))
                best = c;
        }

        return best;
    }

    /// <summary>How much speaks for a course, in logits.</summary>
    public static double CourseWeight(in ConversationState state, int course)
    {
        int sum = 0;
        foreach (ref readonly Participant p in state.Kept)
        {
            sum += p.Sums[course];
        }

        return state.WordsOf(course) + Root(sum);
    }

    private static float Root(int hundredths) => MathF.Sqrt(hundredths / 100f);
}
