using System.Runtime.Intrinsics.X86;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Text;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Models;

/// <summary>Every fast form gives the bits of the plain one beside it.</summary>
public sealed class TwinTests
{
    private static readonly float[] s_values = [float.NegativeInfinity, -3.5f, -1, -0f, 0, float.Epsilon, 0.25f, 1, 7, 4096, float.PositiveInfinity];

    [Fact]
    public void Trees()
    {
        Random random = new(7);
        for (int run = 0; run < 40; run++)
        {
            TreeModel.Ensemble[] ensembles = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(_ => new TreeModel.Ensemble(
                random.Next(-9000, 9000), random.Next(0, 2000), [.. Enumerable.Range(0, random.Next(0, 140)).Select(_ => RandomTree(random))]))];
            TreeModel model = new(TreeModel.Write(ensembles));
            int[] logits = new int[Taxonomy.IndicatorCount];
            for (int text = 0; text < 20; text++)
            {
                float[] features = [.. Enumerable.Range(0, DenseFeatures.Count).Select(_ => RandomValue(random))];
                int[] expected = [.. ensembles.Select((e, i) => e.Score(features[DenseFeatures.Linear + i], features))];
                model.Score(features, logits);
                Assert.Equal(expected, logits);
                model.ScoreScalar(features, logits);
                Assert.Equal(expected, logits);
                model.Score128(features, logits);
                Assert.Equal(expected, logits);
                if (!Avx2.IsSupported)
                    continue;
                model.Score256(features, logits);
                Assert.Equal(expected, logits);
            }
        }
    }

    [Fact]
    public void Trees_that_do_not_fit_are_refused()
    {
        TreeModel.Tree nan = new(new int[7], [0, 0, 0, float.NaN, 0, 0, 0], new sbyte[8]);
        TreeModel.Tree unknown = new([0, 0, 0, 0, 0, 0, DenseFeatures.Count], new float[7], new sbyte[8]);
        IEnumerable<TreeModel.Tree> many = Enumerable.Range(0, 256).Select(static i => new TreeModel.Tree(new int[7], [.. Enumerable.Repeat((float)i, 7)], new sbyte[8]));
        foreach (TreeModel.Tree[] trees in new TreeModel.Tree[][] { [nan], [unknown], [.. many] })
        {
            TreeModel.Ensemble[] all = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(i => new TreeModel.Ensemble(0, 0, i == 3 ? trees : []))];
            Assert.ThrowsAny<ArgumentException>(() => TreeModel.Write(all));
        }
    }

    [Fact]
    public void Probabilities_and_calibration()
    {
        Random random = new(3);
        Calibration.Row[] rows = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(_ => new Calibration.Row(random.NextSingle() * 2, random.NextSingle() * 2, random.NextSingle() - 0.5f, 0.5f))];
        Calibration calibration = new(rows);
        float[] probabilities = new float[Taxonomy.IndicatorCount];
        for (int run = 0; run < 4000; run++)
        {
            int[] logits = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(_ => run < 10 ? random.Next(int.MinValue, int.MaxValue) : random.Next(-21_000, 21_000))];
            Logistic.Probabilities(logits, probabilities);
            Assert.Equal(logits.Select(Logistic.Probability), probabilities);
            int[] expected = [.. logits.Select((l, i) => rows[i].Apply(l))];
            calibration.Apply(logits);
            Assert.Equal(expected, logits);
        }
    }

    [Fact]
    public void Linear_sums_with_and_without_the_memo_of_words()
    {
        string[] words = ["kill", "kil", "the", "you", "don't", "a", "ab", "fourteenletter", "fifteenletters1", "straße", "0"];
        (LinearModel plain, LinearModel withMemo) = RandomModels(words);
        Gen<string> text = Gen.OneOf(Gen.Elements(words), Gen.Elements(" ", " ", ".", "'", "@", "http://", "😀"), Hostile.Utf16.Select(static s => s.Length > 40 ? s[..40] : s))
            .ListOf().Select(static parts => string.Join(' ', parts));
        int[] expected = new int[Taxonomy.IndicatorCount];
        Property.Holds(text, 400, t =>
        {
            string folded = TextNormalizer.Fold(t);
            int count = plain.SumScalar(folded, expected);
            AssertSums(plain, folded, count, expected);
            AssertSums(withMemo, folded, count, expected);
        });

        // More features than are added at once, all of the highest weight.
        string longText = string.Concat(Enumerable.Range(0, 3000).Select(static i => $"w{i} "));
        AssertSums(withMemo, longText, plain.SumScalar(longText, expected), expected);

        static void AssertSums(LinearModel model, string folded, int count, int[] expected)
        {
            LinearSums sums = new();
            model.Note(folded, sums);
            Assert.Equal(count, sums.FeatureCount);
            model.AddRows(sums);
            Assert.Equal(expected, sums.Values);
            model.AddRows(sums);
            Assert.Equal(expected, sums.Values);
        }
    }

    [Fact]
    public void A_memo_of_other_rows_is_refused()
    {
        byte[] linear = RandomLinear(1);
        byte[] memo = WordMemo.Write(4, linear, ["kill"]);
        _ = new WordMemo(memo, linear);
        Assert.Throws<InvalidDataException>(() => new WordMemo(memo, RandomLinear(2)));
        Assert.Throws<InvalidDataException>(() => new WordMemo(memo.AsMemory(0, memo.Length - 1), linear));
        Assert.Throws<InvalidDataException>(() => new WordMemo(ReadOnlyMemory<byte>.Empty, linear));
    }

    [Fact]
    public void Normaliser()
    {
        Gen<string> ascii = Gen.Choose(0, 127).Select(static c => ((char)c).ToString()).ListOf().Select(static cs => string.Concat(cs));
        Gen<string> plain = Gen.Elements("Hello ", "WORLD, ", "a`b ", "  ", "two  spaces ", "x\ty ", "é", "ﬃ ", "1-2 ", "this is Plain ASCII text of some Length. ")
            .ListOf().Select(static parts => string.Concat(parts));
        Property.Holds(Gen.OneOf(ascii, plain, Hostile.Utf16), 1500, static text =>
        {
            Same<char, Utf16Decoder>(text.AsSpan());
            Same<byte, Utf8Decoder>(Encoding.UTF8.GetBytes(text));
            Same<char, PercentDecoder>(Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal));
        });

        static void Same<TUnit, TDecoder>(ReadOnlySpan<TUnit> text)
            where TUnit : unmanaged
            where TDecoder : struct, IScalarDecoder<TUnit>
        {
            FoldedText fast = new();
            FoldedText scalar = new();
            TextNormalizer.Normalize<TUnit, TDecoder>(text, fast);
            TextNormalizer.NormalizeScalar<TUnit, TDecoder>(text, scalar);
            Assert.Equal(scalar.Chars.ToString(), fast.Chars.ToString());
            Assert.Equal(scalar.HasInvalid, fast.HasInvalid);
            for (int i = 0; i < scalar.Length; i++)
            {
                Assert.Equal(scalar.StartOf(i), fast.StartOf(i));
            }
        }
    }

    [Fact]
    public void Signs_of_evasion()
    {
        Gen<string> words = Gen.Elements(
            "the", "to", "a", "I", "x", "q", "b", "zq", "ok", "it's", "'", "soooo", "hmm", "k1ll", "5pm", "$", "u$e", "@", "me@", "#tag", "e.g.", "well-known", "f.u.n", "(so)", "\"yes\"", "!",
            "hi!", "é", "€", "word, word", "seventeenletters", "k i l l", "f u", "  ");
        Gen<string> text = Gen.OneOf(words.ListOf().Select(static parts => string.Join(' ', parts)), words.ListOf().Select(static parts => string.Concat(parts)), Hostile.Utf16);
        EvasionSigns fast = new();
        EvasionSigns scalar = new();
        Property.Holds(text, 3000, t =>
        {
            // Of any length from a few characters to several windows, with the word at every place of one.
            foreach (string whole in new[] { t, t + new string('n', t.Length % 7) + " and then the others came along as well " + t, new string(' ', t.Length % 67) + "quiet words before it are here " + t })
            {
                string folded = TextNormalizer.Fold(whole);
                fast.Detect(folded);
                scalar.DetectScalar(folded);
                Assert.Equal(scalar.Any, fast.Any);
                for (int block = 0; block <= folded.Length / EvasionSigns.BlockLength; block++)
                {
                    Assert.Equal(scalar.IsMarked(block), fast.IsMarked(block));
                }
            }
        });

        // A plain text is not gone through one by one, so a sign must be seen at any place of it.
        foreach (string sign in new[] { " k1ll ", " $o ", " f u n k ", " zq ", " qx", "aaa", "a.b", "#x", "b " })
        {
            for (int at = 0; at < 200; at++)
            {
                string folded = new StringBuilder().Insert(0, "some plain words ", 12).Insert(at, sign).ToString();
                fast.Detect(folded);
                scalar.DetectScalar(folded);
                Assert.Equal(scalar.Any, fast.Any);
            }
        }
    }

    private static TreeModel.Tree RandomTree(Random random) => new(
        [.. Enumerable.Range(0, TreeModel.Splits).Select(_ => random.Next(DenseFeatures.Count))],
        [.. Enumerable.Range(0, TreeModel.Splits).Select(_ => RandomValue(random))],
        [.. Enumerable.Range(0, TreeModel.Leaves).Select(_ => (sbyte)random.Next(sbyte.MinValue, sbyte.MaxValue + 1))]);

    private static float RandomValue(Random random) => random.Next(3) == 0 ? s_values[random.Next(s_values.Length)] : random.Next(-40, 40) / 4f;

    private static (LinearModel Plain, LinearModel WithMemo) RandomModels(string[] words)
    {
        byte[] linear = RandomLinear(5);
        return (new LinearModel(linear), new LinearModel(linear, new WordMemo(WordMemo.Write(5, linear, words), linear)));
    }

    private static byte[] RandomLinear(int seed)
    {
        const int Bits = 8;
        Random random = new(seed);
        byte[] tags = new byte[1 << Bits];
        random.NextBytes(tags);
        sbyte[] weights = [.. Enumerable.Range(0, tags.Length * Taxonomy.IndicatorCount).Select(i => (sbyte)(i % 3 == 0 ? LinearModel.MaxWeight : random.Next(-LinearModel.MaxWeight, LinearModel.MaxWeight + 1)))];
        float[] ones = [.. Enumerable.Repeat(1f, Taxonomy.IndicatorCount)];
        return LinearModel.Write(Bits, ones, ones, tags, weights);
    }
}
