using FsCheck;
using FsCheck.Fluent;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Tests;

/// <summary>What hides a phrase, and what only looks like it.</summary>
public sealed class EvasionTests
{
    private static readonly string[] s_phrases = ["kill yourself", "send nudes", "shank him", "idiot", "free robux", "don't tell your mum", "self-harm"];

    private static readonly SafetyClassifier s_classifier = Build(
        "kill yourself | self-harm | 8",
        "kill | threat | 8 | stem",
        "send nudes | sexting | 8",
        "shank him | threat | 8",
        "idiot | bullying | 8 | stem",
        "free robux | scam | 8",
        "don't tell your mum | grooming | 8",
        "self-harm | self-harm | 8",
        "penis | pornography | 8",
        "shit | profanity | 8",
        "ass | profanity | 8",
        "hell | profanity | 8",
        "slag | bullying | 8",
        "therapist | drugs | 8",
        "Hoe | bullying | 8 | case",
        "420 | drugs | 8",
        "🍆 | sexting | 8");

    [Theory]
    [InlineData("k1ll   y0ur$elf", "k1ll   y0ur$elf")]
    [InlineData("pls K!LL YOURSELF now", "K!LL YOURSELF")]
    [InlineData("go k i l l y o u r s e l f", "k i l l y o u r s e l f")]
    [InlineData("k.i.l.l y.o.u.r.s.e.l.f.", "k.i.l.l y.o.u.r.s.e.l.f")]
    [InlineData("ki11 your5elf!!", "ki11 your5elf")]
    [InlineData("kiiilll yourselfffff", "kiiilll yourselfffff")]
    [InlineData("k\u200Bill your\u00ADself", "k\u200Bill your\u00ADself")]
    [InlineData("𝓴𝓲𝓵𝓵 𝔂𝓸𝓾𝓻𝓼𝓮𝓵𝓯", "𝓴𝓲𝓵𝓵 𝔂𝓸𝓾𝓻𝓼𝓮𝓵𝓯")]
    [InlineData("кill уоursеlf", "кill уоursеlf")]
    [InlineData("ｋｉｌｌ　ｙｏｕｒｓｅｌｆ", "ｋｉｌｌ　ｙｏｕｒｓｅｌｆ")]
    [InlineData("k\u0336i\u0336l\u0336l\u0336 yourself", "k\u0336i\u0336l\u0336l\u0336 yourself")]
    [InlineData("ki ll your self", "ki ll your self")]
    [InlineData("#killyourself", "killyourself")]
    [InlineData("s3nd nud3z", "s3nd nud3z")]
    [InlineData("$end nudes pls", "$end nudes")]
    [InlineData("1d10t", "1d10t")]
    [InlineData("i d i o t", "i d i o t")]
    [InlineData("you are an iiiidiot", "iiiidiot")]
    [InlineData("you 1diots!", "1diots")]
    [InlineData("f r e e r o b u x", "f r e e r o b u x")]
    [InlineData("dont tell your mum", "dont tell your mum")]
    [InlineData("don’t tell your mum", "don’t tell your mum")]
    [InlineData("self harm", "self harm")]
    [InlineData("selfharm", "selfharm")]
    [InlineData("a$$", "a$$")]
    [InlineData("s.h.i.t", "s.h.i.t")]
    [InlineData("she said 🍆🏽 lol", "🍆🏽")]
    [InlineData("xx 420 xx", "420")]
    [InlineData("Hoe", "Hoe")]
    public void Sees_through(string text, string disguise)
    {
        ClassificationResult result = s_classifier.ClassifyText(text);
        Assert.Contains(result.Findings, f => text.Substring(f.Span.Start, f.Span.Length) == disguise);
    }

    [Theory]
    [InlineData("the pen is red, m8, and it's 2nite")]
    [InlineData("that's hit number 1, let's hit gr8 notes")]
    [InlineData("that's lag m8, bad ping")]
    [InlineData("as seen on tv 4 u")]
    [InlineData("skilled w0rk and a skillet")]
    [InlineData("he'll be there at 7pm, she'll come l8r")]
    [InlineData("a class of 30, a glass, Scunthorpe, bass 2")]
    [InlineData("wow!!! sooo goooood")]
    [InlineData("my hoe and rake in the garden shed")]
    [InlineData("call 01420 960 for details")]
    [InlineData("shell suits 4 sale, Michelle")]
    [InlineData("k i t c h e n")]
    [InlineData("s e n d notes")]
    [InlineData("self portrait, no harm done")]
    public void Leaves_alone(string text) => Assert.Empty(s_classifier.ClassifyText(text).Findings);

    [Fact]
    public void However_long_the_stretch()
    {
        foreach (int repeat in new[] { 3, 60, 64, 66, 500 })
        {
            Assert.NotEmpty(s_classifier.ClassifyText($"k{new string('i', repeat)}ll yourself").Findings);
        }
    }

    [Theory]
    [InlineData("the SS", true)]
    [InlineData("the S-S", true)]
    [InlineData("the ss", false)]
    public void Case_matters_where_asked_in_every_spelling(string text, bool expected)
    {
        SafetyClassifier classifier = Build("S-S | extremism | 8 | case");
        classifier.ScoreText("some longer text that was scored before this one");
        Assert.Equal(expected, !classifier.ClassifyText(text).Findings.IsEmpty);
    }

    /// <summary>Whatever the disguise, the span is exactly the disguised words of the original, in both encodings.</summary>
    [Fact]
    public void Spans_are_exact_under_every_disguise()
    {
        Gen<(string Before, string Disguise, string After)> cases =
            from phrase in Gen.Elements(s_phrases)
            from disguise in Gen.Elements(Disguises.All)
            from seed in Gen.Choose(0, int.MaxValue)
            from before in Gen.Elements("", "well ", "he said: ", "ñandú 😀 ", "zwj \u200D,", "\ud83d ", "“", "line one\r\nline two ")
            from after in Gen.Elements("", " ok", ".", " 😀", "\u200B ?", "\nbye", " \udc00", "”")
            select (before, disguise.Apply(phrase, new Random(seed)), after);
        Property.Holds(cases, 3000, static c =>
        {
            string text = c.Before + c.Disguise + c.After;
            TextSpan expected = new(c.Before.Length, c.Disguise.Length);
            Assert.Contains(s_classifier.ClassifyText(text).Findings, f => f.Span == expected);

            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            TextSpan bytes = new(System.Text.Encoding.UTF8.GetByteCount(c.Before), System.Text.Encoding.UTF8.GetByteCount(c.Disguise));
            Assert.Contains(s_classifier.ClassifyText(utf8).Findings, f => f.Span == bytes);
        });
    }

    private static SafetyClassifier Build(params string[] lines)
    {
        Lexicon lexicon = Lexicon.Parse(string.Join('\n', lines), "test", out var diagnostics);
        Assert.Empty(diagnostics);
        return SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(lexicon).Build();
    }
}
