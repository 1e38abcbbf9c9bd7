using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OnlineSafety.Text;

namespace OnlineSafety.Tests;

/// <summary>A text that comes in pieces has the scores of the whole.</summary>
public sealed class PiecewiseTests
{
    private static readonly SafetyClassifier s_classifier = SafetyClassifier.Default;

    private static readonly Gen<string> s_long = Gen.Elements(
            "a lesson on rivers and mountains ", "bring a knife after school ", "k1ll y0ur$elf ", "ünïcödé tëxt ", "😀👍🏽 ", "don't ", new string('x', 700), new string(' ', 300), "\ud83d")
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
