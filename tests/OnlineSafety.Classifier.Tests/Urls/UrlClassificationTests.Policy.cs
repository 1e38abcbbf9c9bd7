using FsCheck.Fluent;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Tests.Analysis;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

/// <summary>Configuration, analyzers and suppressors hold for URLs as for texts.</summary>
public sealed partial class UrlClassificationTests
{
    private const string Phish = "http://zorb-paypa1.test/login";
    private const string Worksheet = "https://www.google.com/search?q=a+worksheet+on+the+zorble";
    private const string Zorble = "https://www.google.com/search?q=a+zorble";

    [Theory]
    [InlineData("", Decision.Block, Severity.Medium)]
    [InlineData("os_indicator.phishing.threshold = never", Decision.Allow, Severity.None)]
    [InlineData("os_category.commerce.block_threshold = never", Decision.Flag, Severity.Medium)]
    [InlineData("os_rule.OS4002.surface = none", Decision.Allow, Severity.None)]
    [InlineData("os_rule.OS4002.surface = monitoring", Decision.Flag, Severity.Medium)]
    [InlineData("os_rule.OS4002.severity = critical", Decision.Block, Severity.Critical)]
    public void A_line_holds_for_the_model_of_hosts(string line, Decision decision, Severity severity)
    {
        SafetyClassifier classifier = Configured(line);
        ClassificationResult result = classifier.ClassifyUrl(Phish);
        Assert.Equal((decision, severity, decision != Decision.Allow), (result.Decision, result.Severity, result.IsFlagged(Indicator.Phishing)));
        Assert.Equal(decision, classifier.DecideUrl(Phish));
        Assert.Equal(s_classifier.ClassifyUrl(Phish).Scores, result.Scores);
    }

    [Theory]
    [InlineData("", "0.5000", "0.9000", "0.9545")]
    [InlineData("os_indicator.phishing.threshold = x0.5", "0.3333", "0.8182", "0.9130")] // of the host model's own odds
    [InlineData("os_indicator.phishing.threshold = 0.7", "0.7000", "0.7000", "0.8448")] // a probability is one
    [InlineData("os_indicator.phishing.block_threshold = 0.8", "0.5000", "0.9000", "0.9000")] // right for text; hosts block where they flag
    public void Hosts_have_thresholds_of_their_own(string line, string text, string host, string block)
    {
        ResolvedConfiguration configuration = Configured(line, threshold: 0.9f).Configuration;
        string Value(string key) => configuration.GetSettings(Profile.KeyStage3, Surface.Filtering).Single(s => s.Key == "os_indicator.phishing." + key).Value;
        Assert.Equal((text, host, block), (Value("threshold"), Value("host_threshold"), Value("host_block_threshold")));
        Assert.NotEqual(Configured(line).Configuration.Sha256, configuration.Sha256);
        Assert.DoesNotContain(configuration.GetSettings(Profile.KeyStage3, Surface.Filtering), static s => s.Key == "os_indicator.bullying.host_threshold");
    }

    [Theory]
    [InlineData("", Profile.KeyStage4, Decision.Block)]
    [InlineData("", Profile.SixthForm, Decision.Allow)]
    [InlineData("os_rule.OS2101.surface = filtering", Profile.Staff, Decision.Block)]
    [InlineData("os_rule.OS2101.surface = none", Profile.KeyStage1, Decision.Allow)]
    [InlineData("os_rule.OS2101.threshold = never", Profile.KeyStage1, Decision.Allow)]
    [InlineData("os_rule.OS2101.block_threshold = never", Profile.KeyStage1, Decision.Flag)]
    public void A_line_holds_for_dating_sites(string line, Profile profile, Decision decision)
    {
        SafetyClassifier classifier = Configured(line, HostList.Parse(new StringReader("dates.example"), "x", "dating"));
        ClassificationOptions options = new() { Profile = profile };
        Assert.Equal(decision, classifier.DecideUrl("dates.example", options));
        ClassificationResult result = classifier.ClassifyUrl("dates.example", options);
        Assert.Equal(decision, result.Decision);
        Assert.Equal(decision == Decision.Allow ? [] : ["OS2101"], result.Findings.Where(static f => f.Severity > Severity.None && f.Score >= f.Threshold).Select(static f => f.Descriptor.Id));
    }

    [Fact]
    public void A_suppressor_lowers_the_words_of_a_search_and_the_filter_lets_it_through()
    {
        ClassificationResult result = s_classifier.ClassifyUrl(Worksheet);
        Finding finding = Assert.Single(result.Findings);
        Assert.Equal((true, "OSS0001", new TextSpan(51, 6)), (finding.IsSuppressed, finding.SuppressedBy?.Id, finding.Span));
        Assert.Equal((Decision.Allow, Severity.None), (result.Decision, result.Severity));
        Assert.Equal(s_classifier.ScoreUrl(Worksheet), result.Scores);
        Assert.Equal(Decision.Allow, s_classifier.DecideUrl(Worksheet));
        Assert.NotEqual(Decision.Allow, s_classifier.DecideUrl(Zorble));
        Assert.NotEqual(Decision.Allow, s_classifier.DecideUrl(Worksheet + "d")); // the phrase is aimed at somebody
        Assert.NotEqual(Decision.Allow, Configured("os_suppress.OSS0001 = off").DecideUrl(Worksheet));
    }

    [Fact]
    public void Deciding_agrees_with_classifying_whatever_is_configured() => Property.Holds(
        from words in Gen.Elements("a", "worksheet", "on", "zorble", "zorbled", "bring a knife", "dm me", "leaflet", "chapter", "%22", "linux").ListOf()
        from host in Gen.Elements("", "https://www.google.com/search?q=", "http://zorb.test/search?q=", "dates.example", "bets.example/")
        from line in Gen.Elements("", "os_category.*.threshold = x0.3", "os_category.*.threshold = x2", "os_category.*.block_threshold = x1", "os_suppress.* = off", "os_indicator.weapons.surface = none", "os_indicator.phishing.threshold = never")
        from profile in Gen.Elements(Enum.GetValues<Profile>())
        from surface in Gen.Elements(Surface.All, Surface.Filtering, Surface.Monitoring, Surface.None)
        select (Url: host + string.Join('+', words), line, new ClassificationOptions { Profile = profile, Surface = surface }), 500, static c =>
        {
            SafetyClassifier classifier = Configured(c.line, HostList.Parse(new StringReader("dates.example,dating\nbets.example,gambling"), "x", "gambling"));
            Assert.Equal(classifier.ClassifyUrl(c.Url, c.Item3).Decision, classifier.DecideUrl(c.Url, c.Item3));
        });

    [Fact]
    public void An_analyzer_that_throws_is_told_of_and_the_rest_of_the_URL_is_classified()
    {
        TestAnalyzer broken = new(static c =>
        {
            c.RegisterUrlAction(static (in UrlAnalysisContext u) => throw new InvalidOperationException(u.Url.ToString()));
            c.RegisterTextAction(static (in TextAnalysisContext t) => throw new InvalidOperationException(t.Text.Utf16.ToString()));
        });
        SafetyClassifier classifier = Build(and: b => b.AddAnalyzer(broken));
        ClassificationResult result = classifier.ClassifyUrl("http://zorb.test/?q=x");
        Assert.Equal(["OS4002", "OS9004"], result.Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal("analyzer:TestAnalyzer InvalidOperationException 0", Assert.Single(result.Findings[1].Evidence).ToString());
        Assert.Equal(["OS1006", "OS9004"], classifier.ClassifyUrl(Zorble).Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal((Decision.Block, Decision.Allow), (classifier.DecideUrl(Phish), classifier.DecideUrl("school.example")));
    }

    [Fact]
    public void Actions_see_the_URL_and_the_words_in_it_and_their_findings_decide()
    {
        List<string> seen = [];
        TestAnalyzer url = new(
            c => c.RegisterUrlAction((in UrlAnalysisContext u) =>
            {
                seen.Add($"{u.Url} {u.Scores[Indicator.Weapons] > 0.5f}");
                if (u.Url.Contains("house", StringComparison.Ordinal))
                    u.Report(TestAnalyzer.Rule, 0, u.Url.Length, 0.9f);
            }), TestAnalyzer.Rule);
        SafetyClassifier classifier = Build(and: b => b.AddAnalyzer(url));
        Assert.Equal((Decision.Block, Decision.Allow), (classifier.DecideUrl("house.example"), classifier.DecideUrl("school.example")));
        classifier.ClassifyUrl(Zorble);
        Assert.Equal(["house.example False", "school.example False", Zorble + " True"], seen);

        SafetyClassifier words = Build(and: static b => b.AddAnalyzer(TestAnalyzer.Word("house", TestAnalyzer.Rule, 0.9f)));
        string search = "https://www.google.com/search?q=the%20ho%75se+is";
        Finding finding = Assert.Single(words.ClassifyUrl(search).Findings);
        Assert.Equal("ho%75se", search.Substring(finding.Span.Start, finding.Span.Length));
        Assert.Equal(Decision.Block, words.DecideUrl(search));
        Assert.Equal(Decision.Allow, words.DecideUrl("house.example"));
    }

    [Fact]
    public void Limits_of_time_hold_for_URLs()
    {
        SafetyClassifier classifier = Build(and: static b => b.AddAnalyzer(TestAnalyzer.Word("zorble", TestAnalyzer.Rule, 0.9f)));
        Assert.Equal(["OS1006", "OS9005"], classifier.ClassifyUrl(Zorble, new ClassificationOptions { TimeBudget = TimeSpan.Zero }).Findings.Select(static f => f.Descriptor.Id));
        ClassificationOptions cancelled = new() { CancellationToken = new CancellationToken(canceled: true) };
        foreach (string url in new[] { Zorble, "school.example" })
        {
            Assert.Throws<OperationCanceledException>(() => s_classifier.ClassifyUrl(url, cancelled));
            Assert.Throws<OperationCanceledException>(() => s_classifier.DecideUrl(url, cancelled));
        }
    }

    private static SafetyClassifier Configured(string line, HostList? list = null, float threshold = 0.5f) =>
        Build(list, threshold, b => b.UseConfiguration(SafetyConfiguration.Parse("[*]\n" + line, "test", out _)));
}
