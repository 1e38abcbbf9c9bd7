using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety.Training.Linear;

/// <summary>The features of all examples: which hash won each row, and each example's rows with their values.</summary>
internal sealed class FeatureTable
{
    private FeatureTable(int bits, byte[] tags, int[][] rows, float[][] values)
    {
        Bits = bits;
        Tags = tags;
        Rows = rows;
        Values = values;
    }

    public int Bits { get; }

    public byte[] Tags { get; }

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
            values[i] = [.. known.Select(k => k.Count * norm)];
        });
        return new FeatureTable(settings.Bits, tags, rows, values);
    }

    private static int Key(uint hash, int bits) => (LinearModel.RowOf(hash, bits) << 8) | LinearModel.TagOf(hash);

    private readonly struct Sink(List<uint> hashes) : IFeatureSink
    {
        public List<uint> Hashes { get; } = hashes;

        public void Add(uint hash) => Hashes.Add(hash);
    }
}
