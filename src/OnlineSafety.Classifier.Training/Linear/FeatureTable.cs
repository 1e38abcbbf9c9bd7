using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety.Training.Linear;

/// <summary>
/// The features of all examples: which hash won each row, its weight by rarity, and each example's rows with their values.
/// </summary>
internal sealed class FeatureTable
{
    // The logarithm of a word in one text of some fifty: keeps the penalty on the scale that it has without rarity.
    private const float TypicalRarity = 4;

    private FeatureTable(int bits, byte[] tags, float[] rarity, int[] counts, int[][] rows, float[][] values)
    {
        Counts = counts;
        Bits = bits;
        Tags = tags;
        Rarity = rarity;
        Rows = rows;
        Values = values;
    }

    public int Bits { get; }

    public byte[] Tags { get; }

    /// <summary>
    /// Each row's inverse document frequency (Spärck Jones 1972), so that the penalty weighs least on the words that say most.
    /// It is multiplied into the row's weights: scoring does not see it.
    /// </summary>
    public float[] Rarity { get; }

    /// <summary>How many features each example has, unknown ones included.</summary>
    public int[] Counts { get; }

    /// <summary>Each example's rows, sorted.</summary>
    public int[][] Rows { get; }

    /// <summary>Each example's values: count over the root of the number of features.</summary>
    public float[][] Values { get; }

    /// <summary>Extracts the features of some texts; a row goes to the feature that is in the most texts.</summary>
    public static FeatureTable Build(IReadOnlyList<string> texts, LinearSettings settings)
    {
        uint[][] hashes = new uint[texts.Count][];
        Parallel.For(0, texts.Count, () => new FoldedText(), (i, _, folded) =>
        {
            TextNormalizer.Normalize<char, Utf16Decoder>(texts[i], folded);
            Sink sink = new([]);
            NgramFeatures.Extract(folded.Chars, ref sink);
            hashes[i] = [.. sink.Hashes];
            Array.Sort(hashes[i]);
            return folded;
        }, static _ => { });
        return Build(hashes, settings);
    }

    /// <summary>Makes the table of features that are already extracted, each example's sorted.</summary>
    public static FeatureTable Build(uint[][] hashes, LinearSettings settings)
    {
        // A feature is known by its row and tag alone: other bits are not told apart at run time either.
        Dictionary<int, int> counts = [];
        foreach (uint[] text in hashes)
        {
            foreach (int key in text.Select(h => Key(h, settings.Bits)).Distinct())
            {
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        byte[] tags = new byte[1 << settings.Bits];
        int[] best = new int[tags.Length];
        foreach ((int key, int count) in counts.OrderBy(static p => p.Key))
        {
            int row = key >> 8;
            if (count >= settings.MinTexts && count > best[row])
            {
                best[row] = count;
                tags[row] = (byte)key;
            }
        }

        float[] rarity = [.. best.Select(count => !settings.WeighsByRarity ? 1 : count == 0 ? 0 : MathF.Log(1 + (hashes.Length / (float)count)) / TypicalRarity)];
        int[][] rows = new int[hashes.Length][];
        float[][] values = new float[hashes.Length][];
        Parallel.For(0, hashes.Length, i =>
        {
            float norm = 1 / MathF.Sqrt(Math.Max(1, hashes[i].Length));
            (int Row, int Count)[] known =
            [
                .. hashes[i].Where(h => tags[LinearModel.RowOf(h, settings.Bits)] == LinearModel.TagOf(h))
                    .GroupBy(h => LinearModel.RowOf(h, settings.Bits)).OrderBy(static g => g.Key).Select(static g => (g.Key, g.Count())),
            ];
            rows[i] = [.. known.Select(static k => k.Row)];
            values[i] = [.. known.Select(k => k.Count * norm * rarity[k.Row])];
        });
        return new FeatureTable(settings.Bits, tags, rarity, [.. hashes.Select(static h => h.Length)], rows, values);
    }

    /// <summary>A table of examples that are each made of several of this table's.</summary>
    public FeatureTable Joined(IReadOnlyList<int[]> groups)
    {
        int[] counts = new int[groups.Count];
        int[][] rows = new int[groups.Count][];
        float[][] values = new float[groups.Count][];
        Parallel.For(0, groups.Count, g =>
        {
            SortedDictionary<int, float> sums = [];
            foreach (int e in groups[g])
            {
                counts[g] += Counts[e];
                float root = MathF.Sqrt(Math.Max(1, Counts[e]));
                for (int f = 0; f < Rows[e].Length; f++)
                {
                    sums[Rows[e][f]] = sums.GetValueOrDefault(Rows[e][f]) + (Values[e][f] * root);
                }
            }

            float norm = 1 / MathF.Sqrt(Math.Max(1, counts[g]));
            rows[g] = [.. sums.Keys];
            values[g] = [.. sums.Values.Select(v => v * norm)];
        });
        return new FeatureTable(Bits, Tags, Rarity, counts, rows, values);
    }

    private static int Key(uint hash, int bits) => (LinearModel.RowOf(hash, bits) << 8) | LinearModel.TagOf(hash);

    private readonly struct Sink(List<uint> hashes) : IFeatureSink
    {
        public List<uint> Hashes { get; } = hashes;

        public void Add(uint hash) => Hashes.Add(hash);

        public bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;
    }
}
