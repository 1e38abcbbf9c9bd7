using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Tests;

/// <summary>The rule of docs/scoring.md, fact by fact.</summary>
public sealed class ScoringTests
{
    private const string Entries = """
        stab | threat | 4 | stem
        after school | context.time-place | 1
        bring a knife | weapons | 6
        knife | weapons | 3
        blade | weapons | 2
        drop dead | threat | 6
        drop dead gorgeous | context.idiom | 3
        macbeth | context.literature | 4
        i want to die | self-harm | 7 | stance=disclosure
        never | context.negation | 1
        watch your back | threat | 7 | stance=directed severity=high
        old scroll | misinformation | 9
        """;

    private static readonly SafetyClassifier s_classifier =
        SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(Lexicon.Parse(Entries, "x", out _)).Build();

    [Theory]
    [InlineData("nothing at all", Indicator.Threat, -6.0)]
    [InlineData("stab", Indicator.Threat, -2.0)]
    [InlineData("stab stab stabbing", Indicator.Threat, -2.0)] // repeats count once
    [InlineData("knife and blade", Indicator.Weapons, -6.0 + 3 + (2 * 0.75))] // the second counts three quarters
    [InlineData("bring a knife", Indicator.Weapons, 0.0)] // the phrase inside it does not count again
    [InlineData("drop dead", Indicator.Threat, 0.0)]
    [InlineData("drop dead gorgeous", Indicator.Threat, -6.0)] // a longer idiom shields
    [InlineData("macbeth has a knife", Indicator.Weapons, -6.0 + 3 - 2.8)] // 70% of the context's weight
    [InlineData("macbeth: i want to die", Indicator.SelfHarm, 1.0)] // a disclosure is never lowered
    [InlineData("i would never stab", Indicator.Threat, -6.0 + 1.6)] // negation leaves two fifths
    [InlineData("i would never stab. i will stab", Indicator.Threat, -2.0)] // the heaviest of its places counts
    [InlineData("never. stab", Indicator.Threat, -2.0)] // not across a sentence
    [InlineData("$tab", Indicator.Threat, -6.0 + 4.5)] // disguise adds half a logit
    public void Logits(string text, Indicator indicator, double logit)
    {
        float expected = (float)(1 / (1 + Math.Exp(-logit)));
        Assert.Equal(expected, s_classifier.ScoreText(text)[indicator], 2e-4f);
        Assert.Equal(s_classifier.ScoreText(text), s_classifier.ClassifyText(text).Scores);
    }

    [Fact]
    public void A_category_is_its_highest_indicator()
    {
        ScoreVector scores = s_classifier.ScoreText("bring a knife, stab");
        Assert.Equal(scores[Indicator.Weapons], scores[RiskCategory.Content]);
        Assert.Equal(scores[Indicator.Threat], scores[RiskCategory.Conduct]);
    }

    [Fact]
    public void Context_that_takes_a_score_below_the_threshold_suppresses_visibly()
    {
        Finding finding = Assert.Single(s_classifier.ClassifyText("macbeth: bring a knife").Findings);
        Assert.True(finding.IsSuppressed);
        Assert.Contains(finding.Evidence, static e => e is { Kind: EvidenceKind.Context, Name: "literature", Weight: < 0 });
        Assert.Equal(Decision.Allow, s_classifier.ClassifyText("macbeth: bring a knife").Decision);
    }

    [Theory]
    [InlineData("watch your back", Severity.High)]
    [InlineData("watch your back after school", Severity.Critical)]
    public void Directness_raises_severity(string text, Severity expected) => Assert.Equal(expected, s_classifier.ClassifyText(text).Severity);

    [Theory]
    [InlineData(Profile.KeyStage1, Decision.Flag)]
    [InlineData(Profile.KeyStage3, Decision.Flag)]
    [InlineData(Profile.SixthForm, Decision.Allow)]
    [InlineData(Profile.Staff, Decision.Allow)]
    public void Profiles_set_thresholds(Profile profile, Decision expected) =>
        Assert.Equal(expected, s_classifier.ClassifyText("bring a knife", new ClassificationOptions { Profile = profile }).Decision);

    [Theory]
    [InlineData(Surface.Filtering, Decision.Block)]
    [InlineData(Surface.Monitoring, Decision.Allow)] // misinformation is a concern of filtering
    public void Surfaces_choose_rules(Surface surface, Decision expected) =>
        Assert.Equal(expected, s_classifier.ClassifyText("old scroll", new ClassificationOptions { Surface = surface }).Decision);

    [Fact]
    public void A_long_text_is_its_worst_segment()
    {
        string page = string.Concat(Enumerable.Repeat("knife blade lorem ipsum dolor. ", 3000));
        Assert.Equal(s_classifier.ScoreText("knife blade"), s_classifier.ScoreText(page));
    }

    [Theory]
    [InlineData(4085)]
    [InlineData(4090)]
    [InlineData(4096)]
    [InlineData(4100)]
    [InlineData(8190)]
    [InlineData(12288)]
    public void A_phrase_across_a_cut_is_found_once_in_place(int at)
    {
        string text = new string('x', at - 1) + " bring a knife " + new string('y', 9000);
        Finding finding = Assert.Single(s_classifier.ClassifyText(text).Findings);
        Assert.Equal(new TextSpan(at, 13), finding.Span);
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text.Replace('x', 'é'));
        Assert.Equal(new TextSpan(at + at - 1, 13), Assert.Single(s_classifier.ClassifyText(utf8).Findings).Span);
    }

    [Fact]
    public void The_engine_tells_of_cut_and_undecodable_input()
    {
        ClassificationResult cut = s_classifier.ClassifyText("bring a knife bring a knife", new ClassificationOptions { MaxLength = 13 });
        Assert.Equal(["OS1006", "OS9001"], cut.Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal(["OS9002"], s_classifier.ClassifyText([0x61, 0xFF, 0x62]).Findings.Select(static f => f.Descriptor.Id));
        Finding half = Assert.Single(s_classifier.ClassifyText("hello 😀 all", new ClassificationOptions { MaxLength = 7 }).Findings);
        Assert.Equal(("OS9001", new TextSpan(6, 0)), (half.Descriptor.Id, half.Span)); // before the emoji, not in the midst of it
        ClassificationResult many = s_classifier.ClassifyText("bring a knife. bring a knife.", new ClassificationOptions { MaxFindings = 1 });
        Assert.Equal(["OS1006", "OS9003"], many.Findings.Select(static f => f.Descriptor.Id));
        Assert.Equal(Severity.High, s_classifier.ClassifyText("watch your back", new ClassificationOptions { MaxFindings = 0 }).Severity);
    }

    [Fact]
    public void Any_input_is_classified_and_findings_lie_inside_it() =>
        Property.Holds(Hostile.Utf16, 1000, static text =>
        {
            foreach (Finding finding in SafetyClassifier.Default.ClassifyText(text, new ClassificationOptions { MinimumScore = 0 }).Findings)
            {
                Assert.InRange(finding.Span.Start, 0, text.Length);
                Assert.InRange(finding.Span.End, finding.Span.Start, text.Length);
            }
        });

    [Fact]
    public void A_score_does_not_depend_on_what_was_scored_before()
    {
        ScoreVector empty = SafetyClassifier.Default.ScoreText("");
        SafetyClassifier.Default.ScoreText("k1ll y0ur$elf");
        Assert.Equal(empty, SafetyClassifier.Default.ScoreText(""));
        Assert.Equal(empty, SafetyClassifier.Default.ScoreText("\u200b"));
    }

    [Fact]
    public void Findings_are_in_the_order_of_their_place() =>
        Assert.All(new[] { "fuck off. hey how old r u, dont tell ur mum", "im gonna stab u after school, free robux no verification" }, static text =>
        {
            int[] starts = [.. SafetyClassifier.Default.ClassifyText(text, new ClassificationOptions { MinimumScore = 0 }).Findings.Select(static f => f.Span.Start)];
            Assert.Equal(starts.Order(), starts);
        });

    [Fact]
    public void A_phrase_that_the_lexicons_rule_flags_is_flagged_by_the_model_too()
    {
        Lexicon lexicon = Lexicon.Parse(string.Join('\n', Taxonomy.Descriptors.Select(static d => $"zorble{d.Id} | {d.IndicatorId} | 6")), "x", out _);
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().AddLexicon(lexicon)
            .UseConfiguration(SafetyConfiguration.Parse("[*]\nos_category.*.filtering_threshold = x1", "x", out _)).Build(); // by itself a filter asks for more
        Assert.All(Taxonomy.Descriptors.Where(static d => d.Indicator != Indicator.Profanity), d =>
            Assert.NotEqual(Decision.Allow, classifier.ClassifyText($"a zorble{d.Id} here").Decision));
    }

    [Fact]
    public void Options_are_checked_at_the_door()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClassificationOptions { MinimumScore = 1.5f });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClassificationOptions { MinimumScore = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClassificationOptions { Surface = (Surface)4 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClassificationOptions { MaxFindings = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ClassificationOptions { MaxLength = -1 });
        Assert.Throws<ArgumentNullException>(static () => s_classifier.ClassifyText((string)null!));
        Assert.Throws<ArgumentOutOfRangeException>(static () => default(ScoreVector)[(Indicator)24]);
        Assert.Equal(new ClassificationOptions(), default);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        string[] texts = ["a clean text about the weather", "k1ll y0ur$elf", "bring a knife after school", new string('k', 20_000)];
        byte[][] utf8 = [.. texts.Select(System.Text.Encoding.UTF8.GetBytes)];
        for (int i = 0; i < 3; i++)
        {
            ScoreAll(texts, utf8);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        ScoreAll(texts, utf8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Threads_share_a_classifier()
    {
        ScoreVector expected = s_classifier.ScoreText("bring a knife after school");
        Parallel.For(0, 2000, _ => Assert.Equal(expected, s_classifier.ScoreText("bring a knife after school")));
    }

    private static void ScoreAll(string[] texts, byte[][] utf8)
    {
        for (int i = 0; i < texts.Length; i++)
        {
            s_classifier.ScoreText(texts[i]);
            s_classifier.ScoreText(utf8[i]);
            SafetyClassifier.Default.ScoreText(texts[i]);
        }
    }
}
