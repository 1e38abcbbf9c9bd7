using System.Collections.Immutable;
using OnlineSafety.Configuration;

namespace OnlineSafety.Tests.Configuration;

public sealed class ConfigurationParserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("[*]\nos_indicator.gambling.threshold = 0.6")]
    [InlineData("\uFEFF# comment\r\n; another\r\n\r\n[ks3]\r\nos_indicator.gambling.threshold=never # why\r\n")]
    [InlineData("[ks1, ks2/filtering]\nos_category.*.block_threshold = x2.5")]
    [InlineData("[ks1]\nos_category.*.filtering_threshold = x1")]
    [InlineData("[sixth-form/monitoring]\nos_rule.OS1008.surface = none")]
    [InlineData("[staff]\nos_indicator.self-harm.severity = critical")]
    [InlineData("[*]\nos_suppress.OSS0003 = off")]
    [InlineData("")]
    public void Right(string text)
    {
        SafetyConfiguration configuration = SafetyConfiguration.Parse(text, "x", out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(text.Contains('=', StringComparison.Ordinal) ? 1 : 0, configuration.Settings.Length);
    }

    [Theory]
    [InlineData("[*]\nos_indicator.gamblin.threshold = 0.6", "x(2): error: os_indicator.gamblin.threshold: is no key; did you mean 'os_indicator.gambling.threshold'?")]
    [InlineData("[*]\nos_indicator.gambling.treshold = 0.6", "x(2): error: os_indicator.gambling.treshold: is no key; did you mean 'os_indicator.gambling.threshold'?")]
    [InlineData("[*]\nos_category.content = 1", "x(2): error: os_category.content: is no key")]
    [InlineData("[*]\nzorble = 1", "x(2): error: zorble: is no key")]
    [InlineData("[*]\nos_indicator.gambling.threshold", "x(2): error: os_indicator.gambling.threshold: has no value; a line is 'key = value'")]
    [InlineData("[*]\nos_indicator.gambling.threshold =", "x(2): error: os_indicator.gambling.threshold: has no value; a line is 'key = value'")]
    [InlineData("[*]\n\nos_indicator.gambling.threshold = 1.5", "x(3): error: os_indicator.gambling.threshold: '1.5' is not a threshold: a probability above 0 and at most 1, 'never', or a factor of the odds from x0.01 to x100")]
    [InlineData("[*]\nos_indicator.gambling.threshold = 0", "'0' is not a threshold")]
    [InlineData("[*]\nos_indicator.gambling.threshold = -0.5", "'-0.5' is not a threshold")]
    [InlineData("[*]\nos_indicator.gambling.threshold = NaN", "'NaN' is not a threshold")]
    [InlineData("[*]\nos_indicator.gambling.threshold = 0,5", "'0,5' is not a threshold")]
    [InlineData("[*]\nos_indicator.gambling.threshold = x0", "'x0' is not a threshold")]
    [InlineData("[*]\nos_indicator.gambling.severity = hihg", "'hihg' is not a severity: low, medium, high or critical; did you mean 'high'?")]
    [InlineData("[*]\nos_indicator.gambling.severity = none", "'none' is not a severity")]
    [InlineData("[*]\nos_rule.OS1008.surface = filter", "'filter' is not a surface: all, filtering, monitoring or none")]
    [InlineData("[*]\nos_suppress.OSS0001 = no", "'no' is not 'on' or 'off'")]
    [InlineData("[ks3/monitoring]\nos_indicator.hate.block_threshold = 0.9", "only filtering blocks")]
    [InlineData("[ks3/monitoring]\nos_indicator.hate.filtering_threshold = x2", "only filtering has one; set it outside of '/monitoring'")]
    [InlineData("[*]\nos_indicator.hate.filter_threshold = x2", "is no key; did you mean 'os_indicator.hate.filtering_threshold'?")]
    [InlineData("[*]\nos_indicator.hate.filtering_threshold = x101", "'x101' is not a threshold")]
    [InlineData("os_indicator.gambling.threshold = 0.6", "x(1): error: os_indicator.gambling.threshold: stands before the first section")]
    [InlineData("[ks33]", "x(1): error: [ks33]: is no section")]
    [InlineData("[sixthform]", "did you mean 'sixth-form'?")]
    [InlineData("[ks3/all]", "is no section")]
    [InlineData("[ks3", "a section ends in ']'")]
    [InlineData("[]", "is no section")]
    [InlineData("include = other", "only a file can include another")]
    public void Wrong(string text, string message)
    {
        SafetyConfiguration.Parse(text, "x", out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        Assert.Contains(message, Assert.Single(diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_parsed_or_told_of() =>
        Property.Holds(Hostile.Utf16, 500, static text => SafetyConfiguration.Parse("[*]\n" + text, "x", out _));

    [Fact]
    public void What_is_included_comes_first_so_that_the_includer_wins()
    {
        Write("base.onlinesafety", "[*]\nos_indicator.gambling.threshold = 0.9\nos_indicator.scam.threshold = 0.9");
        string file = Write("school.onlinesafety", "include = base.onlinesafety\n[*]\nos_indicator.gambling.threshold = 0.6");
        ResolvedConfiguration resolved = Resolve(SafetyConfiguration.Load(file));
        Assert.Equal(0.6f, resolved.Flag(Profile.KeyStage3, Indicator.Gambling));
        Assert.Equal(0.9f, resolved.Flag(Profile.KeyStage3, Indicator.Scam));
        EffectiveSetting scam = resolved.GetSettings(Profile.KeyStage3, Surface.Filtering).Single(static s => s.Key == "os_indicator.scam.threshold");
        Assert.EndsWith("base.onlinesafety", scam.Source, StringComparison.Ordinal);
        Assert.Equal(3, scam.Line);
    }

    [Fact]
    public void Includes_that_come_round_are_told_with_their_course()
    {
        Write("a.onlinesafety", "include = b.onlinesafety");
        Write("b.onlinesafety", "# one\ninclude = c.onlinesafety");
        string file = Write("c.onlinesafety", "include = a.onlinesafety");
        SafetyConfiguration.Load(file, out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        ConfigurationDiagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal(2, diagnostic.Line);
        Assert.EndsWith("b.onlinesafety", diagnostic.Source, StringComparison.Ordinal);
        Assert.Equal("'c.onlinesafety' includes itself: c.onlinesafety -> a.onlinesafety -> b.onlinesafety -> c.onlinesafety", diagnostic.Message);
    }

    [Fact]
    public void The_same_file_may_be_included_twice_if_not_by_itself()
    {
        Write("base.onlinesafety", "[*]\nos_indicator.gambling.threshold = 0.9");
        Write("a.onlinesafety", "include = base.onlinesafety");
        string file = Write("b.onlinesafety", "include = a.onlinesafety\ninclude = base.onlinesafety");
        Assert.Equal(2, SafetyConfiguration.Load(file).Settings.Length);
    }

    [Fact]
    public void Files_that_include_each_other_many_times_are_read_a_bounded_number_of_times()
    {
        Write("15.onlinesafety", "[*]\nos_indicator.gambling.threshold = 0.9");
        for (int i = 14; i >= 0; i--)
        {
            Write($"{i}.onlinesafety", $"include = {i + 1}.onlinesafety\ninclude = {i + 1}.onlinesafety");
        }

        SafetyConfiguration.Load(Path.Combine(_folder, "0.onlinesafety"), out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        ConfigurationDiagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("include", 2), (diagnostic.Key, diagnostic.Line));
        Assert.Matches(@"[/\\]\d+\.onlinesafety$", diagnostic.Source);
        Assert.StartsWith("more than 256 files are included in all", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_files_as_a_trust_has_are_included()
    {
        for (int i = 0; i < 255; i++)
        {
            Write($"{i}.onlinesafety", "[*]\nos_indicator.gambling.threshold = 0.9");
        }

        string file = Write("all.onlinesafety", string.Join('\n', Enumerable.Range(0, 255).Select(static i => $"include = {i}.onlinesafety")));
        Assert.Equal(255, SafetyConfiguration.Load(file).Settings.Length);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_told_of()
    {
        Assert.ThrowsAny<IOException>(() => SafetyConfiguration.Load(Path.Combine(_folder, "none")));
        SafetyConfiguration.Load(Write("a.onlinesafety", "include = none.onlinesafety"), out ImmutableArray<ConfigurationDiagnostic> missing);
        Assert.Equal("there is no file 'none.onlinesafety' beside this one", Assert.Single(missing).Message);
        SafetyConfiguration.Load(Write("b.onlinesafety", "include = no\0ne"), out ImmutableArray<ConfigurationDiagnostic> impossible);
        Assert.Equal(("include", 1), (Assert.Single(impossible).Key, impossible[0].Line));
        string latin = Path.Combine(_folder, "latin.onlinesafety");
        File.WriteAllBytes(latin, [0x23, 0xFF]);
        Assert.Contains("is not UTF-8", Assert.Throws<ConfigurationFormatException>(() => SafetyConfiguration.Load(latin)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_a_megabyte_is_told_of_without_a_search_for_what_was_meant()
    {
        string junk = new('k', 1 << 20);
        SafetyConfiguration.Parse($"[*]\n{junk} = 1\n[{junk}]\n[*]\nos_indicator.scam.severity = {junk}", "x", out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        Assert.Equal([2, 3, 5], diagnostics.Select(static d => d.Line));
        Assert.DoesNotContain(diagnostics, static d => d.Message.Contains("did you mean", StringComparison.Ordinal));
    }

    [Fact]
    public void The_built_in_profiles_have_no_errors() => Assert.NotEmpty(SafetyConfiguration.BuiltIn.Settings);

    private static ResolvedConfiguration Resolve(SafetyConfiguration configuration) =>
        SafetyClassifier.CreateBuilder().WithoutBundle().UseConfiguration(configuration).Build().Configuration;

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
