using System.Text;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Suppression;

namespace OnlineSafety.Tests.Analysis;

public sealed class AnalyzerTests
{
    private static readonly Lexicon s_lexicon = Lexicon.Parse("bring a knife | weapons | 6\nlesson | context.education | 2", "x", out _);

    [Theory]
    [InlineData("xx HOUSE", 3, 5)]
    [InlineData("😀 ＨＯＵＳＥ!", 3, 5)] // full width is folded; the place is that of the original
    [InlineData("ho\u200Buse", 0, 6)]
    public void A_finding_has_its_place_in_the_original(string text, int start, int length)
    {
        SafetyClassifier classifier = Build(TestAnalyzer.Word("house", TestAnalyzer.Rule, 0.9f));
        Finding finding = Assert.Single(classifier.ClassifyText(text).Findings);
        Assert.Equal((TestAnalyzer.Rule, new TextSpan(start, length), 0.9f), (finding.Descriptor, finding.Span, finding.Score));
        int bytes = Encoding.UTF8.GetByteCount(text.AsSpan(0, start));
        Assert.Equal(bytes, Assert.Single(classifier.ClassifyText(Encoding.UTF8.GetBytes(text)).Findings).Span.Start);
    }

    [Theory]
    [InlineData(0.9f, "", Decision.Block)]
    [InlineData(0.6f, "", Decision.Flag)]
    [InlineData(0.4f, "", Decision.Allow)]
    [InlineData(0.9f, "os_rule.ACME001.threshold = 0.95", Decision.Allow)]
    [InlineData(0.9f, "os_category.conduct.threshold = 0.95", Decision.Allow)]
    [InlineData(0.9f, "os_rule.ACME001.surface = none", Decision.Allow)]
    [InlineData(0.9f, "os_rule.ACME001.surface = monitoring", Decision.Flag)]
    public void An_analyzers_rule_is_configured_like_any_other(float score, string line, Decision expected)
    {
        ClassificationResult result = Build(line, TestAnalyzer.Word("house", TestAnalyzer.Rule, score)).ClassifyText("the house");
        Assert.Equal(expected, result.Decision);
        Assert.Equal(expected == Decision.Allow ? Severity.None : Severity.Medium, result.Severity);
    }

    [Fact]
    public void A_finding_of_an_indicators_rule_raises_its_flag_but_not_the_scores()
    {
        ClassificationResult result = Build(TestAnalyzer.Word("house", Taxonomy.GetDescriptor(Indicator.Grooming), 0.9f)).ClassifyText("the house");
        Assert.Equal(RiskFlags.Grooming, result.Flags);
        Assert.True(result.Scores[Indicator.Grooming] < 0.1f);
    }

    [Fact]
    public void In_a_long_text_each_place_is_reported_once()
    {
        string text = string.Concat(Enumerable.Repeat("a house by the sea and ", 1000));
        Finding[] findings = [.. Build(TestAnalyzer.Word("house", TestAnalyzer.Rule, 0.9f)).ClassifyText(text).Findings];
        Assert.Equal(Enumerable.Range(0, 1000).Select(static i => (i * 23) + 2), findings.Select(static f => f.Span.Start));
    }

    [Fact]
    public void An_analyzer_that_throws_is_told_of_once_without_its_message_and_the_others_go_on()
    {
        TestAnalyzer broken = new(static c => c.RegisterTextAction(static (in TextAnalysisContext t) => throw new InvalidOperationException(t.Text.Utf16.ToString())));
        ClassificationResult result = Build(broken, TestAnalyzer.Word("house", TestAnalyzer.Rule, 0.9f)).ClassifyText("bring a knife to the house" + new string(' ', 9000));
        Assert.Equal(["OS1006", "ACME001", "OS9004"], result.Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal("analyzer:TestAnalyzer InvalidOperationException 0", Assert.Single(result.Findings[2].Evidence).ToString());
    }

    [Theory]
    [InlineData(0, 5, 0.5f, false)] // not its own rule
    [InlineData(0, 99, 0.5f, true)]
    [InlineData(-1, 1, 0.5f, true)]
    [InlineData(0, 1, 1.5f, true)]
    [InlineData(0, 1, float.NaN, true)]
    public void A_report_that_cannot_be_is_a_failure_of_the_analyzer(int start, int length, float score, bool declared)
    {
        TestAnalyzer analyzer = new(c => c.RegisterTextAction((in TextAnalysisContext t) => t.Report(TestAnalyzer.Rule, start, length, score)), declared ? [TestAnalyzer.Rule] : []);
        Assert.Equal(["OS9004"], Build(analyzer).ClassifyText("the house").Findings.Select(static f => f.Descriptor.Id));
    }

    [Fact]
    public void What_is_left_out_for_time_is_told_of()
    {
        ClassificationOptions none = new() { TimeBudget = TimeSpan.Zero };
        SafetyClassifier classifier = Build(TestAnalyzer.Word("house", TestAnalyzer.Rule, 0.9f));
        Assert.Equal(["OS1006", "OS9005"], classifier.ClassifyText("bring a knife to the house", none).Findings.Select(static f => f.Descriptor.Id));
        string late = new string('x', 9000) + " bring a knife";
        Assert.Equal(["OS9005"], classifier.ClassifyText(late, none).Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal(["OS1006"], classifier.ClassifyText(late, new ClassificationOptions { TimeBudget = TimeSpan.FromHours(1) }).Findings.Select(static f => f.Descriptor.Id));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClassificationOptions { TimeBudget = TimeSpan.FromTicks(-1) });
    }

    [Fact]
    public void Cancellation_stops_and_is_no_failure_of_an_analyzer()
    {
        using CancellationTokenSource cancelled = new();
        TestAnalyzer cancels = new(c => c.RegisterTextAction((in TextAnalysisContext t) =>
        {
            cancelled.Cancel();
            t.Options.CancellationToken.ThrowIfCancellationRequested();
        }));
        ClassificationOptions options = new() { CancellationToken = cancelled.Token };
        Assert.Throws<OperationCanceledException>(() => Build(cancels).ClassifyText("x", options));
        Assert.Throws<OperationCanceledException>(() => Build().ClassifyText("x", options));
        Assert.Equal(Build().ScoreText("bring a knife"), Build().ClassifyText("bring a knife").Scores); // the thread's buffers are whole
    }

    [Fact]
    public void Analyzers_are_timed_where_asked()
    {
        SafetyClassifier classifier = Build(TestAnalyzer.Word("house", TestAnalyzer.Rule, 0.9f));
        Assert.Empty(classifier.ClassifyText("x").AnalyzerTimings);
        Assert.Equal(["IndicatorAnalyzer", "TestAnalyzer"], classifier.ClassifyText("x", new ClassificationOptions { MeasureAnalyzers = true }).AnalyzerTimings.Select(static t => t.Analyzer));
    }

    [Fact]
    public void An_action_sees_what_the_engine_sees()
    {
        List<string> seen = [];
        TestAnalyzer analyzer = new(c => c.RegisterTextAction((in TextAnalysisContext t) =>
        {
            seen.Add(t.Text.Normalized.ToString());
            seen.Add(t.Text.Utf16.ToString());
            for (int i = 0; i < t.Text.MatchCount; i++)
            {
                LexiconMatch match = t.Text.GetMatch(i);
                seen.Add($"{match.Entry.Target} {t.Text.Normalized[match.Start..match.End]}");
            }

            seen.Add($"{t.Text.GetContext(ContextKind.Education)} {t.Text.Scores[Indicator.Weapons] > 0.1f}");
        }));
        Build(analyzer).ClassifyText("LESSON: Bring a knife");
        Assert.Equal(["lesson: bring a knife", "LESSON: Bring a knife", "context.education lesson", "weapons bring a knife", "2 True"], seen);
    }

    [Fact]
    public void Url_message_and_conversation_actions_report_in_their_place()
    {
        TestAnalyzer analyzer = new(
            static c =>
            {
                c.RegisterUrlAction(static (in UrlAnalysisContext u) => u.Report(TestAnalyzer.Rule, 8, u.Url.Length - 8, u.Scores[Indicator.Gambling]));
                c.RegisterMessageAction(static (in MessageAnalysisContext m) => m.Report(TestAnalyzer.Rule, 0, m.Text.Length, m.Sender == "A" && m.At is null ? 0.8f : 0));
                c.RegisterConversationAction(static (in ConversationAnalysisContext k) => k.Report(TestAnalyzer.Rule, 1, 1, k.MessageCount == 3 ? 0.7f : 0));
            }, TestAnalyzer.Rule);
        AnalysisDriver driver = new([analyzer]);
        ResolvedConfiguration configuration = Build(analyzer).Configuration;
        FindingCollector collector = new(configuration, new SuppressorSet([]), default);
        ScoreVector scores = default;
        scores[Indicator.Gambling] = 0.9f;
        collector.Raise(scores);
        driver.RunUrl("https://casino.example/", scores, collector);
        driver.RunMessage("A", null, "hello", scores, collector);
        driver.RunConversation(3, "A", "hello", scores, collector);
        ClassificationResult result = collector.ToResult(driver);
        Assert.Equal([(new TextSpan(0, 5), 0.8f), (new TextSpan(1, 1), 0.7f), (new TextSpan(8, 15), 0.9f)], result.Findings.Select(static f => (f.Span, f.Score)));
        Assert.Equal((Decision.Block, true), (result.Decision, result.IsFlagged(Indicator.Gambling)));
    }

    [Fact]
    public void What_analyzers_may_not_declare_is_refused_at_the_door()
    {
        FindingDescriptor taken = TestAnalyzer.Rule with { Id = "OS1006" };
        FindingDescriptor engine = TestAnalyzer.Rule with { Id = "OS9001" };
        Assert.Contains("OS1006", Assert.Throws<ArgumentException>(() => Build(TestAnalyzer.Word("x", taken, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("OS9001", Assert.Throws<ArgumentException>(() => Build(TestAnalyzer.Word("x", engine, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(static () => SafetyClassifier.CreateBuilder().AddAnalyzer(null!));
        Assert.Throws<ArgumentNullException>(static () => Build(new TestAnalyzer(static c => c.RegisterTextAction(null!))));
    }

    [Fact]
    public void Built_in_rules_never_fail() =>
        Property.Holds(Hostile.Utf16, 500, static text => Assert.DoesNotContain(
            SafetyClassifier.Default.ClassifyText(text, new ClassificationOptions { MinimumScore = 0, Profile = Profile.KeyStage1 }).Findings, static f => f.Descriptor == Taxonomy.AnalyzerFailed));

    private static SafetyClassifier Build(params SafetyAnalyzer[] analyzers) => Build("", analyzers);

    private static SafetyClassifier Build(string line, params SafetyAnalyzer[] analyzers)
    {
        SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(s_lexicon)
            .UseConfiguration(SafetyConfiguration.Parse("[*]\n" + line, "test", out _));
        foreach (SafetyAnalyzer analyzer in analyzers)
        {
            builder.AddAnalyzer(analyzer);
        }

        return builder.Build();
    }
}
