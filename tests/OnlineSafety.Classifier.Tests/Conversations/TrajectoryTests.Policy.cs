using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Conversations;
using OnlineSafety.Findings;
using OnlineSafety.Tests.Analysis;

namespace OnlineSafety.Tests.Conversations;

/// <summary>Configuration, analyzers and suppressors hold for chats as for texts.</summary>
public sealed partial class TrajectoryTests
{
    private static readonly ChatMessage[] s_pileOn =
    [
        new("Tom", s_start, "hello"), new("Ann", s_start, "tom blimp"), new("Bea", s_start, "blimp tom"), new("Ann", s_start, "tom blimp"),
    ];

    [Theory]
    [InlineData("os_indicator.bullying.threshold = never")]
    [InlineData("os_rule.OS3001.surface = none")]
    public void What_a_line_switches_off_raises_no_alert_and_changes_neither_scores_nor_state(string line)
    {
        ConversationResult usual = s_classifier.ClassifyConversation(s_pileOn);
        ConversationResult result = Configured(line).ClassifyConversation(s_pileOn);
        Assert.Single(usual.Assessment.Alerts);
        Assert.Empty(result.Assessment.Alerts);
        Assert.All(result.Messages, static m => Assert.DoesNotContain(m.Findings, static f => f.Score >= f.Threshold || f.Evidence.Any(static e => e.Kind == EvidenceKind.Conversation)));
        Assert.All(result.Messages, static m => Assert.Equal((Decision.Allow, Severity.None, false), (m.Decision, m.Severity, m.IsFlagged(Indicator.Bullying))));
        Assert.Equal(usual.State, result.State);
        Assert.Equal(usual.Messages.Select(static m => m.Scores), result.Messages.Select(static m => m.Scores));
    }

    [Fact]
    public void A_line_sets_the_severity_of_an_alert_and_of_its_findings()
    {
        ConversationResult result = Configured("os_indicator.bullying.severity = critical").ClassifyConversation(s_pileOn);
        Assert.Equal(Severity.Critical, Assert.Single(result.Assessment.Alerts).Severity);
        Assert.Equal(Severity.Critical, result.Messages[3].Severity);
        Assert.Equal(Severity.Medium, Assert.Single(s_classifier.ClassifyConversation(s_pileOn).Assessment.Alerts).Severity);
    }

    [Fact]
    public void A_lower_threshold_alerts_sooner()
    {
        SafetyClassifier stricter = Configured("os_indicator.grooming.threshold = 0.05");
        int usual = Assert.Single(s_classifier.ClassifyConversation(s_course).Assessment.Alerts).RaisedAt!.Value;
        Assert.True(stricter.ClassifyConversation(s_course).Assessment.Alerts.Single(static a => a.Descriptor.Id == "OS2001").RaisedAt < usual);
        ConversationState state = s_classifier.ClassifyConversation(s_course[..3]).State;
        Assert.Equal((0, 1), (s_classifier.Assess(state).Alerts.Length, stricter.Assess(state).Alerts.Length));
    }

    [Fact]
    public void An_analyzer_that_throws_is_told_of_and_the_conversation_goes_on()
    {
        TestAnalyzer broken = new(static c =>
        {
            c.RegisterMessageAction(static (in MessageAnalysisContext m) => throw new InvalidOperationException(m.Text.ToString()));
            c.RegisterConversationAction(static (in ConversationAnalysisContext k) => throw new NotSupportedException(k.Text.ToString()));
        });
        ConversationResult usual = s_classifier.ClassifyConversation(s_course);
        ConversationResult result = Build(b => b.AddAnalyzer(broken)).ClassifyConversation(s_course);
        Assert.Equal(usual.State, result.State);
        Assert.Equal(usual.Assessment.Alerts[0].ToNote(), result.Assessment.Alerts[0].ToNote());
        Assert.All(usual.Messages.Zip(result.Messages), static pair =>
        {
            Assert.Equal(pair.First.Findings.Select(static f => f.Descriptor.Id).Concat(["OS9004", "OS9004"]), pair.Second.Findings.Select(static f => f.Descriptor.Id));
            Assert.Equal(
                ["analyzer:TestAnalyzer InvalidOperationException 0", "analyzer:TestAnalyzer NotSupportedException 0"],
                pair.Second.Findings.TakeLast(2).Select(static f => Assert.Single(f.Evidence).ToString()));
        });
    }

    [Fact]
    public void Actions_see_each_persons_message_once()
    {
        List<string> seen = [];
        TestAnalyzer analyzer = new(
            c =>
            {
                c.RegisterMessageAction((in MessageAnalysisContext m) => seen.Add($"{m.Sender}: {m.Text}"));
                c.RegisterConversationAction((in ConversationAnalysisContext k) =>
                {
                    seen.Add($"{k.MessageCount}");
                    k.Report(TestAnalyzer.Rule, 0, k.Text.Length, k.MessageCount == 4 ? 0.9f : 0);
                });
            }, TestAnalyzer.Rule);
        ConversationResult result = Build(b => b.AddAnalyzer(analyzer)).ClassifyConversation([
            new ChatMessage("A", s_start, "hello") { Id = "1" },
            new ChatMessage("A", s_start, "hello") { Id = "1" },
            new ChatMessage("service", s_start, "B joined") { Id = "2", Kind = ChatMessageKind.System },
            new ChatMessage("B", s_start, "") { Id = "3", Kind = ChatMessageKind.Deleted },
            new ChatMessage("B", s_start, "hi") { Id = "4" }]);
        Assert.Equal(["A: hello", "1", "A: hello", "B: hi", "4"], seen);
        Assert.Equal(("ACME001", Decision.Block), (Assert.Single(result.Messages[4].Findings).Descriptor.Id, result.Messages[4].Decision));
    }

    [Fact]
    public void A_message_that_is_cancelled_leaves_the_conversation_as_it_was()
    {
        using CancellationTokenSource source = new();
        TestAnalyzer cancels = new(c => c.RegisterConversationAction((in ConversationAnalysisContext k) =>
        {
            source.Cancel();
            k.Options.CancellationToken.ThrowIfCancellationRequested();
        }));
        SafetyClassifier classifier = Build(b => b.AddAnalyzer(cancels));
        ConversationState state = s_classifier.ClassifyConversation(s_course[..3]).State;
        ConversationState before = state;
        Assert.Throws<OperationCanceledException>(() => classifier.ClassifyMessage(ref state, s_course[3], new ClassificationOptions { CancellationToken = source.Token }));
        Assert.Equal(before, state);
        classifier.ClassifyMessage(ref state, s_course[3]);
        Assert.Equal(4, state.MessageCount);
    }

    [Fact]
    public void A_suppressor_lowers_a_message_but_not_what_the_conversation_remembers()
    {
        const string Sooner = "os_indicator.bullying.threshold = 0.25\n";
        ChatMessage message = new("Ann", null, "an essay on blimp");
        ConversationState state = default;
        ConversationState plain = default;
        ClassificationResult lowered = Configured(Sooner).ClassifyMessage(ref state, message);
        ClassificationResult usual = Configured(Sooner + "os_suppress.* = off").ClassifyMessage(ref plain, message);
        Assert.Equal(("OSS0001", Decision.Allow, Decision.Flag), (Assert.Single(lowered.Findings).SuppressedBy?.Id, lowered.Decision, usual.Decision));
        Assert.Equal((plain, usual.Scores), (state, lowered.Scores));
    }

    private static SafetyClassifier Configured(string line) => Build(b => b.UseConfiguration(SafetyConfiguration.Parse("[*]\n" + line, "test", out _)));
}
