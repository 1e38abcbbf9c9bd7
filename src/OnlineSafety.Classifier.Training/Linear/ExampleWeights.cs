using OnlineSafety.Training.Corpus;

namespace OnlineSafety.Training.Linear;

/// <summary>How much each example counts for each indicator, as a positive or a negative.</summary>
internal sealed class ExampleWeights
{
    private readonly float[] _weights;
    private readonly uint[] _positive;

    /// <summary>Takes over weights, one row an example, and the bits of its positives.</summary>
    public ExampleWeights(float[] weights, uint[] positive)
    {
        _weights = weights;
        _positive = positive;
    }

    /// <summary>Weighs a corpus.</summary>
    public static ExampleWeights Of(TrainingCorpus corpus, LinearSettings settings)
    {
        int n = corpus.Examples.Count;
        int k = Taxonomy.IndicatorCount;

        // Indicators that public sources label: for the others, "not labelled" in public text is nearly always "no".
        bool[] isPublic = new bool[k];
        int[,,] counts = new int[corpus.Sources.Count, k, 2];
        foreach (Example example in corpus.Examples)
        {
            for (int i = 0; i < k; i++)
            {
                if (example.Labels[(Indicator)i] is { } label)
                {
                    counts[example.Source, i, label ? 1 : 0]++;
                    isPublic[i] |= label && !corpus.IsOwn[example.Source];
                }
            }
        }

        float[] weights = new float[n * k];
        uint[] positive = new uint[n];
        for (int e = 0; e < n; e++)
        {
            Example example = corpus.Examples[e];
            positive[e] = example.Labels.Positive;
            for (int i = 0; i < k; i++)
            {
                float own = corpus.IsOwn[example.Source] ? settings.OwnWeight : 1;
                weights[(e * k) + i] = example.Labels[(Indicator)i] is { } label
                    ? own * MathF.Min(1, MathF.Sqrt(settings.SourceCap / (float)counts[example.Source, i, label ? 1 : 0]))
                    : !isPublic[i] && !corpus.IsOwn[example.Source] ? settings.BackgroundWeight : 0;
            }
        }

        return new ExampleWeights(weights, positive);
    }

    /// <summary>The weights of an example, one an indicator; 0 where it is unknown.</summary>
    public ReadOnlySpan<float> Of(int example) => _weights.AsSpan(example * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount);

    /// <summary>Whether an example is a positive of an indicator.</summary>
    public bool IsPositive(int example, int indicator) => (_positive[example] & (1u << indicator)) != 0;
}
