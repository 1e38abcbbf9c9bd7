using OnlineSafety.Training.Corpus;

namespace OnlineSafety.Training.Linear;

/// <summary>How much each example counts for each indicator, as a positive or a negative, and how much each indicator is held back.</summary>
internal sealed class ExampleWeights
{
    private readonly float[] _weights;
    private readonly uint[] _positive;

    /// <summary>Takes weights as they are: for each example a weight an indicator, and a bit an indicator for positives; a penalty an indicator.</summary>
    public ExampleWeights(float[] weights, uint[] positive, float[] penalties)
    {
        Penalties = penalties;
        _weights = weights;
        _positive = positive;
    }

    /// <summary>The L2 penalty of each indicator.</summary>
    public IReadOnlyList<float> Penalties { get; }

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

        // A source of positives and hardly any negatives tells what the source is like, not what the risk is.
        float[,] balance = new float[corpus.Sources.Count, k];
        for (int source = 0; source < corpus.Sources.Count; source++)
        {
            for (int i = 0; i < k; i++)
            {
                (float negatives, float positives) = (Counted(source, i, 0), Counted(source, i, 1));
                balance[source, i] = positives > negatives ? negatives / positives : 1;
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
                    ? own * (label ? balance[example.Source, i] : 1) * CapOf(example.Source, i, label ? 1 : 0)
                    : !isPublic[i] && !corpus.IsOwn[example.Source] ? settings.BackgroundWeight : 0;
            }
        }

        return new ExampleWeights(weights, positive, [.. isPublic.Select(p => p ? settings.PublicPenalty : settings.OwnPenalty)]);

        float CapOf(int source, int indicator, int label) => MathF.Min(1, MathF.Sqrt(settings.SourceCap / (float)counts[source, indicator, label]));

        float Counted(int source, int indicator, int label) => counts[source, indicator, label] == 0 ? 0 : counts[source, indicator, label] * CapOf(source, indicator, label);
    }

    /// <summary>The weights of an example, one an indicator; 0 where it is unknown.</summary>
    public ReadOnlySpan<float> Of(int example) => _weights.AsSpan(example * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount);

    /// <summary>Whether an example is a positive of an indicator.</summary>
    public bool IsPositive(int example, int indicator) => (_positive[example] & (1u << indicator)) != 0;
}
