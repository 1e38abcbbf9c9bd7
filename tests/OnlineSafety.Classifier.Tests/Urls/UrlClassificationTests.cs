using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Tests.Features;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

/// <summary>A URL from beginning to end. The model here is made by hand: hosts with "zorb" in their name are phishing.</summary>
public sealed partial class UrlClassificationTests
{
    private static readonly SafetyClassifier s_classifier = Build();

    [Theory]
    [InlineData("https://www.google.com/search?q=bring+a+knife&hl=en", 32, 13)]
    [InlineData("https://www.google.com/search?q=please%20bring%20a%20knife%20", 41, 17)]
    [InlineData("https://www.google.com/search?q=bring%0Aa%C2%A0knif%C3%A9", 32, 25)]
    [InlineData("bring a knife", 0, 13)]
    [InlineData("data:text/plain,bring%20a%20knife", 16, 17)]
    public void Risky_words_are_the_finding_with_their_place_in_the_URL(string url, int start, int length)
    {
        Finding finding = Assert.Single(s_classifier.ClassifyUrl(url).Findings);
        Assert.Equal(("OS1006", new TextSpan(start, length)), (finding.Descriptor.Id, finding.Span));
        Assert.NotEqual(Decision.Allow, s_classifier.DecideUrl(url));
    }

    [Theory]
    [InlineData("https://www.google.com/search?q=bring+a+fork")]
    [InlineData("https://school.example/search?q=bring+a+knife")]
    [InlineData("https://www.google.com/search?hl=bring+a+knife")]
    [InlineData("https://school.example/bring-a-knife")]
    [InlineData("school.example")]
    [InlineData("https://paypal.com/zorb")]
    [InlineData("")]
    [InlineData("javascript:bring a knife")]
    public void Others_have_none(string url)
    {
        Assert.Empty(s_classifier.ClassifyUrl(url).Findings);
        Assert.Equal(Decision.Allow, s_classifier.DecideUrl(url));
    }

    [Fact]
    public void The_model_finds_a_host_and_says_so()
    {
        ClassificationResult result = s_classifier.ClassifyUrl("http://zorb-paypa1.test/login");
        Finding finding = Assert.Single(result.Findings);
        Assert.Equal(("OS4002", new TextSpan(7, 16)), (finding.Descriptor.Id, finding.Span));
        Assert.Equal(["model", "paypal"], finding.Evidence.Select(static e => e.Name));
        Assert.Equal("lookalike:paypal", finding.Evidence[1].ToString());
        Assert.Equal(Severity.Medium, result.Severity);
        Assert.Equal(Decision.Allow, s_classifier.DecideUrl("http://school.test/login"));
    }

    [Fact]
    public void An_allowed_host_is_not_scored_but_its_words_are()
    {
        SafetyClassifier classifier = Build(HostList.Parse(new StringReader("zorb.test\ngoogle.com"), "x", "allow"));
        Assert.Equal(default, classifier.ScoreUrl("http://www.zorb.test/login"));
        Assert.Equal("OS1006", Assert.Single(classifier.ClassifyUrl("https://www.google.com/search?q=bring+a+knife").Findings).Descriptor.Id);
    }

    [Fact]
    public void Whose_services_all_use_is_not_guessed_about() => Assert.Equal(default, s_classifier.ScoreUrl("https://drive.google.com/zorb"));

    [Fact]
    public void An_address_has_the_base_rate() =>
        Assert.Equal(0.01f, s_classifier.ScoreUrl("http://192.0.2.1/zorb")[Indicator.Phishing], 1e-3f);

    [Fact]
    public void Any_string_is_classified_alike_three_ways() => Property.Holds(HostileUrls.Any, 2000, static url =>
    {
        foreach (ClassificationOptions options in new[] { new ClassificationOptions { MinimumScore = 0 }, new ClassificationOptions { Surface = Surface.Filtering, Profile = Profile.KeyStage1 } })
        {
            ClassificationResult result = s_classifier.ClassifyUrl(url, options);
            Assert.Equal(s_classifier.ScoreUrl(url), result.Scores);
            Assert.Equal(s_classifier.DecideUrl(url, options), result.Decision);
            foreach (Finding finding in result.Findings)
            {
                Assert.InRange(finding.Span.Start, 0, url.Length);
                Assert.InRange(finding.Span.End, finding.Span.Start, url.Length);
            }
        }
    });

    [Fact]
    public void Limits_hold()
    {
        string url = "https://www.google.com/search?q=bring+a+knife+bring+a+knife";
        Assert.Equal(["OS1006", "OS9001"], s_classifier.ClassifyUrl(url, new ClassificationOptions { MaxLength = 45 }).Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal(["OS1006", "OS9003"], s_classifier.ClassifyUrl(url, new ClassificationOptions { MaxFindings = 1 }).Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal(["OS9003"], s_classifier.ClassifyUrl("zorb.test", new ClassificationOptions { MaxFindings = 0 }).Findings.Select(static f => f.Descriptor.Id));
        Assert.Throws<ArgumentNullException>(static () => s_classifier.ClassifyUrl((string)null!));
    }

    [Fact]
    public void A_bundle_without_the_section_still_has_lists_and_words()
    {
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle()
            .AddHostList(HostList.Parse(new StringReader("bets.example"), "x", "gambling")).Build();
        Assert.Equal(Decision.Block, classifier.DecideUrl("bets.example"));
        Assert.Equal(default, classifier.ScoreUrl("zorb.test"));
    }

    [Fact]
    public void Scoring_and_deciding_allocate_nothing()
    {
        string[] urls =
        [
            "https://www.school.sch.uk/maths/year-8?page=2", "school.example", "http://zorb-paypa1.test/login", "http://0x7f.1/", "http://[::1]/",
            "https://xn--mller-kva.example/", "https://www.google.com/search?q=how%20do%20volcanoes%20work", "typed words", new string('a', 9000),
            "https://www.google.com/search?q=a+worksheet+on+the+zorble", "https://www.google.com/search?q=a+zorble",
            "http://bets.example/" + string.Concat(Enumerable.Repeat("a/", 4000)),
        ];
        SafetyClassifier classifier = Build(HostList.Parse(new StringReader("bets.example\nbets.example/a/b,allow"), "x", "gambling"));
        for (int i = 0; i < 3; i++)
        {
            All();
        }

        Assert.All(urls, url =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            classifier.ScoreUrl(url);
            long between = GC.GetAllocatedBytesForCurrentThread();
            classifier.DecideUrl(url);
            Assert.Equal((0, 0), (between - before, GC.GetAllocatedBytesForCurrentThread() - between));
        });

        void All()
        {
            foreach (string url in urls)
            {
                classifier.ScoreUrl(url);
                classifier.DecideUrl(url);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public void A_damaged_section_is_told_of(int length)
    {
        byte[] section = Section();
        Assert.Throws<InvalidDataException>(() => new UrlModel(section.AsMemory(0, length < 0 ? section.Length - 1 : length)));
        section[0] = 9;
        Assert.Throws<InvalidDataException>(() => new UrlModel(section));
    }

    private static SafetyClassifier Build(HostList? list = null, float threshold = 0.5f, Action<SafetyClassifierBuilder>? and = null)
    {
        string bundle = Path.GetTempFileName();
        Lexicon lexicon = Lexicon.Parse("bring a knife | weapons | 7\nzorble | weapons | 8\nzorbled | weapons | 8 | stance=directed", "x", out _);
        File.WriteAllBytes(bundle, Bundle.Write(new Dictionary<BundleSection, byte[]>
        {
            [BundleSection.Lexicon] = LexiconSection.Write(lexicon.Entries),
            [BundleSection.Urls] = Section(threshold),
        }));
        SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder().UseBundle(bundle);
        File.Delete(bundle);
        if (list is not null)
            builder.AddHostList(list);
        and?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>One feature weighs: the word "zorb".</summary>
    private static byte[] Section(float threshold = 0.5f)
    {
        const int Bits = 8;
        const int Phishing = 6;
        byte[] tags = new byte[1 << Bits];
        sbyte[] weights = new sbyte[(1 << Bits) * UrlTargets.Columns];
        HashList sink = new();
        HostFeatures.Extract(new HostView("zorb.test", isIp: false, PublicSuffixes.Default, new ulong[HostKeys.MaxLabels], new int[HostKeys.MaxLabels]), BrandList.Default, ref sink);
        uint word = sink.Hashes.Single(static h => h == HostFeatures.WordOf("zorb"));
        int row = LinearModel.RowOf(word, Bits);
        tags[row] = LinearModel.TagOf(word);
        weights[(row * UrlTargets.Columns) + Phishing] = LinearModel.MaxWeight;
        float[] scales = [.. Enumerable.Repeat(1f, UrlTargets.Columns)];
        byte[] part = UrlLinear.Write(Bits, scales, new float[UrlTargets.Columns], tags, weights);
        byte[] empty = UrlLinear.Write(1, scales, new float[UrlTargets.Columns], new byte[2], new sbyte[2 * UrlTargets.Columns]);
        return UrlModel.Write(
            [.. Enumerable.Repeat(new Calibration.Row(1, 1, -4, threshold), UrlTargets.Columns)], new UrlModel.RestStep[UrlTargets.Columns], part, empty);
    }
}
