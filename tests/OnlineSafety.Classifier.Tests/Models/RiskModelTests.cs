using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Tests.Features;

namespace OnlineSafety.Tests.Models;

/// <summary>The parts of the trained model, with weights made by hand.</summary>
public sealed class RiskModelTests
{
    private const int Bits = 8;

    [Theory]
    [InlineData("Stop it!!!", "stop it")]
    [InlineData("look at https://x.example/a?b=c now", "look at now")]
    [InlineData("www.x.example/path now", "now")]
    [InlineData("@somebody hello", "hello")]
    [InlineData("don't", "dont")]
    public void Punctuation_links_and_mentions_are_no_features(string text, string same) => Assert.Equal(Words(same), Words(text));

    [Fact]
    public void Features_of_hostile_text_are_bounded_by_its_length() =>
        Property.Holds(Hostile.Utf16, 300, static text =>
        {
            Counter counter = new(new int[1]);
            NgramFeatures.Extract(OnlineSafety.Text.TextNormalizer.Fold(text), ref counter);
            Assert.InRange(counter.Count, 0, (8 * text.Length * 3) + 8);
        });

    [Fact]
    public void Linear_logits_are_the_rows_over_the_root_of_the_number_of_features()
    {
        uint hash = Hashes("a")[0];
        byte[] tags = new byte[1 << Bits];
        sbyte[] weights = new sbyte[tags.Length * Taxonomy.IndicatorCount];
        int row = LinearModel.RowOf(hash, Bits);
        tags[row] = LinearModel.TagOf(hash);
        weights[(row * Taxonomy.IndicatorCount) + (int)Indicator.Scam] = 100;
        float[] scales = [.. Enumerable.Repeat(0.05f, Taxonomy.IndicatorCount)];
        float[] bias = [.. Enumerable.Repeat(-1f, Taxonomy.IndicatorCount)];
        LinearModel model = new(LinearModel.Write(Bits, scales, bias, tags, weights));
        float[] logits = new float[Taxonomy.IndicatorCount];
        LinearSums noted = new();
        model.Note("a", noted);
        model.Score(noted, logits);
        Assert.Equal(-1 + (5 / Math.Sqrt(LinearModel.LeastFeatures)), logits[(int)Indicator.Scam], 1e-6);
        Assert.Equal(-1f, logits[(int)Indicator.Threat]);
        string longer = "a " + string.Join(' ', Enumerable.Range(0, 40).Select(static i => $"zz{i}"));
        model.Note(longer, noted);
        model.Score(noted, logits);
        Assert.Equal(-1 + (5 / Math.Sqrt(Hashes(longer).Length)), logits[(int)Indicator.Scam], 1e-6);
        model.Note("", noted);
        model.Score(noted, logits);
        Assert.Equal(-1f, logits[(int)Indicator.Scam]);
        List<(int Start, int End, int[] Sums)>? words = null;
        Assert.Equal((6, 7), model.StrongestWords("zz yy a xx", (int)Indicator.Scam, ref words));
        Assert.Equal([(0, 2), (3, 5), (6, 7), (8, 10)], words!.Select(static w => (w.Start, w.End)));

        // Once for a text, not once for each indicator that is explained.
        List<(int Start, int End, int[] Sums)>? first = words;
        Assert.Equal((6, 7), model.StrongestWords("zz yy a xx", (int)Indicator.Scam, ref words));
        Assert.Same(first, words);
    }

    [Theory]
    [InlineData("lol ")]
    [InlineData("go go go united ")]
    [InlineData("the cat sat on the mat. ")]
    public void Saying_a_thing_again_and_again_is_no_more_evidence(string text)
    {
        string Repeated(int times) => string.Concat(Enumerable.Repeat(text, times));
        Assert.Equal(Hashes(Repeated(3)), Hashes(Repeated(200)));
    }

    [Fact]
    public void A_tree_goes_left_or_right_and_leaves_are_in_order()
    {
        TreeModel.Tree tree = new([0, 1, 1, 2, 2, 2, 2], [0, 0, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8]);
        TreeModel.Ensemble[] ensembles = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(i => i == 5 ? new TreeModel.Ensemble(-100, 2000, [tree, tree]) : new TreeModel.Ensemble(0, 0, []))];
        byte[] section = TreeModel.Write(ensembles);
        TreeModel model = new(section);
        float[] features = new float[DenseFeatures.Count];
        for (int leaf = 0; leaf < TreeModel.Leaves; leaf++)
        {
            (features[0], features[1], features[2]) = ((leaf & 4) != 0 ? 1 : -1, (leaf & 2) != 0 ? 1 : -1, (leaf & 1) != 0 ? 1 : -1);
            features[DenseFeatures.Linear + 5] = 0;
            Assert.Equal(-100 + (2 * (leaf + 1) * TreeModel.LeafStep), Score(model, features)[5]);
            features[DenseFeatures.Linear + 5] = 1.5f;
            Assert.Equal(2900 + (2 * (leaf + 1) * TreeModel.LeafStep), Score(model, features)[5]);
        }

        Assert.Equal(0, Score(model, features)[4]);
        Assert.Throws<InvalidDataException>(() => new TreeModel(section.AsMemory(0, section.Length - 1)));

        // The first indicator's place, which is another's; the first group's number of blocks, and of thresholds; the first feature of the only
        // block: seven planes of features, seven of ranks, eight of leaves, 64 bytes each.
        int blocks = Taxonomy.IndicatorCount * 12;
        int thresholds = blocks + (Taxonomy.IndicatorCount / 8 * 4);
        int block = section.Length - (22 * 64);
        foreach ((int at, byte value) in new (int, byte)[] { (8, 0), (11, 0xFF), (blocks, 2), (blocks + 3, 0xFF), (thresholds, 7), (thresholds + 3, 0xFF), (block, DenseFeatures.Count) })
        {
            byte[] damaged = [.. section];
            damaged[at] = value;
            Assert.Throws<InvalidDataException>(() => new TreeModel(damaged));
        }

        static int[] Score(TreeModel model, float[] features)
        {
            int[] logits = new int[Taxonomy.IndicatorCount];
            model.Score(features, logits);
            return logits;
        }
    }

    [Fact]
    public void Damaged_sections_are_refused()
    {
        Assert.Throws<InvalidDataException>(static () => new LinearModel(new byte[10]));
        Assert.Throws<InvalidDataException>(static () => new LinearModel(new byte[100_000]));
        Assert.Throws<InvalidDataException>(static () => new TreeModel(new byte[10]));
        Assert.Throws<InvalidDataException>(static () => Calibration.Read(new byte[10]));
        Assert.Throws<InvalidDataException>(static () => Calibration.Read(new byte[24 * 16]));
        Calibration.Row good = new(1, 1, 0, 0.5f);
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            foreach (Calibration.Row row in new[] { good with { A = bad }, good with { B = bad }, good with { C = bad }, good with { Threshold = bad } })
            {
                Assert.Throws<InvalidDataException>(() => Calibration.Read(Calibration.Write([.. Enumerable.Repeat(good, Taxonomy.IndicatorCount - 1), row])));
            }

            float[] fine = new float[Taxonomy.IndicatorCount];
            float[] one = [.. fine[1..], bad];
            Assert.Throws<InvalidDataException>(() => new LinearModel(LinearModel.Write(1, one, fine, new byte[2], new sbyte[2 * Taxonomy.IndicatorCount])));
            Assert.Throws<InvalidDataException>(() => new LinearModel(LinearModel.Write(1, fine, one, new byte[2], new sbyte[2 * Taxonomy.IndicatorCount])));
        }
    }

    [Theory]
    [InlineData(1f, 1f, 0f, 1500, 1500)]
    [InlineData(1f, 1f, 0f, -4000, -4000)]
    [InlineData(0.5f, 0.5f, 1f, 2000, 2000)]
    [InlineData(2f, 2f, 0f, 30_000, 20_000)]
    public void Calibration_moves_logits(float a, float b, float c, int raw, int expected) =>
        Assert.InRange(new Calibration.Row(a, b, c, 0.5f).Apply(raw), expected - 1, expected + 1);

    [Fact]
    public void Calibration_never_turns_scores_round()
    {
        Calibration.Row row = new(0.7f, 0.2f, -0.4f, 0.5f);
        int last = int.MinValue;
        for (int raw = -21_000; raw <= 21_000; raw += 7)
        {
            Assert.True(row.Apply(raw) >= last);
            last = row.Apply(raw);
        }
    }

    [Fact]
    public void Softplus_is_softplus()
    {
        for (double x = -20; x <= 20; x += 0.01)
        {
            Assert.Equal(Math.Log(1 + Math.Exp(x)), Logistic.Softplus(x), 1e-6);
        }

        for (int milli = -20_000; milli <= 20_000; milli++)
        {
            Assert.Equal(Math.Log(1 + Math.Exp(milli / 1000.0)) * 1000, Math.Max(milli, 0) + Logistic.Tail(milli), 1.0 / 30);
        }

        Assert.Equal(Logistic.Tail(20_000), Logistic.Tail(int.MaxValue));
        Assert.Equal(Logistic.Tail(20_000), Logistic.Tail(int.MinValue));
    }

    private static uint[] Words(string text) => Hashes(text);

    private static uint[] Hashes(string text)
    {
        HashList collector = new();
        NgramFeatures.Extract(OnlineSafety.Text.TextNormalizer.Fold(text), ref collector);
        return [.. collector.Hashes];
    }

    private readonly struct Counter(int[] count) : IFeatureSink
    {
        private readonly int[] _count = count;

        public int Count => _count[0];

        public void Add(scoped ReadOnlySpan<uint> hashes) => _count[0] += hashes.Length;

        public bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;
    }
}
