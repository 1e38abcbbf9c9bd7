using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

public sealed class LexiconTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_repositorys_lexicon_has_no_errors_and_covers_every_indicator()
    {
        Command run = CommandLine.Run("lexicon", "check", "data/lexicons");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Dictionary<string, int> counts = run.Lines.ToDictionary(static l => l.Split(' ')[0], static l => int.Parse(l.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(Taxonomy.Descriptors, d => Assert.True(counts[d.IndicatorId!] >= 100, d.IndicatorId));
        Assert.True(counts["all"] >= 6000);
    }

    [Fact]
    public void Check_names_every_error_and_build_writes_nothing_then()
    {
        string file = Path.Combine(_folder, "a.lexicon");
        string bundle = Path.Combine(_folder, "a.osmodel");
        File.WriteAllText(file, "good | scam | 3\nbad | scamm | 3\nworse\n");
        foreach (Command run in new[] { CommandLine.Run("lexicon", "check", file), CommandLine.Run("lexicon", "build", file, "--out", bundle) })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("a.lexicon(2,7): error: unknown target 'scamm'; did you mean 'scam'?", run.Errors, StringComparison.Ordinal);
            Assert.Contains("a.lexicon(3,1): error: 1 fields", run.Errors, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(bundle));
        Assert.Equal(1, CommandLine.Run("lexicon", "check", Path.Combine(_folder, "none")).ExitCode);
    }

    [Fact]
    public void A_bundle_stays_whole_until_the_new_one_takes_its_place()
    {
        string file = Path.Combine(_folder, "a.lexicon");
        string bundle = Path.Combine(_folder, "a.osmodel");
        File.WriteAllText(file, "zorble | scam | 8\n");
        File.WriteAllText(bundle, "the old one");
        string aside = Directory.CreateDirectory(bundle + ".new").FullName;
        Assert.Equal(1, CommandLine.Run("lexicon", "build", file, "--out", bundle).ExitCode);
        Assert.Equal("the old one", File.ReadAllText(bundle));

        Directory.Delete(aside);
        using StreamReader old = new(new FileStream(bundle, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Assert.Equal(0, CommandLine.Run("lexicon", "build", file, "--out", bundle).ExitCode);
        Assert.Equal("the old one", old.ReadToEnd());
        Assert.Contains("lexicon entries  1", CommandLine.Run("model", "info", "--bundle", bundle).Output, StringComparison.Ordinal);
        Assert.Equal([file, bundle], Directory.GetFiles(_folder).Order());
    }

    [Fact]
    public void A_bundle_that_was_built_classifies_and_a_damaged_one_is_refused()
    {
        string file = Path.Combine(_folder, "a.lexicon");
        string bundle = Path.Combine(_folder, "a.osmodel");
        File.WriteAllText(file, "zorble | scam | 8\n");
        Assert.Equal(0, CommandLine.Run("lexicon", "build", file, "--out", bundle).ExitCode);
        Assert.Contains("\"decision\":\"block\"", CommandLine.RunWith("a z0rble", "classify", "--format", "jsonl", "--bundle", bundle).Output, StringComparison.Ordinal);
        Assert.Contains("\"decision\":\"block\"", CommandLine.RunWith("a zorble", "classify", "--format", "jsonl", "--lexicon", file).Output, StringComparison.Ordinal);
        Assert.Contains("lexicon entries  1", CommandLine.Run("model", "info", "--bundle", bundle).Output, StringComparison.Ordinal);

        string withModel = Path.Combine(_folder, "b.osmodel");
        Assert.Equal(0, CommandLine.Run("lexicon", "build", file, "--model", "models/default.osmodel", "--out", withModel).ExitCode);
        Assert.Contains("lexicon entries  1", CommandLine.Run("model", "info", "--bundle", withModel).Output, StringComparison.Ordinal);
        Assert.Contains("\"decision\":\"block\"", CommandLine.RunWith("a z0rble", "classify", "--format", "jsonl", "--bundle", withModel).Output, StringComparison.Ordinal);

        byte[] bytes = File.ReadAllBytes(bundle);
        bytes[^1] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        Command damaged = CommandLine.RunWith("x", "classify", "--bundle", bundle);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Matches("^onlinesafety: 'a.osmodel' is damaged: the checksum of section '[A-Z]{4}' does not match.\n$", damaged.Errors);
    }
}
