using System.Text;
using System.Text.Json;
using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

/// <summary>The contract of <c>onlinesafety classify</c>.</summary>
public sealed class ClassifyTests
{
    [Fact]
    public void Json_lines_have_the_properties_of_the_contract()
    {
        Command run = CommandLine.RunWith("""{"id":"1","text":"pls k1ll y0urself now"}""", "classify", "--format", "jsonl");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        JsonElement line = Parse(Assert.Single(run.Lines));
        Assert.Equal(["id", "categories", "indicators", "flags", "severity", "decision", "findings"], Names(line));
        Assert.Equal("1", line.GetProperty("id").GetString());
        Assert.Equal(["content", "contact", "conduct", "commerce"], Names(line.GetProperty("categories")));
        Assert.InRange(line.GetProperty("indicators").GetProperty("self-harm").GetDouble(), 0.5, 1);
        JsonElement finding = line.GetProperty("findings")[0];
        Assert.Equal(["rule", "indicator", "score", "severity", "start", "length", "suppressed", "evidence"], Names(finding));
        Assert.Equal(("OS1004", 4, 13), (finding.GetProperty("rule").GetString(), finding.GetProperty("start").GetInt32(), finding.GetProperty("length").GetInt32()));
    }

    [Fact]
    public void A_chat_has_the_message_of_each_finding_and_its_participants()
    {
        Command run = CommandLine.RunWith(
            """{"id":7,"messages":[{"sender":"A","at":"2026-03-02T19:04:00Z","text":"hi"},{"sender":"B","at":null,"text":"kill yourself"},{"sender":"A","text":""}]}""",
            "classify", "--format", "jsonl");
        JsonElement line = Parse(Assert.Single(run.Lines));
        Assert.Equal(7, line.GetProperty("id").GetInt32());
        Assert.Equal(1, line.GetProperty("findings")[0].GetProperty("message").GetInt32());
        Assert.Equal(["A", "B"], line.GetProperty("participants").EnumerateArray().Select(static p => p.GetProperty("sender").GetString()!));
        Assert.All(line.GetProperty("participants").EnumerateArray(), static p => Assert.Equal(["sender", "flags", "stage", "role"], Names(p)));
        Assert.Equal(0, line.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public void A_chat_has_the_stage_of_each_sender()
    {
        // A bundle of the lexicon alone: what a model sees in "hi" is not asked here.
        string lexicon = Path.GetTempFileName() + ".lexicon";
        string bundle = lexicon + ".osmodel";
        File.WriteAllText(lexicon, "zorble | grooming | 5 | stage=secrecy\n");
        Assert.Equal(0, CommandLine.Run("lexicon", "build", lexicon, "--out", bundle).ExitCode);
        Command run = CommandLine.RunWith(
            """{"messages":[{"id":1,"sender":"A","at":"2026-03-02T19:04:00Z","text":"zorble"},{"id":"2","sender":"B","at":"2026-03-02T19:05:00Z","text":"hi"}]}""",
            "classify", "--format", "jsonl", "--bundle", bundle);
        File.Delete(lexicon);
        File.Delete(bundle);
        JsonElement[] participants = [.. Parse(Assert.Single(run.Lines)).GetProperty("participants").EnumerateArray()];
        Assert.Equal("secrecy", participants[0].GetProperty("stage").GetString());
        Assert.Equal(JsonValueKind.Null, participants[1].GetProperty("stage").ValueKind);
    }

    [Theory]
    [InlineData("""{"id":"x"}""", "\"x\"", "needs 'text', 'url' or 'messages'")]
    [InlineData("""{"id":"x","text":5}""", "\"x\"", "'text' is a number; it must be a string")]
    [InlineData("""{"id":"x","text":null}""", "\"x\"", "'text' is null; it must be a string")]
    [InlineData("""{"id":"x","text":"a","url":"b"}""", "\"x\"", "has more than one of 'text', 'url' and 'messages'")]
    [InlineData("""{"id":["x"],"text":"a"}""", "null", "'id' is an array; it must be a string or a number")]
    [InlineData("""{"id":3,"messages":{}}""", "3", "'messages' is an object; it must be an array")]
    [InlineData("""{"id":3,"messages":[{"sender":"A","text":"a"},{"sender":"A"}]}""", "3", "'messages[1]' needs 'text'")]
    [InlineData("""{"id":3,"messages":[{"sender":"A","id":[],"text":"a"}]}""", "3", "'messages[0].id' is an array; it must be a string or a number")]
    [InlineData("""{"id":3,"messages":[{"sender":1,"text":"a"}]}""", "3", "'messages[0].sender' is a number; it must be a string")]
    [InlineData("""{"id":3,"messages":[{"sender":"A","at":"tea time","text":"a"}]}""", "3", "'messages[0].at' is no time as in \"2026-03-02T19:04:00Z\"")]
    [InlineData("""{"id":"2","\ud800":1,"text":"x"}""", "null", "a property's name has half a surrogate pair")]
    [InlineData("""[1]""", "null", "a line is an array; it must be an object")]
    [InlineData("""{"text":"secret words" oops}""", "null", "not valid JSON (at byte 24 of the line)")]
    public void A_bad_line_is_told_in_its_place_and_the_others_are_done(string bad, string id, string error)
    {
        string good = """{"id":"good","text":"fine"}""";
        Command run = CommandLine.RunWith($"{good}\n{bad}\n{good}\n", "classify", "--format", "jsonl");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("onlinesafety: 1 of 3 inputs had errors.\n", run.Errors);
        Assert.Equal(3, run.Lines.Length);
        JsonElement line = Parse(run.Lines[1]);
        Assert.Equal(id, line.GetProperty("id").GetRawText());
        Assert.Equal($"stdin:2: {error}", line.GetProperty("error").GetString());
        Assert.Equal("good", Parse(run.Lines[2]).GetProperty("id").GetString());
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_told_of()
    {
        byte[] json = [.. """{"text":"a"""u8, 0xFF, .. "\"}\n"u8, .. """{"text":"fine"}"""u8];
        Command run = CommandLine.RunWith(json, "classify", "--format", "jsonl");
        Assert.Equal((1, 2), (run.ExitCode, run.Lines.Length));
        Assert.StartsWith("stdin:1: not valid UTF-8", Parse(run.Lines[0]).GetProperty("error").GetString(), StringComparison.Ordinal);

        Command text = CommandLine.RunWith([0x61, 0xFF, 0x00, 0x0A, 0x62, 0x0A], "classify", "--format", "jsonl");
        Assert.Equal((0, 2), (text.ExitCode, text.Lines.Length));
        Assert.Contains("stdin:1: warning: bytes that are not UTF-8", text.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_an_emoji_is_no_error()
    {
        Command run = CommandLine.RunWith("""{"text":"\ud83d kill yourself \n"}""", "classify", "--format", "jsonl");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, Parse(run.Lines[0]).GetProperty("findings")[0].GetProperty("start").GetInt32());
    }

    [Fact]
    public void Unknown_properties_are_ignored_unless_strict()
    {
        string line = """{"text":"fine","labels":{"hate":0}}""";
        Assert.Equal(0, CommandLine.RunWith(line, "classify").ExitCode);
        Command strict = CommandLine.RunWith(line, "classify", "--strict");
        Assert.Equal(1, strict.ExitCode);
        Assert.Contains("stdin:1: unknown property 'labels'", strict.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_and_byte_order_marks_are_understood()
    {
        Assert.Equal("a", Parse(CommandLine.RunWith(CommandLine.Gzip("""{"id":"a","text":"x"}"""), "classify", "--format", "jsonl").Lines[0]).GetProperty("id").GetString());
        Assert.Equal("a", Parse(CommandLine.RunWith("\uFEFF" + """{"id":"a","text":"x"}""", "classify", "--format", "jsonl").Lines[0]).GetProperty("id").GetString());
        Command wide = CommandLine.RunWith(Encoding.Unicode.GetPreamble(), "classify");
        Assert.Equal((1, true), (wide.ExitCode, wide.Errors.Contains("stdin: this is UTF-16; convert it to UTF-8 first", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cut_gzip_file_is_told_of_and_what_came_before_is_done()
    {
        byte[] gzip = CommandLine.Gzip(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $$"""{"id":{{i}},"text":"{{i * 7919}}"}""" + "\n")));
        Command run = CommandLine.RunWith(gzip[..(gzip.Length / 2)], "classify", "--format", "jsonl");
        Assert.Equal(1, run.ExitCode);
        Assert.True(run.Lines.Length > 1000);
        Assert.True(Parse(run.Lines[^1]).TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("classify", "")]
    [InlineData("lexicon", "check", "")]
    [InlineData("evaluate", "no/such/data")]
    [InlineData("evaluate", "README.md")]
    public void What_cannot_be_read_is_told_in_one_line(params string[] arguments)
    {
        Command run = CommandLine.Run(arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("onlinesafety: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_are_told_of_and_the_others_done()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "one\n\ntwo\n");
        Command run = CommandLine.Run("classify", "--format", "jsonl", "no/such/file", Path.GetTempPath(), file);
        File.Delete(file);
        Assert.Equal((1, 4), (run.ExitCode, run.Lines.Length));
        Assert.Contains("no/such/file: ", Parse(run.Lines[0]).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["1", "3"], run.Lines[2..].Select(static l => Parse(l).GetProperty("id").GetString()!));
    }

    [Fact]
    public void A_very_long_line_is_done()
    {
        string text = string.Concat(Enumerable.Repeat("lorem ipsum dolor sit amet ", 400_000));
        Command run = CommandLine.RunWith($$"""{"id":"long","text":"{{text}} kill yourself"}""" + "\n" + """{"id":"next","text":""}""", "classify", "--format", "jsonl");
        Assert.Equal((0, 2), (run.ExitCode, run.Lines.Length));
        Assert.Contains(
            Parse(run.Lines[0]).GetProperty("findings").EnumerateArray(),
            f => f.GetProperty("rule").GetString() == "OS1004" && f.GetProperty("start").GetInt32() == text.Length + 1);
    }

    [Fact]
    public void Empty_input_gives_no_lines() => Assert.Equal((0, ""), (CommandLine.RunWith("", "classify").ExitCode, CommandLine.RunWith("", "classify").Output));

    [Theory]
    [InlineData("classify", "--nonsense")]
    [InlineData("classify", "--profile", "ks9")]
    [InlineData("clasify")]
    [InlineData("lexicon", "build", "x")]
    [InlineData("train", "--out", "x", "--only", "conversations")]
    [InlineData("train", "--out", "x", "--base", "y")]
    [InlineData("train", "--out", "no/such/folder/x")]
    public void Unknown_arguments_exit_with_2(params string[] arguments)
    {
        Command run = CommandLine.Run(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--help", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_for_people_marks_the_span_and_is_plain_without_a_terminal()
    {
        Command run = CommandLine.RunWith("go k i l l y o u r s e l f [bold]\u001b[31m", "classify");
        Assert.Contains("«go k i l l y o u r s e l f» [bold]\uFFFD[31m", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("OS1004 self-harm", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_is_one_text()
    {
        Command run = CommandLine.RunWith("kill\nyourself\n", "classify", "--input", "document", "--format", "jsonl");
        Assert.Equal(13, Parse(Assert.Single(run.Lines)).GetProperty("findings")[0].GetProperty("length").GetInt32());
    }

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static p => p.Name);
}
