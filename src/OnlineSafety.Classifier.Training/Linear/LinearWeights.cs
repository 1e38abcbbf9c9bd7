using OnlineSafety.Models;

namespace OnlineSafety.Training.Linear;

/// <summary>The trained weights before they are quantised: one row of 24 a feature.</summary>
internal sealed class LinearWeights(int bits)
{
    private readonly float[] _weights = new float[(1 << bits) * Taxonomy.IndicatorCount];
    private readonly float[] _bias = new float[Taxonomy.IndicatorCount];

    /// <summary>Takes over the weights of some indicators.</summary>
    public void Set(int first, int count, float[] weights, float[] bias)
    {
        for (int row = 0; row < 1 << bits; row++)
        {
            weights.AsSpan(row * count, count).CopyTo(_weights.AsSpan((row * Taxonomy.IndicatorCount) + first, count));
        }

        bias.CopyTo(_bias.AsSpan(first));
    }

    /// <summary>The logits of an example.</summary>
    public void Score(int[] rows, float[] values, Span<float> logits)
    {
        _bias.CopyTo(logits);
        for (int f = 0; f < rows.Length; f++)
        {
            ReadOnlySpan<float> row = _weights.AsSpan(rows[f] * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount);
            for (int i = 0; i < row.Length; i++)
            {
                logits[i] += row[i] * values[f];
            }
        }
    }

    /// <summary>Takes the first indicators' weights from another.</summary>
    public void TakeFirst(int count, LinearWeights other)
    {
        for (int row = 0; row < 1 << bits; row++)
        {
            other._weights.AsSpan(row * Taxonomy.IndicatorCount, count).CopyTo(_weights.AsSpan(row * Taxonomy.IndicatorCount));
        }

        other._bias.AsSpan(0, count).CopyTo(_bias);
    }

    /// <summary>The logits of an example without the bias, times a factor.</summary>
    public void Sum(int[] rows, float[] values, double factor, Span<double> sums)
    {
        sums.Clear();
        for (int f = 0; f < rows.Length; f++)
        {
            ReadOnlySpan<float> row = _weights.AsSpan(rows[f] * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount);
            for (int i = 0; i < row.Length; i++)
            {
                sums[i] += row[i] * values[f] * factor;
            }
        }
    }

    /// <summary>The logit of an indicator for an example without features.</summary>
    public float Bias(int indicator) => _bias[indicator];

    /// <summary>The weight of a row for a column.</summary>
    public float this[int row, int column] => _weights[(row * Taxonomy.IndicatorCount) + column];

    /// <summary>The value of one of 127 steps of an indicator.</summary>
    public float ScaleOf(FeatureTable table, int indicator)
    {
        // A few extreme weights would coarsen all the others: they are cut off at the 99.99th percentile.
        float[] sizes = [.. Enumerable.Range(0, 1 << bits).Select(row => MathF.Abs(this[row, indicator] * table.Rarity[row])).Order()];
        return MathF.Max(1e-6f, sizes[(int)(sizes.Length * 0.9999)] / LinearModel.MaxWeight);
    }

    /// <summary>The section of a bundle: each indicator's weights, times the rarity of the row, in 127 steps of its own.</summary>
    public byte[] Quantize(FeatureTable table)
    {
        int k = Taxonomy.IndicatorCount;
        float[] scales = new float[k];
        for (int i = 0; i < k; i++)
        {
            scales[i] = ScaleOf(table, i);
        }

        sbyte[] quantized = new sbyte[_weights.Length];
        for (int j = 0; j < quantized.Length; j++)
        {
            quantized[j] = (sbyte)Math.Clamp(MathF.Round(_weights[j] * table.Rarity[j / k] / scales[j % k]), -LinearModel.MaxWeight, LinearModel.MaxWeight);
        }

        return LinearModel.Write(bits, scales, _bias, table.Tags, quantized);
    }
}
