using OnlineSafety.Configuration;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Tests.Configuration;

/// <summary>What is in force, without a bundle: every built-in threshold is one half at key stage 3.</summary>
public sealed class ResolvedConfigurationTests
{
    // The built-in factors for filtering.
    private const float Filtering = 3.1f;
    private const float Blocking = 2.333f;

    private static readonly Lexicon s_lexicon = Lexicon.Parse("zorble | gambling | 6\nblipple | profanity | 9\nfrunk | grooming | 6\nold scroll | misinformation | 9", "x", out _);

    [Theory]
    [InlineData(Profile.KeyStage1, 0.351f)]
    [InlineData(Profile.KeyStage2, 0.400f)]
    [InlineData(Profile.KeyStage3, 0.500f)]
    [InlineData(Profile.KeyStage4, 0.500f)]
    [InlineData(Profile.SixthForm, 0.600f)]
    [InlineData(Profile.Staff, 0.700f)]
    public void Built_in_profiles(Profile profile, float flag)
    {
        ResolvedConfiguration resolved = Build("").Configuration;
        Assert.Equal(flag, resolved.At(profile, Surface.Monitoring, (int)Indicator.Hate).Flag, 1e-3f);
        Assert.Equal(Times(Filtering, flag), resolved.At(profile, Surface.Filtering, (int)Indicator.Hate).Flag, 1e-3f);
        Assert.Equal(flag, resolved.Flag(profile, Indicator.Hate), 1e-3f); // of both surfaces the lower
        Assert.Equal(Times(Filtering * Blocking, flag), resolved.Block(profile, Indicator.Hate), 1e-3f);

        static float Times(float factor, float p) => factor * p / (1 - p + (factor * p));
    }

    [Theory]
    [InlineData("[*]\nos_indicator.gambling.threshold = 0.6", Profile.Staff, Surface.Monitoring, 0.6f)]
    [InlineData("[ks3]\nos_indicator.gambling.threshold = 0.6", Profile.KeyStage4, Surface.Monitoring, 0.5f)]
    [InlineData("[ks3, ks4]\nos_indicator.gambling.threshold = 0.6", Profile.KeyStage4, Surface.Monitoring, 0.6f)]
    [InlineData("[ks4/filtering]\nos_indicator.gambling.threshold = 0.6", Profile.KeyStage4, Surface.Filtering, 0.8230f)] // 3.1 times the odds
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = 0.6", Profile.KeyStage4, Surface.Filtering, 0.6f)]
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = 0.6", Profile.KeyStage4, Surface.Monitoring, 0.5f)]
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = x3", Profile.KeyStage4, Surface.Filtering, 0.75f)]
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = x3", Profile.KeyStage2, Surface.Filtering, 0.6667f)] // of the odds of the profile's own
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = x0.5", Profile.KeyStage4, Surface.All, 0.3333f)] // a filter may be the stricter one
    [InlineData("[*]\nos_category.*.filtering_threshold = x2.5\n[ks4]\nos_rule.OS4001.filtering_threshold = x1", Profile.KeyStage4, Surface.Filtering, 0.5f)] // later wins
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = never", Profile.KeyStage4, Surface.Filtering, 2f)]
    [InlineData("[*]\nos_indicator.gambling.filtering_threshold = never", Profile.KeyStage4, Surface.All, 0.5f)]
    [InlineData("[ks4]\nos_indicator.gambling.block_threshold = 0.6", Profile.KeyStage4, Surface.Filtering, 0.6f)] // a built-in line gives way: what blocks is flagged
    [InlineData("[ks4/filtering]\nos_indicator.gambling.threshold = 0.6", Profile.KeyStage4, Surface.Monitoring, 0.5f)]
    [InlineData("[ks4/filtering]\nos_indicator.gambling.threshold = 0.6", Profile.KeyStage4, Surface.All, 0.5f)] // the stricter of the two
    [InlineData("[*]\nos_category.commerce.threshold = 0.6", Profile.KeyStage3, Surface.Monitoring, 0.6f)]
    [InlineData("[*]\nos_category.commerce.threshold = 0.6\nos_indicator.gambling.threshold = 0.7", Profile.KeyStage3, Surface.Monitoring, 0.7f)]
    [InlineData("[*]\nos_indicator.gambling.threshold = 0.7\nos_category.commerce.threshold = 0.6", Profile.KeyStage3, Surface.Monitoring, 0.6f)] // later wins
    [InlineData("[ks3]\nos_indicator.gambling.threshold = 0.7\n[*]\nos_indicator.gambling.threshold = 0.6", Profile.KeyStage3, Surface.Monitoring, 0.6f)] // later wins
    [InlineData("[*]\nos_rule.OS4001.threshold = x3", Profile.KeyStage3, Surface.Monitoring, 0.75f)] // factors multiply odds
    [InlineData("[*]\nos_indicator.gambling.threshold = never", Profile.KeyStage3, Surface.Filtering, 2f)]
    public void Precedence(string text, Profile profile, Surface surface, float expected) =>
        Assert.Equal(expected, Build(text).Configuration.At(profile, surface, (int)Indicator.Gambling).Flag, 1e-4f);

    [Theory]
    [InlineData("os_indicator.grooming.threshold = never", "covers OS2001 grooming, a rule of an illegal class that nobody can switch off: a threshold of never lies above 0.7000, the highest allowed")]
    [InlineData("os_category.contact.threshold = 0.9", "covers OS2001 grooming")]
    [InlineData("os_category.*.threshold = never", "covers OS1003 extremism")]
    [InlineData("os_rule.OS2003.block_threshold = never", "covers OS2003 coercion")]
    [InlineData("os_rule.OS2003.filtering_threshold = never", "covers OS2003 coercion, a rule of an illegal class that nobody can switch off: a filtering threshold of never lies above 0.8785, the highest allowed")]
    [InlineData("os_category.*.filtering_threshold = x8", "covers OS1003 extremism, a rule of an illegal class that nobody can switch off: a filtering threshold of 0.8889 lies above 0.8785, the highest allowed")]
    [InlineData("os_indicator.hate.filtering_threshold = 0.99\nos_indicator.hate.block_threshold = 0.95", "OS1002 would block from 0.9500 but flag only from 0.9900", 3)]
    [InlineData("os_rule.OS2002.surface = none", "covers OS2002 exploitation, a rule of an illegal class that nobody can switch off: it applies to filtering")]
    [InlineData("os_rule.OS2002.surface = filtering", "it applies to monitoring")]
    [InlineData("os_rule.OS2001.severity = low", "its severity is at least critical")]
    [InlineData("os_rule.OS9001.surface = none", "OS9001 is a note of the engine's own and has no settings")]
    [InlineData("os_rule.OS108.surface = none", "there is no rule 'OS108'; did you mean 'OS1008'?")]
    [InlineData("os_suppress.OSS0033 = off", "there is no suppressor 'OSS0033'; did you mean 'OSS0003'?")]
    [InlineData("os_indicator.hate.block_threshold = 0.2", "OS1002 would block from 0.2000 but flag only from 0.3506")]
    public void What_may_not_be_set_starts_no_engine(string line, string message, int at = 2)
    {
        ConfigurationFormatException e = Assert.Throws<ConfigurationFormatException>(() => Build("[*]\n" + line));
        ConfigurationDiagnostic diagnostic = Assert.Single(e.Diagnostics);
        Assert.Equal(("test", at), (diagnostic.Source, diagnostic.Line));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("os_indicator.grooming.threshold = 0.3")] // stricter is allowed
    [InlineData("os_indicator.grooming.threshold = x2.333")] // and as loose as for staff
    [InlineData("os_indicator.grooming.filtering_threshold = x1")]
    [InlineData("os_indicator.grooming.filtering_threshold = 0.86")]
    [InlineData("os_rule.OS2002.severity = critical")]
    [InlineData("os_suppress.* = off")]
    public void Rules_of_illegal_classes_may_be_made_stricter(string line) => Assert.NotNull(Build("[*]\n" + line));

    [Fact]
    public void All_errors_come_at_once_those_of_single_lines_and_those_of_the_whole()
    {
        ConfigurationFormatException e = Assert.Throws<ConfigurationFormatException>(() =>
            Build("[*]\nos_indicator.gamblin.threshold = 0.6\nos_indicator.grooming.threshold = never\n[nobody]\n"));
        Assert.Equal([2, 3, 4], e.Diagnostics.Select(static d => d.Line));
        Assert.EndsWith("(and 2 more)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_change_decisions()
    {
        ClassificationOptions options = new() { Profile = Profile.KeyStage3, Surface = Surface.Filtering };
        Assert.Equal(Decision.Flag, Build("").ClassifyText("zorble", options with { Surface = Surface.Monitoring }).Decision);
        Assert.Equal(Decision.Allow, Build("").ClassifyText("zorble", options).Decision); // a filter asks for more
        Assert.Equal(Decision.Flag, Build("[*]\nos_category.*.filtering_threshold = x1").ClassifyText("zorble", options).Decision);
        Assert.Equal(Decision.Allow, Build("[*]\nos_indicator.gambling.threshold = 0.6").ClassifyText("zorble", options with { Surface = Surface.Monitoring }).Decision);
        Assert.Equal(Decision.Block, Build("[ks3]\nos_indicator.gambling.threshold = 0.4\nos_indicator.gambling.block_threshold = 0.45").ClassifyText("zorble", options).Decision);
        Assert.Equal(Decision.Flag, Build("[ks3/filtering]\nos_indicator.gambling.threshold = never").ClassifyText("zorble").Decision); // monitoring still flags
        Assert.Equal(Severity.High, Build("[*]\nos_rule.OS4001.severity = high").ClassifyText("zorble").Severity);
        Assert.Empty(Build("[*]\nos_rule.OS1008.surface = none").ClassifyText("old scroll").Findings);
        Assert.Equal(Decision.Flag, Build("[*]\nos_rule.OS1008.surface = monitoring").ClassifyText("old scroll", options with { Surface = Surface.Monitoring }).Decision);
    }

    [Fact]
    public void Scores_are_those_of_the_model_whatever_the_configuration() =>
        Assert.Equal(Build("").ScoreText("zorble frunk"), Build("[*]\nos_indicator.gambling.threshold = never\nos_suppress.* = off").ClassifyText("zorble frunk").Scores);

    [Fact]
    public void The_hash_is_of_what_is_in_force_not_of_how_it_is_written()
    {
        string once = Build("[*]\nos_indicator.gambling.threshold = 0.6").Configuration.Sha256;
        Assert.Equal(once, Build("# the same\n[*]\nos_category.commerce.threshold = x1\nos_indicator.gambling.threshold = 0.6\n[ks1]\nos_category.commerce.threshold=x0.54\n[ks2]\nos_category.commerce.threshold=x0.667\n[sixth-form]\nos_category.commerce.threshold=x1.5\n[staff]\nos_category.commerce.threshold=x2.333\n[*]\nos_indicator.gambling.threshold=0.6").Configuration.Sha256);
        Assert.NotEqual(once, Build("").Configuration.Sha256);
    }

    [Fact]
    public void Every_value_in_force_names_the_line_that_set_it()
    {
        ResolvedConfiguration resolved = Build("[ks3]\nos_indicator.gambling.threshold = 0.6").Configuration;
        Assert.Equal(new EffectiveSetting("os_indicator.gambling.threshold", "0.6000", "test", 2), Get(Surface.Filtering, "gambling.threshold"));
        Assert.Equal(("built-in.onlinesafety", "0.8230"), (Get(Surface.Filtering, "gambling.filtering_threshold").Source, Get(Surface.Filtering, "gambling.filtering_threshold").Value));
        Assert.DoesNotContain(resolved.GetSettings(Profile.KeyStage3, Surface.Monitoring), static s => s.Key.EndsWith("filtering_threshold", StringComparison.Ordinal));
        Assert.Equal("built-in.onlinesafety", Get(Surface.Filtering, "gambling.block_threshold").Source);
        Assert.Equal(new EffectiveSetting("os_indicator.gambling.severity", "low", "", 0), Get(Surface.Monitoring, "gambling.severity"));
        Assert.Equal("none", Get(Surface.Monitoring, "misinformation.surface").Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => resolved.GetSettings(Profile.KeyStage3, Surface.All));
        Assert.Throws<ArgumentOutOfRangeException>(() => resolved.GetSettings((Profile)9, Surface.Filtering));

        EffectiveSetting Get(Surface surface, string key) => resolved.GetSettings(Profile.KeyStage3, surface).Single(s => s.Key.EndsWith(key, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reload_that_fails_keeps_the_old_classifier_and_says_why()
    {
        string text = "";
        ReloadableClassifier reloadable = new(() => Build(text));
        SafetyClassifier first = reloadable.Current;
        text = "[*]\nos_indicator.grooming.threshold = never";
        Assert.False(reloadable.TryReload(out Exception? failure));
        Assert.Contains("test(2): error: os_indicator.grooming.threshold", failure.Message, StringComparison.Ordinal);
        Assert.Same(first, reloadable.Current);
        text = "[*]\nos_indicator.gambling.threshold = 0.6";
        Assert.True(reloadable.TryReload(out failure));
        Assert.Null(failure);
        Assert.Equal(Decision.Allow, reloadable.Current.ClassifyText("zorble").Decision);
        Assert.Throws<ConfigurationFormatException>(() => new ReloadableClassifier(() => Build("[x]")));
    }

    internal static SafetyClassifier Build(string text) => SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(s_lexicon)
        .UseConfiguration(SafetyConfiguration.Parse(text, "test", out _)).Build();
}
