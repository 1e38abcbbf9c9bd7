using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace OnlineSafety.Models;

/// <summary>
/// Makes probabilities mean what they say: beta calibration (Kull, Silva Filho and Flach 2017) of each target's logit, and
/// the probability from which the key stage 3 profile flags it. Immutable.
/// <code>targets × { f32 a; f32 b; f32 c; f32 threshold }</code>
/// </summary>
internal sealed class Calibration
{
    private const int RowLength = 4 * sizeof(float);

    // A vector at a time: filled up to whole ones.
    private readonly double[] _a;
    private readonly double[] _b;
    private readonly double[] _c;

    /// <summary>Makes a calibration.</summary>
    /// <param name="rows">The targets'.</param>
    /// <exception cref="InvalidDataException">A number is out of its range.</exception>
    public Calibration(ReadOnlySpan<Row> rows)
    {
        int filled = (rows.Length + Vector128<int>.Count - 1) / Vector128<int>.Count * Vector128<int>.Count;
        _a = new double[filled];
        _b = new double[filled];
        _c = new double[filled];
        Thresholds = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = rows[i];
            if (!(float.IsFinite(row.A) && row.A >= 0 && float.IsFinite(row.B) && row.B >= 0 && float.IsFinite(row.C) && float.IsFinite(row.Threshold) && row.Threshold > 0))
                throw new InvalidDataException("The bundle's calibration is not well formed.");
            (_a[i], _b[i], _c[i], Thresholds[i]) = (row.A, row.B, row.C * (double)Logistic.Milli, row.Threshold);
        }
    }

    /// <summary>The least probability of each target that the key stage 3 profile flags.</summary>
    public float[] Thresholds { get; }

    /// <summary>Reads the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public static Calibration Read(ReadOnlyMemory<byte> section)
    {
        if (section.Length != RowLength * Taxonomy.IndicatorCount)
            throw new InvalidDataException("The bundle's calibration is not well formed.");
        Row[] rows = new Row[Taxonomy.IndicatorCount];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<byte> row = section.Span.Slice(i * RowLength, RowLength);
            rows[i] = new Row(Float(row, 0), Float(row, 1), Float(row, 2), Float(row, 3));
        }

        return new Calibration(rows);

        static float Float(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadSingleLittleEndian(row[(at * sizeof(float))..]);
    }

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

    /// <summary>Replaces the raw logits of all targets by the calibrated ones, both in thousandths: the bits of <see cref="Row.Apply"/>.</summary>
    /// <param name="milliLogits">The logits, and room for a multiple of four of them.</param>
    public void Apply(Span<int> milliLogits)
    {
        Vector128<int> limit = Vector128.Create(Logistic.Limit);
        Vector256<double> wideLimit = Vector256.Create((double)Logistic.Limit);
        for (int i = 0; i < _a.Length; i += Vector128<int>.Count)
        {
            Span<int> four = milliLogits.Slice(i, Vector128<int>.Count);
            Vector256<double> tail = Vector256.Create(Logistic.Tail(four[0]), Logistic.Tail(four[1]), Logistic.Tail(four[2]), Logistic.Tail(four[3]));
            Vector256<double> x = VectorConversions.ToDoubles(Vector128.Clamp(Vector128.Create<int>(four), -limit, limit));
            Vector256<double> up = Vector256.Max(x, default) + tail;
            Vector256<double> logit = (Vector256.Create(_a, i) * (x - up)) + (Vector256.Create(_b, i) * up) + Vector256.Create(_c, i);
            VectorConversions.ToWholes(Vector256.Clamp(logit, -wideLimit, wideLimit)).CopyTo(four);
        }
    }

    /// <summary>One target's: logit = a ln p - b ln(1 - p) + c.</summary>
    internal readonly record struct Row(float A, float B, float C, float Threshold)
    {
        /// <summary>The calibrated logit of a raw one, both in thousandths.</summary>
        public int Apply(int milliLogits)
        {
            double x = Math.Clamp(milliLogits, -Logistic.Limit, Logistic.Limit);
            double up = Math.Max(x, 0) + Logistic.Tail(milliLogits);
            double logit = (A * (x - up)) + (B * up) + (C * (double)Logistic.Milli);
            return (int)Math.Round(Math.Clamp(logit, -Logistic.Limit, Logistic.Limit));
        }
    }
}
