using System.Text.Json;
using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

/// <summary>URLs and host lists on the command line.</summary>
public sealed class UrlTests : IDisposable
{
    private readonly string _list = Path.Combine(Directory.CreateTempSubdirectory().FullName, "mine.txt");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_list)!, recursive: true);

    [Fact]
    public void A_listed_host_is_blocked_and_a_search_is_read()
    {
        File.WriteAllText(_list, "bets.example\n");
        Command run = CommandLine.RunWith(
            """
            {"id":"1","url":"https://bets.example/"}
            {"id":"2","text":"https://bets.example/"}
            {"id":"3","url":"https://www.google.com/search?q=kill%20yourself"}
            {"id":"4","url":"https://school.example/"}
            """,
            "classify", "--format", "jsonl", "--surface", "filtering", "--hosts", $"gambling={_list}");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        JsonElement[] lines = [.. run.Lines.Select(static l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(("block", 0.999), (lines[0].GetProperty("decision").GetString(), lines[0].GetProperty("indicators").GetProperty("gambling").GetDouble()));
        Assert.Equal("list:mine.txt", lines[0].GetProperty("findings")[0].GetProperty("evidence")[0].GetString());
        Assert.Equal("allow", lines[1].GetProperty("decision").GetString());
        Assert.Equal(("OS1004", 32), (lines[2].GetProperty("findings")[0].GetProperty("rule").GetString(), lines[2].GetProperty("findings")[0].GetProperty("start").GetInt32()));
        Assert.Equal("allow", lines[3].GetProperty("decision").GetString());
    }

    [Theory]
    [InlineData("https://canteen.example/", "auto", true)]
    [InlineData("canteen.example", "auto", false)]
    [InlineData("canteen.example", "urls", true)]
    [InlineData("see https://canteen.example/", "auto", false)]
    public void A_line_of_plain_text_that_is_nothing_but_a_URL_is_one(string line, string input, bool blocked)
    {
        File.WriteAllText(_list, "canteen.example,gambling\n");
        Command run = CommandLine.RunWith(line, "classify", "--format", "jsonl", "--input", input, "--hosts", _list);
        Assert.Equal(blocked ? "block" : "allow", JsonDocument.Parse(Assert.Single(run.Lines)).RootElement.GetProperty("decision").GetString());
    }

    [Fact]
    public void Check_counts_and_names_the_lines_that_are_skipped()
    {
        File.WriteAllText(_list, "bets.example\nnot a host\n0.0.0.0 more.example\nsite.example/bets\n");
        Command run = CommandLine.Run("lists", "check", $"gambling={_list}");
        Assert.Equal((1, $"gambling={_list}: 2 hosts, 1 paths, 1 lines skipped\n"), (run.ExitCode, run.Output));
        Assert.Equal("mine.txt(2): warning: white space inside a host\nonlinesafety: 1 lines skipped.\n", run.Errors);
    }

    [Theory]
    [InlineData("lists", "check", "no/such/list")]
    [InlineData("lists", "check", "nonsense=README.md")]
    [InlineData("classify", "--hosts", "README.md")]
    [InlineData("classify", "--suffixes", "no/such/file")]
    [InlineData("train", "--only", "urls", "--base", "README.md", "--out", "x.osmodel")]
    public void What_cannot_be_read_is_told_in_one_line(params string[] arguments)
    {
        Command run = CommandLine.RunWith("x", arguments);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("onlinesafety: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_and_base_of_training_belong_together()
    {
        Assert.Equal(2, CommandLine.Run("train", "--only", "urls", "--out", "x.osmodel").ExitCode);
        Assert.Equal(2, CommandLine.Run("train", "--base", "models/default.osmodel", "--out", "x.osmodel").ExitCode);
    }
}
