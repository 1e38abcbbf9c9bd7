using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Suppression;

namespace OnlineSafety.Tests.Suppression;

public sealed class SuppressorTests
{
    // "zorble" is a phrase of each indicator that is flagged by a little whatever the lexicon's own rule takes off for context;
    // what is asked here is what suppressors make of it.
    private static readonly Lexicon s_lexicon = Lexicon.Parse("""
        zorble | weapons | 8
        zorbled | weapons | 8 | stance=directed
        zorble | self-harm | 8
        zorble | grooming | 8
        zorble | sexting | 8
        gronk | threat | 8
        splat | context.gaming | 1
        boss fight | context.gaming | 1
        headline | context.news | 1
        said that | context.quotation | 1
        you there | context.second-person | 1
        hereby | context.intent | 1
        """, "x", out _);

    private static readonly SafetyClassifier s_classifier = Build("");

    [Theory]
    [InlineData("a worksheet on the zorble", Indicator.Weapons, "OSS0001")]
    [InlineData("a zorble", Indicator.Weapons, null)]
    [InlineData("a worksheet on the zorble, you there", Indicator.Weapons, null)] // aimed at somebody
    [InlineData("a worksheet on the zorble, hereby", Indicator.Weapons, null)] // intended
    [InlineData("a worksheet on the zorble, dm me", Indicator.Weapons, null)] // offered
    [InlineData("a worksheet: they zorbled", Indicator.Weapons, null)] // the phrase itself is aimed
    [InlineData("a networksheet on the zorble", Indicator.Weapons, null)] // no word starts with a cue
    [InlineData("a worksheet on my zorble", Indicator.Weapons, null)] // speaks of themselves
    [InlineData("chapter 4: the zorble", Indicator.Weapons, "OSS0003")]
    [InlineData("splat, gronk, boss fight, mine", Indicator.Threat, null)]
    [InlineData("homework, zorble", Indicator.Weapons, null)] // on a zorble or with one
    [InlineData("homework on the zorble", Indicator.Weapons, "OSS0001")]
    [InlineData("the council zorble", Indicator.Weapons, null)]
    [InlineData("a leaflet on the zorble: how to find a trusted adult", Indicator.Weapons, "OSS0004")]
    [InlineData("he said that \"zorble\" word", Indicator.Weapons, "OSS0007")]
    [InlineData("he said that zorble \"word\"", Indicator.Weapons, null)]
    [InlineData("splat, gronk, boss fight", Indicator.Threat, "OSS0008")]
    [InlineData("zorble on linux", Indicator.Weapons, "OSS0010")]
    [InlineData("train times to zorble", Indicator.Weapons, "OSS0011")]
    public void Applies(string text, Indicator indicator, string? suppressor)
    {
        Finding[] findings = [.. s_classifier.ClassifyText(text).Findings.Where(f => f.Descriptor.Indicator == indicator)];
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal(suppressor, f.SuppressedBy?.Id));
        Assert.Equal(suppressor is null, s_classifier.ClassifyText(text).IsFlagged(indicator));
    }

    [Fact]
    public void A_suppressed_finding_stays_with_the_score_before_and_after_and_the_reason()
    {
        ClassificationResult result = s_classifier.ClassifyText("splat, gronk, boss fight");
        Finding finding = Assert.Single(result.Findings);
        Assert.Equal((true, "OSS0008"), (finding.IsSuppressed, finding.SuppressedBy?.Id));
        Assert.True(finding.ScoreBefore >= 0.5f && finding.Score < 0.5f);
        Assert.Equal(finding.ScoreBefore, result.Scores[Indicator.Threat]); // scores are before suppression
        Assert.Equal(s_classifier.ScoreText("splat, gronk, boss fight"), result.Scores);
        Assert.Equal("suppressor:OSS0008 play -2.5", finding.Evidence[^1].ToString());
        Assert.Equal((Decision.Allow, Severity.None), (result.Decision, result.Severity));
    }

    [Theory]
    [InlineData(Indicator.Grooming, "a worksheet on the zorble")] // an illegal class
    [InlineData(Indicator.SelfHarm, "a worksheet on the zorble, and I")] // may be a disclosure
    [InlineData(Indicator.SelfHarm, "my worksheet: zorble")]
    public void Never_suppressed(Indicator indicator, string text) => Assert.True(s_classifier.ClassifyText(text).IsFlagged(indicator));

    [Fact]
    public void Self_harm_in_a_lesson_is_suppressed_where_nobody_speaks_of_themselves() =>
        Assert.False(s_classifier.ClassifyText("a worksheet on the zorble").IsFlagged(Indicator.SelfHarm));

    [Theory]
    [InlineData("[*]\nos_suppress.OSS0001 = off", Surface.Filtering, true)]
    [InlineData("[*]\nos_suppress.* = off\nos_suppress.OSS0001 = on", Surface.Filtering, false)]
    [InlineData("[ks3/monitoring]\nos_suppress.OSS0001 = off", Surface.Filtering, false)]
    [InlineData("[ks3/monitoring]\nos_suppress.OSS0001 = off", Surface.Monitoring, true)]
    [InlineData("[ks3/monitoring]\nos_suppress.OSS0001 = off", Surface.All, true)] // on for both or not at all
    [InlineData("[ks4]\nos_suppress.OSS0001 = off", Surface.All, false)]
    public void Suppressors_are_switched_by_configuration(string text, Surface surface, bool flagged) =>
        Assert.Equal(flagged, Build(text).ClassifyText("a worksheet on the zorble", new ClassificationOptions { Surface = surface }).IsFlagged(Indicator.Weapons));

    [Fact]
    public void Another_part_of_a_long_text_is_not_suppressed() =>
        Assert.True(s_classifier.ClassifyText("a worksheet on the zorble" + new string(' ', 1) + string.Concat(Enumerable.Repeat("lorem ", 2000)) + "zorble").IsFlagged(Indicator.Weapons));

    [Fact]
    public void A_suppressor_of_ones_own_is_asked_and_one_that_throws_is_told_of()
    {
        TestSuppressor own = new("ACMES1", 9, static (in AnalyzedText text, Indicator _) => text.Normalized.Contains("museum", StringComparison.Ordinal), Indicator.Weapons);
        TestSuppressor broken = new("ACMES2", 10, static (in AnalyzedText _, Indicator _) => throw new InvalidOperationException(), Indicator.Weapons);
        Finding[] findings = [.. Build("", own, broken).ClassifyText("the museum of the zorble").Findings];
        Assert.Equal("ACMES1", findings.Single(static f => f.Descriptor.Indicator == Indicator.Weapons).SuppressedBy?.Id);
        Assert.Equal("analyzer:TestSuppressor InvalidOperationException 0", findings.Single(static f => f.Descriptor == Taxonomy.AnalyzerFailed).Evidence[0].ToString());
        Assert.True(Build("", own).ClassifyText("the town of the zorbled").IsFlagged(Indicator.Weapons));
    }

    [Fact]
    public void What_suppressors_may_not_declare_is_refused_at_the_door()
    {
        static void Refused(string message, params SafetySuppressor[] suppressors) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => Build("", suppressors)).Message, StringComparison.Ordinal);
        Refused("ACMES1 names OS2001 grooming, a rule of an illegal class that nobody can suppress", new TestSuppressor("ACMES1", 1, null, Indicator.Grooming));
        Refused("ACMES1 lowers by 0", new TestSuppressor("ACMES1", 0, null, Indicator.Hate));
        Refused("ACMES1 lowers by NaN", new TestSuppressor("ACMES1", float.NaN, null, Indicator.Hate));
        Refused("Two suppressors are called OSS0001", new TestSuppressor("OSS0001", 1, null, Indicator.Hate));
        Refused("at most 64", [.. Enumerable.Range(0, 64).Select(static i => new TestSuppressor($"ACMES{i}", 1, null, Indicator.Hate))]);
    }

    [Fact]
    public void Built_in_suppressors_say_why_and_name_no_illegal_class() => Assert.All(s_classifier.Suppressors, static s =>
    {
        Assert.Matches("^OSS00[0-9]{2}$", s.Id);
        Assert.EndsWith(".", s.Reason, StringComparison.Ordinal);
        Assert.All(s.Indicators, static i => Assert.True(Taxonomy.GetDescriptor(i).IsConfigurable));
    });

    [Fact]
    public void Suppression_lowers_and_never_raises() =>
        Property.Holds(Hostile.Utf16, 300, static text =>
        {
            foreach (Finding finding in SafetyClassifier.Default.ClassifyText("chapter pshe helpline " + text, new ClassificationOptions { Profile = Profile.KeyStage1, MinimumScore = 0 }).Findings)
            {
                Assert.True(finding.SuppressedBy is null ? finding.Score <= 1 : finding.Score <= finding.ScoreBefore);
            }
        });

    [Fact]
    public void Asking_suppressors_allocates_nothing()
    {
        SafetyClassifier silent = Build("[*]\nos_suppress.* = off");
        const string Text = "zorble, gronk, \"quoted\" and nothing that explains it";
        Assert.Equal(Allocated(silent), Allocated(s_classifier));

        static long Allocated(SafetyClassifier classifier)
        {
            classifier.ClassifyText(Text);
            classifier.ClassifyText(Text);
            long before = GC.GetAllocatedBytesForCurrentThread();
            classifier.ClassifyText(Text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static SafetyClassifier Build(string configuration, params SafetySuppressor[] suppressors)
    {
        SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(s_lexicon).UseConfiguration(SafetyConfiguration.Parse(configuration, "test", out _));
        foreach (SafetySuppressor suppressor in suppressors)
        {
            builder.AddSuppressor(suppressor);
        }

        return builder.Build();
    }

    private delegate bool Asked(in AnalyzedText text, Indicator indicator);

    private sealed class TestSuppressor(string id, float lowering, Asked? applies, Indicator indicator) : SafetySuppressor
    {
        public override SuppressorDescriptor Descriptor { get; } = new() { Id = id, Title = "test", Reason = "Test.", Indicators = [indicator], Lowering = lowering };

        public override bool Applies(in AnalyzedText text, Indicator indicator) => applies!(text, indicator);
    }
}
