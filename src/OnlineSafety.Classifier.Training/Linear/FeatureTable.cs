using System.Runtime.InteropServices;
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

    /// <summary>Each example's values: count over the root of the number of features (at least <see cref="LinearSettings.LeastFeatures"/>), times rarity.</summary>
    public float[][] Values { get; }

    /// <summary>Extracts the features of some texts; a row goes to the feature that is in the most texts.</summary>
    public static FeatureTable Build(IReadOnlyList<string> texts, LinearSettings settings)
    {
        uint[][] hashes = new uint[texts.Count][];
        Parallel.For(0, texts.Count, () => new FoldedText(), (i, _, folded) =>
        {
            TextNormalizer.Normalize<char, Utf16Decoder>(texts[i], folded);
            HashList sink = new();
            NgramFeatures.Extract(folded.Chars, ref sink);
            hashes[i] = [.. sink.Hashes];
            Array.Sort(hashes[i]);
            return folded;
        }, static _ => { });
        return Build(hashes, settings);
    }

    /// <summary>Makes the table of features that are already extracted. A row goes to the feature that is in the most texts.</summary>
    public static FeatureTable Build(uint[][] hashes, LinearSettings settings) => Build(hashes, settings, wider: null, []);

    /// <summary>
    /// Makes the table of features that are already extracted. A row goes to the feature that matters most to a wider table
    /// that was trained before: where many features want a row, the commonest is seldom the one that says most.
    /// </summary>
    /// <param name="hashes">The features of each example.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="wider">A table of the same features with more rows.</param>
    /// <param name="importance">How much each of its rows matters.</param>
    public static FeatureTable Build(uint[][] hashes, LinearSettings settings, FeatureTable? wider, ReadOnlySpan<float> importance)
    {
        // A feature is known by its row and tag alone: other bits are not told apart at run time either.
        int[][] keys = new int[hashes.Length][];
        Parallel.For(0, hashes.Length, i =>
        {
            keys[i] = [.. hashes[i].Select(h => Key(h, settings.Bits))];
            Array.Sort(keys[i]);
        });
        Dictionary<int, int> counts = [];
        foreach (int[] text in keys)
        {
            for (int k = 0; k < text.Length; k++)
            {
                if (k == 0 || text[k] != text[k - 1])
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, text[k], out _)++;
            }
        }

        byte[] tags = new byte[1 << settings.Bits];
        int[] best = new int[tags.Length];
        float[] most = new float[tags.Length];
        foreach ((int key, float matters) in wider is null ? counts.OrderBy(static p => p.Key).Select(static p => (p.Key, (float)p.Value)) : wider.Ranked(settings.Bits, importance))
        {
            int row = key >> 8;
            int count = counts.GetValueOrDefault(key);
            if (count >= settings.MinTexts && matters > most[row])
            {
                most[row] = matters;
                best[row] = count;
                tags[row] = (byte)key;
            }
        }

        float[] rarity = [.. best.Select(count => !settings.WeighsByRarity ? 1 : count == 0 ? 0 : MathF.Log(1 + (hashes.Length / (float)count)) / TypicalRarity)];
        int[][] rows = new int[hashes.Length][];
        float[][] values = new float[hashes.Length][];
        Parallel.For(0, hashes.Length, i =>
        {
            float norm = 1 / MathF.Sqrt(Math.Max(settings.LeastFeatures, hashes[i].Length));
            (int Row, int Count)[] known = [.. Runs(keys[i]).Where(run => tags[run.Key >> 8] == (byte)run.Key).Select(static run => (run.Key >> 8, run.Count))];
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

    private static IEnumerable<(int Key, int Count)> Runs(int[] sorted)
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
            }

            yield return (sorted[start], end - start);
        }
    }

    /// <summary>The features of this table as a narrower one knows them, and how much each matters.</summary>
    private List<(int Key, float Matters)> Ranked(int bits, ReadOnlySpan<float> importance)
    {
        List<(int Key, float Matters)> features = [];
        for (int row = 0; row < Tags.Length; row++)
        {
            if (Tags[row] != 0)
                features.Add((((row & ((1 << bits) - 1)) << 8) | Tags[row], importance[row]));
        }

        return features;
    }

    private static int Key(uint hash, int bits) => (LinearModel.RowOf(hash, bits) << 8) | LinearModel.TagOf(hash);
}
