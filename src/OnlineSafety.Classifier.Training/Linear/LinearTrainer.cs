using System.Runtime.Intrinsics;

namespace OnlineSafety.Training.Linear;

/// <summary>
/// Trains the logistic regressions by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013) with L2 penalty and
/// masked labels. Each thread owns half of the indicators and sees all examples in the same order, so the result does not
/// depend on the number of threads.
/// </summary>
internal static class LinearTrainer
{
    private const int Lanes = Taxonomy.IndicatorCount / 2;

    /// <summary>Trains on some examples.</summary>
    /// <param name="table">The features of all examples.</param>
    /// <param name="weights">The weights of all examples.</param>
    /// <param name="chosen">Indexes of the examples to train on.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="seed">Seed of the order.</param>
    public static LinearWeights Train(FeatureTable table, ExampleWeights weights, IReadOnlyList<int> chosen, LinearSettings settings, int seed)
    {
        int[] order = [.. chosen];
        Random random = new(seed);
        int[][] orders = new int[settings.Epochs][];
        for (int epoch = 0; epoch < settings.Epochs; epoch++)
        {
            random.Shuffle(order);
            orders[epoch] = [.. order];
        }

        LinearWeights result = new(table.Bits);
        Parallel.For(0, 2, half => TrainHalf(table, weights, orders, result, half * Lanes));
        return result;
    }

    private static void TrainHalf(FeatureTable table, ExampleWeights weights, int[][] orders, LinearWeights result, int first)
    {
        float[] w = new float[(1 << table.Bits) * Lanes];
        float[] bias = new float[Lanes];
        float[] duals = new float[table.Rows.Length * Lanes];
        Span<float> logits = stackalloc float[Lanes];
        Span<float> steps = stackalloc float[Lanes];
        foreach (int[] order in orders)
        {
            foreach (int e in order)
            {
                ReadOnlySpan<float> weight = weights.Of(e).Slice(first, Lanes);
                if (!weight.ContainsAnyExcept(0f))
                    continue;
                int[] rows = table.Rows[e];
                float[] values = table.Values[e];
                Dot(w, rows, values, bias, logits);
                float square = 1;
                foreach (float value in values)
                {
                    square += value * value;
                }

                for (int i = 0; i < Lanes; i++)
                {
                    ref float dual = ref duals[(e * Lanes) + i];
                    float penalty = weights.Penalties[first + i];
                    float y = weights.IsPositive(e, first + i) ? 1 : -1;
                    float target = y / (1 + MathF.Exp(y * logits[i]));
                    float change = weight[i] == 0 ? 0 : (target - dual) / MathF.Max(1, 0.25f + (weight[i] * square / penalty));
                    dual += change;
                    steps[i] = weight[i] * change / penalty;
                    bias[i] += steps[i];
                }

                Add(w, rows, values, steps);
            }
        }

        result.Set(first, Lanes, w, bias);
    }

    private static void Dot(float[] w, int[] rows, float[] values, ReadOnlySpan<float> bias, Span<float> logits)
    {
        Vector128<float> a = Vector128.Create(bias);
        Vector128<float> b = Vector128.Create(bias[4..]);
        Vector128<float> c = Vector128.Create(bias[8..]);
        for (int f = 0; f < rows.Length; f++)
        {
            ReadOnlySpan<float> row = w.AsSpan(rows[f] * Lanes, Lanes);
            Vector128<float> value = Vector128.Create(values[f]);
            a += Vector128.Create(row) * value;
            b += Vector128.Create(row[4..]) * value;
            c += Vector128.Create(row[8..]) * value;
        }

        a.CopyTo(logits);
        b.CopyTo(logits[4..]);
        c.CopyTo(logits[8..]);
    }

    private static void Add(float[] w, int[] rows, float[] values, ReadOnlySpan<float> steps)
    {
        Vector128<float> a = Vector128.Create(steps);
        Vector128<float> b = Vector128.Create(steps[4..]);
        Vector128<float> c = Vector128.Create(steps[8..]);
        for (int f = 0; f < rows.Length; f++)
        {
            Span<float> row = w.AsSpan(rows[f] * Lanes, Lanes);
            Vector128<float> value = Vector128.Create(values[f]);
            (Vector128.Create<float>(row) + (a * value)).CopyTo(row);
            (Vector128.Create<float>(row[4..]) + (b * value)).CopyTo(row[4..]);
            (Vector128.Create<float>(row[8..]) + (c * value)).CopyTo(row[8..]);
        }
    }
}
