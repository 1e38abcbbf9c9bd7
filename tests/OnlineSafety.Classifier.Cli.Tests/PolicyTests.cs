using System.Text.Json;
using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

/// <summary>Configuration, explanations and audit records on the command line.</summary>
public sealed class PolicyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_configuration_changes_decisions_and_a_wrong_one_classifies_nothing()
    {
        string loose = Write("loose.onlinesafety", "[*]\nos_indicator.self-harm.threshold = never\n");
        Assert.Contains("\"decision\":\"block\"", CommandLine.RunWith("k1ll y0ur$elf", "classify", "--format", "jsonl").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"decision\":\"block\"", CommandLine.RunWith("k1ll y0ur$elf", "classify", "--format", "jsonl", "--config", loose).Output, StringComparison.Ordinal);

        string wrong = Write("wrong.onlinesafety", "[*]\nos_indicator.self-harn.threshold = never\nos_indicator.grooming.threshold = never\n");
        foreach (string[] arguments in new string[][] { ["classify", "--config", wrong], ["config", "check", wrong], ["config", "show", "--config", wrong], ["explain", "x", "--config", wrong] })
        {
            Command run = CommandLine.RunWith("kill yourself", arguments);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains($"{wrong}(2): error: os_indicator.self-harn.threshold: is no key; did you mean 'os_indicator.self-harm.threshold'?", run.Errors, StringComparison.Ordinal);
            Assert.Contains($"{wrong}(3): error: os_indicator.grooming.threshold: covers OS2001 grooming, a rule of an illegal class", run.Errors, StringComparison.Ordinal);
            Assert.EndsWith("onlinesafety: 2 errors in the configuration.\n", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Show_names_the_line_that_set_each_value()
    {
        string file = Write("school.onlinesafety", "[ks2]\nos_indicator.gambling.threshold = 0.6\n");
        Command table = CommandLine.Run("config", "show", "--profile", "ks2", "--config", file, "--key", "gambling.threshold");
        Assert.Contains($"| os_indicator.gambling.threshold | 0.6000 | {file}(2) |", table.Output, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(CommandLine.Run("config", "show", "--profile", "ks2", "--config", file, "--json").Output).RootElement;
        Assert.Equal(64, json.GetProperty("sha256").GetString()!.Length);
        JsonElement[] settings = [.. json.GetProperty("settings").EnumerateArray()];
        Assert.True(settings.Length > 100);
        Assert.Equal(2, settings.Single(static s => s.GetProperty("key").GetString() == "os_indicator.gambling.threshold").GetProperty("line").GetInt32());
    }

    [Fact]
    public void Check_and_diff()
    {
        string empty = Write("empty.onlinesafety", "");
        string file = Write("school.onlinesafety", "[*]\nos_suppress.OSS0001 = off\n");
        Assert.StartsWith($"{file}: 1 settings, configuration ", CommandLine.Run("config", "check", file).Output, StringComparison.Ordinal);
        JsonElement change = JsonDocument.Parse(Assert.Single(CommandLine.Run("config", "diff", empty, file, "--who", "Ana", "--format", "jsonl").Lines)).RootElement;
        Assert.Equal(("Ana", "os_suppress.OSS0001", "on", "off"), (Get("who"), Get("key"), Get("before"), Get("after")));
        Assert.Contains("Nothing in force changes.", CommandLine.Run("config", "diff", file, file, "--who", "Ana").Output, StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run("config", "diff", file, file).ExitCode);
        Assert.Equal(1, CommandLine.Run("config", "check", Path.Combine(_folder, "none")).ExitCode);

        string? Get(string name) => change.GetProperty(name).GetString();
    }

    [Fact]
    public void Explain_draws_the_evidence_in_order_before_and_after()
    {
        string lexicon = Write("x.lexicon", "zorble | threat | 8\nboss fights | context.gaming | 1\n");
        string bundle = Path.Combine(_folder, "x.osmodel");
        Assert.Equal(0, CommandLine.Run("lexicon", "build", lexicon, "--out", bundle).ExitCode);
        string output = CommandLine.RunWith("zorble boss fights\u001b[2J, boss fights", "explain", "-", "--bundle", bundle, "--config", Write("x.onlinesafety", "[*]\nos_suppress.* = off")).Output;
        Assert.Contains("flag for ks3 (all), severity high", output, StringComparison.Ordinal);
        Assert.Contains("«zorble» boss fights\uFFFD[2J", output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("lexicon:zorble +8.0", StringComparison.Ordinal) < output.IndexOf("context:gaming -0.8", StringComparison.Ordinal));
        string suppressed = CommandLine.Run("explain", "zorble, boss fights", "--bundle", bundle, "--lexicon", Write("y.lexicon", "splat | context.gaming | 1")).Output;
        Assert.DoesNotContain("suppressed", suppressed, StringComparison.Ordinal);
        suppressed = CommandLine.Run("explain", "zorble, boss fights, splat", "--bundle", bundle, "--lexicon", Write("y.lexicon", "splat | context.gaming | 1")).Output;
        Assert.Contains("suppressed by OSS0008 play: 0.", suppressed, StringComparison.Ordinal);
        Assert.Contains("before", suppressed, StringComparison.Ordinal);
        Assert.Contains("suppressor:OSS0008 play -2.5", suppressed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> kill yourself", "&lt;script&gt;alert(1)&lt;/script&gt; <mark>kill yourself</mark>")]
    [InlineData("\"'& kill yourself", "&quot;&#39;&amp; <mark>kill yourself</mark>")]
    [InlineData("\u202E kill yourself", @"\u{202e} <mark>kill yourself</mark>")]
    public void The_page_escapes_whatever_the_text_holds_and_needs_nothing_else(string text, string expected)
    {
        string file = Path.Combine(_folder, "x.html");
        Assert.Equal(0, CommandLine.RunWith(text, "explain", "-", "--html", file).ExitCode);
        string page = File.ReadAllText(file);
        Assert.Contains(expected, page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        foreach (string foreign in new[] { "<script", "http:", "https:", "<link", "@import", "url(" })
        {
            Assert.DoesNotContain(foreign, page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void An_audit_file_has_a_line_for_each_text_and_no_word_of_them()
    {
        string audit = Path.Combine(_folder, "audit.jsonl");
        string salt = Write("salt", "0123456789abcdef");
        string input = """
            {"id":"a\"b","text":"kill yourself Juniper"}
            {"id":7,"messages":[{"sender":"A","text":"kill yourself Juniper"},{"sender":"B","text":"no"}]}
            {"text":"kill yourself Juniper"}
            {"id":"\ud83d","text":"half an emoji"}
            """;
        Assert.Equal(0, CommandLine.RunWith(input, "classify", "--format", "jsonl", "--audit", audit, "--audit-salt", salt, "--audit-days", "30").ExitCode);
        string written = File.ReadAllText(audit);
        Assert.DoesNotContain("Juniper", written, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("kill", written, StringComparison.OrdinalIgnoreCase);
        JsonElement[] records = [.. File.ReadLines(audit).Select(static l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(["a\"b", "7#0", "7#1", "", "\uFFFD"], records.Select(static r => r.GetProperty("reference").GetString()!));
        Assert.Equal(3, records.Select(static r => r.GetProperty("digest").GetString()).Distinct().Count());
        Assert.Equal(1, CommandLine.RunWith("x", "classify", "--audit", audit, "--audit-salt", Write("short", "x")).ExitCode);
        Assert.Equal(2, CommandLine.RunWith("x", "classify", "--audit", audit, "--audit-days", "-1").ExitCode);
    }

    [Fact]
    public void Suppressors_are_measured()
    {
        string tests = Write("t.jsonl", """
            {"id":"1","indicator":"self-harm","functionality":"plain","pair":"1","text":"kill yourself","labels":{"self-harm":1},"expected":["content"]}
            {"id":"2","indicator":"self-harm","functionality":"educational","pair":"1","text":"a poster about the weather","labels":{"self-harm":0,"safe":1},"expected":[]}
            {"text":"kill yourself","labels":{"self-harm":1}}
            """.ReplaceLineEndings("\n"));
        Command run = CommandLine.Run("evaluate", "--suppressors", tests);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("| with all           |            0 of 1 (0.0%) |     0 of 1 (0.0%) |       1 of 1 (100.0%) |      1 of 1 (100.0%) |    0 of 0 (0.0%) |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_for_filtering_are_measured()
    {
        string samples = Write("self-harm.jsonl", """
            {"id":"1","text":"kill yourself","labels":{"self-harm":1},"register":"chat","note":"n"}
            {"id":"2","text":"kill yourself, it says in the play","labels":{"self-harm":0,"safe":1},"register":"chat","note":"n"}
            {"id":"3","text":"a poster about the weather","labels":{"self-harm":0,"safe":1},"register":"chat","note":"n"}
            """.ReplaceLineEndings("\n"));
        Command run = CommandLine.Run("evaluate", "--filtering", samples);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("2 near misses, 1 of which name a risk, and 1 positives of the samples:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("|                    x1 |              50.00% |                   100.00% |          100.0% |", run.Output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
