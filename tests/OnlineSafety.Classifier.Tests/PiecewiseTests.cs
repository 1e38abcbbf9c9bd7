using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OnlineSafety.Findings;
using OnlineSafety.Text;

namespace OnlineSafety.Tests;

/// <summary>A text that comes in pieces has the scores of the whole.</summary>
public sealed class PiecewiseTests
{
    private static readonly SafetyClassifier s_classifier = SafetyClassifier.Default;

    private static readonly Gen<string> s_long = Gen.Elements(
            "a lesson on rivers and mountains ", "bring a knife after school ", "k1ll y0ur$elf ", "ünïcödé tëxt ", "😀👍🏽 ", "🇬🇧", "don't ", "…", new string('\u200B', 300), new string('x', 700), new string(' ', 300), "\ud83d")
        .ListOf().Select(static parts => string.Concat(Enumerable.Repeat(string.Concat(parts), 9)));

    [Fact]
    public void A_stream_and_a_reader_score_as_the_whole() => Property.Holds(s_long.Zip(Gen.Choose(1, 9000)), 60, static c =>
    {
        (string text, int piece) = c;
        Assert.Equal(s_classifier.ScoreText(text), s_classifier.ScoreText(new PiecewiseReader(text, piece)));
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(s_classifier.ScoreText(utf8), s_classifier.ScoreText(new PiecewiseStream(utf8, piece)));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4352)]
    [InlineData(4353)]
    [InlineData(8448)]
    [InlineData(8449)]
    [InlineData(16384)]
    [InlineData(70_001)]
    public void Cuts_are_where_those_of_the_whole_are(int length)
    {
        string text = string.Concat(Enumerable.Repeat("é bring a knife after school to me, ", (length / 30) + 1))[..length];
        Assert.Equal(s_classifier.ScoreText(text), s_classifier.ScoreText(new StringReader(text)));
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(s_classifier.ScoreText(utf8), s_classifier.ScoreText(new MemoryStream(utf8)));
    }

    // What folding leaves out: zero-width and bidi characters, soft hyphens, marks, controls, tags, more spaces than one.
    private static readonly Gen<string> s_padding = Gen.Elements("\u200B", "\u202E", "\u00AD", "\u0301", "\u0000", "\U000E0061", "\u200D\uFE0F")
        .Zip(Gen.Elements(1, 255, 257, 4097, 20_000)).Select(static p => string.Concat(Enumerable.Repeat(p.Item1, p.Item2)));

    [Fact]
    public void Padding_hides_nothing_wherever_it_is()
    {
        // With every length of what is before it the phrase comes to lie across the cut.
        Gen<(int, string, string)> place = Gen.Choose(3040, 4130).Zip(s_padding).Zip(s_padding).Select(static c => (c.Item1.Item1, c.Item1.Item2, c.Item2));
        Property.Holds(place.Zip(Gen.Choose(1, 20_000)), 40, static c =>
        {
            ((int before, string first, string second), int piece) = c;
            string calm = new string('x', before) + " ";
            string rest = " " + new string('y', 3000);
            ScoreVector plain = s_classifier.ScoreText(calm + "bring a knife after school" + rest);
            Assert.True(plain[Indicator.Threat] > 0.5f || plain[Indicator.Weapons] > 0.5f);
            string padded = calm + "bring " + first + "a kni" + second + "fe after" + first + " school" + rest;
            AssertScores(plain, padded, piece);
            AssertScores(plain, calm + "bring a" + new string(' ', first.Length) + "\n knife after school" + rest, piece);
        });

        static void AssertScores(ScoreVector expected, string text, int piece)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            TextSession session = s_classifier.CreateSession();
            session.Append(text.AsSpan(0, text.Length / 2));
            _ = session.Scores;
            session.Append(text.AsSpan(text.Length / 2));
            Assert.Equal(expected, s_classifier.ScoreText(text));
            Assert.Equal(expected, s_classifier.ScoreText(utf8));
            Assert.Equal(expected, s_classifier.ScoreText(new PiecewiseReader(text, piece)));
            Assert.Equal(expected, s_classifier.ScoreText(new PiecewiseStream(utf8, piece)));
            Assert.Equal(expected, session.Scores);
        }
    }

    [Fact]
    public void A_phrase_with_padding_across_a_cut_is_found_once_where_it_is()
    {
        string padding = new('\u200B', 70_000);
        string text = new string('x', 4090) + " i'll leak " + padding + "your pics " + new string('y', 9000);
        Finding[] found = [.. s_classifier.ClassifyText(text).Findings.Where(static f => f.Span.Length > 0)];
        Finding[] plain = [.. s_classifier.ClassifyText(text.Replace("\u200B", "", StringComparison.Ordinal)).Findings.Where(static f => f.Span.Length > 0)];
        Assert.NotEmpty(found);
        Assert.Equal(
            plain.Select(static f => (f.Descriptor.Id, f.Span.Start, f.Score)),
            found.Select(f => (f.Descriptor.Id, f.Span.Start > text.IndexOf('\u200B', StringComparison.Ordinal) ? f.Span.Start - padding.Length : f.Span.Start, f.Score)));
        Assert.Contains(found, f => f.Span.Length > padding.Length);
    }

    [Fact]
    public void Pieces_of_what_is_ill_formed_are_not_joined_where_padding_is_squeezed() => Property.Holds(
        Gen.Elements("\ud83d", "\ude00", "🇬", "🇧", "a ", "\u200B", new string('\u200B', 9000), new string(' ', 9000), "\U000E0061").ListOf().Zip(Gen.Choose(1, 9000)), 60, static c =>
        {
            string text = string.Concat(Enumerable.Repeat(string.Concat(c.Item1), 5));
            Assert.Equal(s_classifier.ScoreText(text), s_classifier.ScoreText(new PiecewiseReader(text, c.Item2)));
            byte[] utf8 = [.. text.SelectMany(static u => u is '\ud83d' ? [0xF0, 0x9F] : u is '\ude00' ? [0x98, 0x80] : Encoding.UTF8.GetBytes([u]))];
            Assert.Equal(s_classifier.ScoreText(utf8), s_classifier.ScoreText(new PiecewiseStream(utf8, c.Item2)));
        });

    [Theory]
    [InlineData("\u200B")]
    [InlineData(" ")]
    [InlineData("\u0301")]
    [InlineData("\U000E0061")]
    [InlineData("\ud83d\u200B")]
    [InlineData("🇬🇧\u200B")]
    [InlineData("…")]
    public void Megabytes_of_padding_need_no_more_memory_than_a_page(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 1 << 20));
        ScoreVector scores = s_classifier.ScoreText(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ScoreVector again = s_classifier.ScoreText(text);
        long whole = GC.GetAllocatedBytesForCurrentThread() - before;
        ScoreVector read = s_classifier.ScoreText(new StringReader(text));
        long streamed = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((scores, scores, 0), (again, read, whole));
        Assert.InRange(streamed, 0, 256 * 1024);
    }

    [Fact]
    public void A_session_scores_as_if_from_scratch()
    {
        Gen<(int, int, string)> edit = Gen.Choose(0, 1000).Zip(Gen.Choose(0, 1000)).Zip(s_long).Select(static e => (e.Item1.Item1, e.Item1.Item2, e.Item2));
        Property.Holds(s_long.Zip(edit.ListOf().Select(static e => e.Take(6).ToArray())), 40, static c =>
        {
            TextSession session = s_classifier.CreateSession();
            StringBuilder text = new(c.Item1);
            session.Append(c.Item1);
            foreach ((int start, int length, string inserted) in c.Item2)
            {
                int from = start * text.Length / 1000;
                int count = Math.Min(length, text.Length - from);
                text.Remove(from, count).Insert(from, inserted);
                session.Replace(from, count, inserted);
                Assert.Equal(text.ToString(), session.Text.ToString());
                Assert.Equal(s_classifier.ScoreText(text.ToString()), session.Scores);
            }

            session.Clear();
            Assert.Equal(0, session.Length);
            Assert.Equal(s_classifier.ScoreText(""), session.Scores);
        });
    }

    [Fact]
    public void Typing_key_by_key_scores_each_time_as_the_whole()
    {
        TextSession session = s_classifier.CreateSession();
        session.Append(new string('a', 4340) + " ");
        foreach (char key in "bring a knife after school")
        {
            session.Append([key]);
            Assert.Equal(s_classifier.ScoreText(session.Text), session.Scores);
        }
    }

    [Fact]
    public void An_edit_in_the_middle_of_a_book_costs_a_few_segments()
    {
        Random random = new(7);
        string[] words = ["the", "hare", "ran", "over", "a", "hill", "and", "nobody", "saw", "it", "until", "morning", "came"];
        TextSession session = s_classifier.CreateSession();
        session.Append(string.Join(' ', Enumerable.Range(0, 40_000).Select(_ => words[random.Next(words.Length)])));
        _ = session.Scores;
        int all = session.LastScored;
        int most = 0;
        for (int i = 0; i < 20; i++)
        {
            session.Replace(random.Next(session.Length - 10), random.Next(5), "bring a knife".AsSpan(0, random.Next(13)));
            Assert.Equal(s_classifier.ScoreText(session.Text), session.Scores);
            most = Math.Max(most, session.LastScored);
        }

        Assert.InRange(all, 40, 80);
        Assert.InRange(most, 1, 12);
    }

    [Fact]
    public void A_session_checks_its_edits()
    {
        TextSession session = s_classifier.CreateSession();
        session.Append("abc");
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Replace(-1, 0, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Replace(4, 0, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Replace(2, 2, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Replace(1, -1, ""));
    }

    [Fact]
    public void A_batch_scores_each_text_and_allocates_nothing()
    {
        string[] texts = ["", "bring a knife after school", "k1ll y0ur$elf", new string('k', 9000)];
        ScoreVector[] scores = new ScoreVector[texts.Length];
        s_classifier.ScoreBatch(texts, scores);
        Assert.Equal(texts.Select(static t => s_classifier.ScoreText(t)), scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        s_classifier.ScoreBatch(texts, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Throws<ArgumentException>(() => s_classifier.ScoreBatch(texts, new ScoreVector[3]));
        Assert.Throws<ArgumentException>(() => s_classifier.ScoreBatch(["a", null!], scores));
    }

    [Fact]
    public void Nothing_of_a_long_text_stays_behind_when_its_last_segment_is_short()
    {
        FoldedText folded = new();
        char[] Characters() => (char[])typeof(FoldedText).GetField("_chars", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(folded)!;
        TextNormalizer.Normalize<char, Utf16Decoder>("a long secret", folded);
        char[] before = Characters();
        TextNormalizer.Normalize<char, Utf16Decoder>("short", folded);
        folded.Erase();
        Assert.All(Characters(), static c => Assert.Equal('\0', c));
        TextNormalizer.Normalize<char, Utf16Decoder>("another secret", folded);
        TextNormalizer.Normalize<char, Utf16Decoder>(new string('x', 500), folded);
        folded.Erase();
        Assert.All(before.Concat(Characters()), static c => Assert.Equal('\0', c));
    }

    private sealed class PiecewiseReader(string text, int piece) : StringReader(text)
    {
        public override int Read(Span<char> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }

    private sealed class PiecewiseStream(byte[] utf8, int piece) : MemoryStream(utf8)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }
}
