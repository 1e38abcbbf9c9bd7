using FsCheck.Fluent;
using OnlineSafety.Conversations;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;

namespace OnlineSafety.Tests.Conversations;

/// <summary>From messages to alerts, with a model made by hand: schematic sequences of made-up words, one a step.</summary>
public sealed partial class TrajectoryTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 23, 4, 0, TimeSpan.Zero);
    private static readonly SafetyClassifier s_classifier = Build();

    // In the order of time, one sender's steps: the schema of a course, no more.
    private static readonly ChatMessage[] s_course =
    [
        new("A", s_start, "hello"),
        new("B", s_start.AddMinutes(1), "hello"),
        new("A", s_start.AddMinutes(2), "zorble"),
        new("B", s_start.AddMinutes(3), "nay"),
        new("A", s_start.AddMinutes(4), "quux"),
        new("A", s_start.AddMinutes(5), "zorble again"),
    ];

    [Fact]
    public void An_alert_says_what_who_to_whom_since_when_and_which_messages()
    {
        ConversationResult result = s_classifier.ClassifyConversation(s_course);
        ConversationAlert alert = Assert.Single(result.Assessment.Alerts);
        Assert.Equal(("OS2001", "A", "B", s_start.AddMinutes(2)), (alert.Descriptor.Id, alert.Suspect!.Sender, alert.Target!.Sender, alert.Since!.Value));
        Assert.Equal([2, 3, 4, 5], alert.Messages.Select(static m => m.Message));
        Assert.Equal(ConversationStep.PlatformMove, alert.Messages[2].Step);
        Assert.Equal(
            [("A", ParticipantRole.SuspectedInitiator, RiskFlags.Grooming), ("B", ParticipantRole.Target, RiskFlags.None)],
            result.Assessment.Participants.Select(static p => (p.Sender!, p.Role, p.Flags)));
        Assert.Equal(
            $"Grooming (OS2001), probability {alert.Score:0.00}, severity critical. A towards B, since 2026-03-02 23:06. " +
            "Messages: 2 by A (secrecy); 3 by B (refusal); 4 by A (platform move); 5 by A (secrecy). Went on after a refusal. " +
            "4 of the suspect's 4 messages at night. For: the designated safeguarding lead, who decides on the police. " +
            "Read the messages before anything else: this is a lead, not a finding of fact.",
            alert.ToNote());
    }

    [Fact]
    public void The_message_that_reaches_the_threshold_has_the_finding_and_the_decision()
    {
        ConversationResult result = s_classifier.ClassifyConversation(s_course, new ClassificationOptions { Surface = Surface.Monitoring });
        int at = Assert.Single(result.Assessment.Alerts).RaisedAt!.Value;
        Assert.InRange(at, 3, 5); // not at the first step
        Assert.All(result.Messages.Take(at), static m => Assert.DoesNotContain(m.Findings, static f => f.Evidence.Any(static e => e.Kind == EvidenceKind.Conversation)));
        Finding finding = Assert.Single(result.Messages[at].Findings, static f => f.Evidence.Any(static e => e.Kind == EvidenceKind.Conversation));
        Assert.Equal(("OS2001", new TextSpan(0, s_course[at].Text.Length)), (finding.Descriptor.Id, finding.Span));
        Assert.Contains("conversation:secrecy@2 +1.5", finding.Evidence.Select(static e => e.ToString()));
        Assert.Equal((Decision.Flag, RiskFlags.Grooming), (result.Messages[5].Decision, result.Messages[5].Flags & RiskFlags.Grooming));
    }

    [Fact]
    public void Message_by_message_is_the_same_as_all_at_once()
    {
        ConversationState state = ConversationState.Empty;
        ConversationState scored = ConversationState.Empty;
        ClassificationResult[] results = [.. s_course.Select(m => s_classifier.ClassifyMessage(ref state, m))];
        ScoreVector[] scores = [.. s_course.Select(m => s_classifier.ScoreMessage(ref scored, m))];
        ConversationResult whole = s_classifier.ClassifyConversation(s_course);
        Assert.Equal((whole.State, state), (state, scored));
        Assert.Equal(whole.Messages.Select(static m => m.Scores), results.Select(static m => m.Scores));
        Assert.Equal(scores, results.Select(static m => m.Scores));
        Assert.Equal("A", s_classifier.Assess(state, ["A", "B"]).Alerts[0].Suspect!.Sender);
        Assert.StartsWith("Grooming (OS2001)", s_classifier.Assess(state).Alerts[0].ToNote(), StringComparison.Ordinal);
        Assert.Contains("participant 1 towards participant 2", s_classifier.Assess(state).Alerts[0].ToNote(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_are_the_places_in_the_list_given()
    {
        ChatMessage[] backwards = [.. s_course.Reverse()];
        ConversationAlert alert = Assert.Single(s_classifier.ClassifyConversation(backwards).Assessment.Alerts);
        Assert.Equal([0, 1, 2, 3], alert.Messages.Select(static m => m.Message));
        Assert.All(alert.Messages, m => Assert.Equal(backwards[m.Message].Sender, m.Sender));
    }

    [Fact]
    public void What_is_only_told_of_has_no_suspect()
    {
        ConversationAlert alert = Assert.Single(s_classifier.ClassifyConversation([
            new ChatMessage("A", s_start, "he zorble and i tattle"), new ChatMessage("B", s_start, "succour"), new ChatMessage("A", s_start, "tattle quux tattle")]).Assessment.Alerts);
        Assert.Null(alert.Suspect);
        Assert.Contains("Told of in this chat", alert.ToNote(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pile_on_has_several_initiators_and_one_target()
    {
        ConversationResult result = s_classifier.ClassifyConversation([
            new ChatMessage("Tom", s_start, "hello"), new ChatMessage("Ann", s_start, "tom blimp"), new ChatMessage("Bea", s_start, "blimp tom"),
            new ChatMessage("Cat", s_start, "hello"), new ChatMessage("Ann", s_start, "tom blimp")]);
        Assert.Equal("OS3001", Assert.Single(result.Assessment.Alerts).Descriptor.Id);
        Assert.Equal(
            [("Tom", ParticipantRole.Target), ("Ann", ParticipantRole.SuspectedInitiator), ("Bea", ParticipantRole.SuspectedInitiator), ("Cat", ParticipantRole.Bystander)],
            result.Assessment.Participants.Select(static p => (p.Sender!, p.Role)));
    }

    [Fact]
    public void Profiles_move_the_threshold()
    {
        ChatMessage[] begun = s_course[..4];
        Assert.NotEmpty(s_classifier.ClassifyConversation(s_course, new ClassificationOptions { Profile = Profile.KeyStage1 }).Assessment.Alerts);
        Assert.Empty(s_classifier.ClassifyConversation(begun, new ClassificationOptions { Profile = Profile.Staff }).Assessment.Alerts);
    }

    [Fact]
    public void Length_alone_says_nothing() => Property.Holds(Gen.Choose(1, 400), 20, static n =>
        Assert.Empty(s_classifier.ClassifyConversation([.. Enumerable.Range(0, n).Select(static i => new ChatMessage(i % 2 == 0 ? "A" : "B", s_start.AddMinutes(i), "hello"))]).Assessment.Alerts));

    [Fact]
    public void More_evidence_of_a_course_never_lowers_it() => Property.Holds(Gen.Elements("zorble", "quux", "hello").ListOf(), 100, static texts =>
    {
        ConversationState state = default;
        float last = 0;
        foreach (string text in texts.Take(20))
        {
            ConversationState more = state;
            s_classifier.ScoreMessage(ref state, new ChatMessage("A", null, text));
            s_classifier.ScoreMessage(ref more, new ChatMessage("A", null, text + " zorble"));
            last = s_classifier.Assess(state).Scores[Indicator.Grooming];
            Assert.True(s_classifier.Assess(more).Scores[Indicator.Grooming] >= last);
        }
    });

    [Fact]
    public void A_bundle_without_the_model_scores_messages_and_raises_no_alert()
    {
        SafetyClassifier without = SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(Words()).Build();
        ConversationResult result = without.ClassifyConversation(s_course);
        Assert.Empty(result.Assessment.Alerts);
        Assert.Equal(without.ClassifyText("zorble").Scores, result.Messages[2].Scores);
        Assert.Equal(2, result.Assessment.Participants.Length);
    }

    [Fact]
    public void Bad_messages_are_refused_at_the_door()
    {
        ConversationState state = default;
        Assert.Throws<ArgumentException>(() => s_classifier.ClassifyMessage(ref state, default));
        Assert.Throws<ArgumentException>(() => s_classifier.ScoreMessage(ref state, new ChatMessage("A", null, null!)));
        Assert.Throws<ArgumentNullException>(static () => s_classifier.ClassifyConversation(null!));
        Assert.Empty(s_classifier.ClassifyConversation([]).Messages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_section_of_another_length_is_refused(int length)
    {
        byte[] bundle = Bundle.Write(new Dictionary<BundleSection, byte[]>
        {
            [BundleSection.ConversationMessages] = Messages(),
            [BundleSection.Trajectories] = new byte[length],
        });
        Assert.Throws<InvalidDataException>(() => TrajectoryModel.Open(Bundle.Open(bundle, "x")));
    }

    private static Lexicon Words() => Lexicon.Parse("""
        zorble | grooming | 4 | stage=secrecy
        quux | grooming | 4 | stage=platform-move
        blimp | bullying | 5 | stage=insult
        nay | grooming | 3 | stage=refusal
        tattle | grooming | 9 | stage=disclosure
        succour | grooming | 3 | stage=support
        """, "x", out _);

    private static SafetyClassifier Build(Action<SafetyClassifierBuilder>? and = null)
    {
        float[] weights = new float[TrajectoryFeatures.Count];
        weights[TrajectoryFeatures.Suspect] = 2;
        weights[TrajectoryFeatures.Others] = 0.5f;
        weights[TrajectoryFeatures.Disclosure] = 2;
        weights[TrajectoryFeatures.Breadth] = 0.5f;
        weights[TrajectoryFeatures.Persistence] = 0.5f;
        byte[] bundle = Bundle.Write(new Dictionary<BundleSection, byte[]>
        {
            [BundleSection.ConversationMessages] = Messages(),
            [BundleSection.ConversationRoles] = RoleWordsTests.Section(("zorble", 3, -1), ("nay", -2, 1)),
            [BundleSection.Trajectories] = TrajectoryModel.Write(new float[EvidenceRows.Count], new TrajectoryModel.Regression(-4.5f, 0.5f, weights)),
        });
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, bundle);
        SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder().UseBundle(file).AddLexicon(Words());
        File.Delete(file);
        and?.Invoke(builder);
        return builder.Build();
    }

    private static byte[] Messages()
    {
        float[] scales = new float[EvidenceRows.Count];
        Array.Fill(scales, 1f);
        return LinearModel.Write(1, scales, new float[EvidenceRows.Count], new byte[2], new sbyte[2 * EvidenceRows.Count]);
    }
}
