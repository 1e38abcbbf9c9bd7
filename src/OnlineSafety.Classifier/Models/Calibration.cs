using System.Buffers.Binary;

namespace OnlineSafety.Models;

/// <summary>
/// Makes probabilities mean what they say: beta calibration (Kull, Silva Filho and Flach 2017) of each indicator's logit, and
/// the probability from which the key stage 3 profile flags it. Immutable.
/// <code>24 × { f32 a; f32 b; f32 c; f32 threshold }</code>
/// </summary>
internal sealed class Calibration
{
    private const int RowLength = 4 * sizeof(float);

    private readonly Row[] _rows = new Row[Taxonomy.IndicatorCount];

    /// <summary>Reads the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public Calibration(ReadOnlyMemory<byte> section)
    {
        if (section.Length != RowLength * Taxonomy.IndicatorCount)
            throw new InvalidDataException("The bundle's calibration section is not well formed.");
        for (int i = 0; i < _rows.Length; i++)
        {
            ReadOnlySpan<byte> row = section.Span.Slice(i * RowLength, RowLength);
            _rows[i] = new Row(Float(row, 0), Float(row, 1), Float(row, 2), Float(row, 3));
            if (!(float.IsFinite(_rows[i].A) && _rows[i].A >= 0 && float.IsFinite(_rows[i].B) && _rows[i].B >= 0 && float.IsFinite(_rows[i].C) &&
                float.IsFinite(_rows[i].Threshold) && _rows[i].Threshold > 0))
                throw new InvalidDataException("The bundle's calibration section is not well formed.");
        }

        static float Float(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadSingleLittleEndian(row[(at * sizeof(float))..]);
    }

    /// <summary>The least probability of an indicator that the key stage 3 profile flags.</summary>
    public float ThresholdOf(int indicator) => _rows[indicator].Threshold;

    /// <summary>The same of all indicators.</summary>
    public float[] Thresholds => [.. _rows.Select(static r => r.Threshold)];

    /// <summary>Writes a section.</summary>
    public static byte[] Write(IReadOnlyList<Row> rows)
    {
        byte[] section = new byte[RowLength * rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            Span<byte> row = section.AsSpan(i * RowLength);
            BinaryPrimitives.WriteSingleLittleEndian(row, rows[i].A);
            BinaryPrimitives.WriteSingleLittleEndian(row[4..], rows[i].B);
            BinaryPrimitives.WriteSingleLittleEndian(row[8..], rows[i].C);
            BinaryPrimitives.WriteSingleLittleEndian(row[12..], rows[i].Threshold);
        }

        return section;
    }

    /// <summary>Replaces the raw logits of all indicators by the calibrated ones, both in thousandths.</summary>
    public void Apply(Span<int> milliLogits)
    {
        // The bits of Row.Apply: the same IEEE operations, several indicators at a time.
        Span<double> x = stackalloc double[Taxonomy.IndicatorCount];
        Span<double> up = stackalloc double[Taxonomy.IndicatorCount];
        Logistic.ToLogits(milliLogits, x);
        Logistic.Softplus(x, up);
        for (int i = 0; i < x.Length; i++)
        {
            milliLogits[i] = _rows[i].Apply(x[i], up[i]);
        }
    }

    /// <summary>One indicator's: logit = a ln p - b ln(1 - p) + c.</summary>
    internal readonly record struct Row(float A, float B, float C, float Threshold)
    {
        public int Apply(int milliLogits)
        {
            double x = Logistic.Logits(milliLogits);
            return Apply(x, Logistic.Softplus(x));
        }

        /// <summary>The calibrated logit, in thousandths, of a raw one and its softplus.</summary>
        public int Apply(double x, double up)
        {
            double logit = (A * (x - up)) + (B * up) + C;
            return (int)Math.Round(Math.Clamp(logit, -20, 20) * Logistic.Milli);
        }
    }
}
