namespace OnlineSafety.Training.Trees;

/// <summary>Dense features cut into histogram bins: one byte a value, the bins at quantiles.</summary>
internal sealed class BinnedFeatures
{
    private readonly byte[][] _bins;
    private readonly float[][] _edges;

    private BinnedFeatures(byte[][] bins, float[][] edges)
    {
        _bins = bins;
        _edges = edges;
    }

    /// <summary>Number of features.</summary>
    public int FeatureCount => _bins.Length;

    /// <summary>Cuts features: <paramref name="values"/> has a row an example.</summary>
    public static BinnedFeatures Build(IReadOnlyList<float[]> values, int bins)
    {
        int features = values[0].Length;
        byte[][] binned = new byte[features][];
        float[][] edges = new float[features][];
        Parallel.For(0, features, f =>
        {
            float[] sorted = [.. values.Select(v => v[f]).Order()];
            edges[f] = [.. Enumerable.Range(1, bins - 1).Select(b => sorted[(int)((long)b * (sorted.Length - 1) / bins)])
                .Concat(Enumerable.Range(1, 8).Select(t => sorted[sorted.Length - 1 - (int)(sorted.Length * 0.002 * t)]))
                .Distinct().Where(e => e < sorted[^1]).Order()];
            binned[f] = [.. values.Select(v => (byte)BinOf(edges[f], v[f]))];
        });
        return new BinnedFeatures(binned, edges);
    }

    /// <summary>The bins of a feature, one an example.</summary>
    public byte[] Of(int feature) => _bins[feature];

    /// <summary>Bins that a feature has.</summary>
    public int BinCount(int feature) => _edges[feature].Length + 1;

    /// <summary>The threshold between a bin and the next: values above it lie right.</summary>
    public float EdgeAfter(int feature, int bin) => _edges[feature][bin];

    private static int BinOf(float[] edges, float value)
    {
        int at = Array.BinarySearch(edges, value);
        return at < 0 ? ~at : at;
    }
}
