using System.Collections.Immutable;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Tests.Lexicons;

public sealed class LexiconParserTests
{
    [Theory]
    [InlineData("free robux | scam | 5", "free robux", "scam", 5f, MatchMode.Word, "")]
    [InlineData("stab | threat | 3.5 | stem stance=directed severity=critical | inflected", "stab", "threat", 3.5f, MatchMode.Stem, "inflected")]
    [InlineData("  Macbeth|context.literature|2|case|  ", "Macbeth", "context.literature", 2f, MatchMode.Word, "")]
    [InlineData(@"\#proana | self-harm | 6 | | a hashtag", "#proana", "self-harm", 6f, MatchMode.Word, "a hashtag")]
    [InlineData(@"a \| b \\ c | profanity | 1", @"a | b \ c", "profanity", 1f, MatchMode.Word, "")]
    [InlineData("🍁 | drugs | 2", "🍁", "drugs", 2f, MatchMode.Word, "")]
    public void Reads_an_entry(string line, string phrase, string target, float weight, MatchMode match, string comment)
    {
        LexiconEntry entry = Assert.Single(Lexicon.Parse(line, "x.lexicon", out ImmutableArray<LexiconDiagnostic> diagnostics).Entries);
        Assert.Empty(diagnostics);
        Assert.Equal((phrase, target, weight, match, comment), (entry.Phrase, entry.Target, entry.Weight, entry.Match, entry.Comment));
    }

    [Theory]
    [InlineData("only a phrase", 1, 1, "1 fields; an entry is 'phrase | target | weight | options | comment', the last two optional")]
    [InlineData("a | b | c | d | e | f", 1, 1, "6 fields; an entry is 'phrase | target | weight | options | comment', the last two optional")]
    [InlineData(" | scam | 1", 1, 2, "the phrase is empty")]
    [InlineData("\u200B | scam | 1", 1, 1, "the phrase is empty")]
    [InlineData("x | gromming | 1", 1, 5, "unknown target 'gromming'; did you mean 'grooming'?")]
    [InlineData("x | context.sports | 1", 1, 5, "unknown target 'context.sports'; did you mean 'context.sport'?")]
    [InlineData("x | scam | heavy", 1, 12, "weight 'heavy'; a number from 0.1 to 9")]
    [InlineData("x | scam | 12", 1, 12, "weight '12'; a number from 0.1 to 9")]
    [InlineData("x | scam | NaN", 1, 12, "weight 'NaN'; a number from 0.1 to 9")]
    [InlineData("x | scam | 1 | stm", 1, 16, "unknown option 'stm'; did you mean 'stem'?")]
    [InlineData("x | scam | 1 | word stage=secrecyy", 1, 21, "unknown option 'stage=secrecyy'; did you mean 'secrecy'?")]
    [InlineData("ok | scam | 1\n# comment\n\nOK | scam | 2", 4, 1, "'OK' for scam stands already at x.lexicon(1)")]
    public void Names_the_place_of_an_error(string text, int line, int column, string message)
    {
        Lexicon.Parse(text, "x.lexicon", out ImmutableArray<LexiconDiagnostic> diagnostics);
        Assert.Equal(new LexiconDiagnostic("x.lexicon", line, column, message), Assert.Single(diagnostics));
        Assert.Equal($"x.lexicon({line},{column}): error: {message}", diagnostics[0].ToString());
    }

    [Fact]
    public void An_error_loses_no_other_line()
    {
        Lexicon lexicon = Lexicon.Parse("a | scam | 1\nbroken\nb | scam | 1\r\n", "x", out ImmutableArray<LexiconDiagnostic> diagnostics);
        Assert.Equal(["a", "b"], lexicon.Entries.Select(static e => e.Phrase));
        Assert.Single(diagnostics);
    }

    [Fact]
    public void Too_long_a_phrase_is_refused()
    {
        Lexicon.Parse(new string('a', 65) + " | scam | 1", "x", out ImmutableArray<LexiconDiagnostic> diagnostics);
        Assert.Equal("the phrase has 65 characters; at most 64", Assert.Single(diagnostics).Message);
    }

    [Fact]
    public void Load_throws_with_all_errors_and_for_missing_paths()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.Throws<FileNotFoundException>(() => Lexicon.Load(folder));
            Assert.Throws<FileNotFoundException>(() => Lexicon.Load(Path.Combine(folder, "none.lexicon")));
            File.WriteAllBytes(Path.Combine(folder, "a.lexicon"), [0x61, 0xE9, 0x0A]);
            Assert.Contains("a.lexicon(1,1): error: the file is not UTF-8", Assert.Throws<LexiconFormatException>(() => Lexicon.Load(folder)).Message, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "a.lexicon"), "x\ny\n");
            LexiconFormatException e = Assert.Throws<LexiconFormatException>(() => Lexicon.Load(folder));
            Assert.Equal(2, e.Diagnostics.Length);
            Assert.Contains("a.lexicon(1,1): error:", e.Message, StringComparison.Ordinal);
            Assert.Contains("(and 1 more)", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Entries_are_checked_at_the_door()
    {
        Assert.Throws<ArgumentException>(static () => new Lexicon(default));
        Assert.Throws<ArgumentException>(static () => new Lexicon([new LexiconEntry { Phrase = "x", Weight = 1 }]));
        Assert.Throws<ArgumentException>(static () => new Lexicon([new LexiconEntry { Phrase = "", Weight = 1, Indicator = Indicator.Scam }]));
        Assert.Throws<ArgumentException>(static () => new Lexicon([new LexiconEntry { Phrase = "x", Weight = float.PositiveInfinity, Indicator = Indicator.Scam }]));
    }

    [Theory]
    [InlineData("don't", new[] { "don't", "dont" })]
    [InlineData("self-harm", new[] { "self-harm", "self harm", "selfharm" })]
    [InlineData("plain words", new[] { "plain words" })]
    public void Spellings_of_a_phrase(string phrase, string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), LexiconAutomata.Spellings(phrase).Order(StringComparer.Ordinal));

    [Fact]
    public void A_bundle_section_gives_back_the_entries()
    {
        Lexicon lexicon = Lexicon.Parse(
            "stab | threat | 3.5 | stem stance=directed severity=critical stage=threat\nMacbeth | context.literature | 2 | case", "x", out _);
        Assert.Equal([.. lexicon.Entries], (LexiconEntry[])[.. LexiconEntries.Open(LexiconSection.Write(lexicon.Entries)).ToImmutable()]);
    }

    [Fact]
    public void A_cut_or_wrong_section_is_refused()
    {
        byte[] section = LexiconSection.Write(Lexicon.Parse("stab | threat | 3.5", "x", out _).Entries);
        Assert.Throws<InvalidDataException>(() => LexiconEntries.Open(section.AsMemory(0, section.Length - 1)));
        section[^1] = 255;
        Assert.Throws<InvalidDataException>(() => LexiconEntries.Open(section));
    }
}
