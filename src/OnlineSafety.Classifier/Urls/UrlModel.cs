using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using OnlineSafety.Models;

namespace OnlineSafety.Urls;

/// <summary>
/// The trained model of URLs: one linear part for the host, one for what follows it. The host decides; path and query move its
/// calibrated logit by a bounded step, and a URL without them is not moved at all. Immutable, safe for any thread.
/// <code>
/// u32        format (1)
/// 16 × { f32 a; f32 b; f32 c; f32 threshold }   calibration of the host's logits (beta calibration)
/// 16 × { f32 slope; f32 offset }                step of the rest: slope × logit + offset; 0 and 0 for none
/// ..         host part, rest part
/// </code>
/// </summary>
internal sealed class UrlModel
{
    /// <summary>Path and query move a logit by at most this, in thousandths, down and up.</summary>
    public const int LeastStep = -1500;

    /// <inheritdoc cref="LeastStep"/>
    public const int MostStep = 3000;

    /// <summary>The logit of the base rate that probabilities are fitted to: one URL in a hundred.</summary>
    public const int BaseLogit = -4595;

    private const int Format = 1;
    private const int RowsOffset = sizeof(uint);
    private const int RowLength = 6 * sizeof(float);
    private const int PartsOffset = RowsOffset + (RowLength * UrlTargets.Columns);

    private readonly UrlLinear _host;
    private readonly UrlLinear _rest;
    private readonly Calibration _calibration;
    private readonly RestStep[] _steps = new RestStep[UrlTargets.Columns];

    /// <summary>Opens the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public UrlModel(ReadOnlyMemory<byte> section)
    {
        if (section.Length < PartsOffset || BinaryPrimitives.ReadUInt32LittleEndian(section.Span) != Format)
            throw new InvalidDataException("The bundle's URL section is not well formed, or of another format.");
        Calibration.Row[] rows = new Calibration.Row[UrlTargets.Columns];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<byte> row = section.Span.Slice(RowsOffset + (i * RowLength), RowLength);
            rows[i] = new Calibration.Row(Float(row, 0), Float(row, 1), Float(row, 2), Float(row, 3));
            _steps[i] = new RestStep(Float(row, 4), Float(row, 5));
            if (!float.IsFinite(_steps[i].Slope) || !float.IsFinite(_steps[i].Offset))
                throw new InvalidDataException("The bundle's URL section is not well formed.");
        }

        _calibration = new Calibration(rows.AsSpan(0, UrlTargets.Count));
        _host = new UrlLinear(section[PartsOffset..]);
        _rest = new UrlLinear(section[(PartsOffset + _host.Length)..]);

        static float Float(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadSingleLittleEndian(row[(at * sizeof(float))..]);
    }

    /// <summary>The least probability of each target that the key stage 3 profile flags.</summary>
    public float ThresholdOf(int column) => _calibration.Thresholds[column];

    /// <summary>The same by indicator, dating last; one half for those that only lists know.</summary>
    public float[] Thresholds =>
        [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(i => UrlTargets.ColumnOf((Indicator)i) is >= 0 and int column ? ThresholdOf(column) : 0.5f), ThresholdOf(UrlTargets.Dating)];

    /// <summary>Writes a section.</summary>
    public static byte[] Write(IReadOnlyList<Calibration.Row> calibration, IReadOnlyList<RestStep> steps, byte[] host, byte[] rest)
    {
        byte[] section = new byte[PartsOffset + host.Length + rest.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(section, Format);
        for (int i = 0; i < UrlTargets.Columns; i++)
        {
            float[] values = [calibration[i].A, calibration[i].B, calibration[i].C, calibration[i].Threshold, steps[i].Slope, steps[i].Offset];
            for (int v = 0; v < values.Length; v++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(section.AsSpan(RowsOffset + (i * RowLength) + (v * sizeof(float))), values[v]);
            }
        }

        host.CopyTo(section, PartsOffset);
        rest.CopyTo(section, PartsOffset + host.Length);
        return section;
    }

    /// <summary>The calibrated logits of a URL, in thousandths, one a target.</summary>
    /// <param name="host">The host.</param>
    /// <param name="rest">Path and query as they stand.</param>
    /// <param name="brands">The names that fraud dresses up as.</param>
    /// <param name="logits">Room for <see cref="UrlTargets.Columns"/> values.</param>
    /// <param name="steps">Room for as many: how much of each came from path and query; zeros where there is none.</param>
    [SkipLocalsInit]
    public void Score(scoped in HostView host, ReadOnlySpan<char> rest, BrandList brands, Span<int> logits, Span<int> steps)
    {
        Span<int> pending = stackalloc int[UrlLinear.MaxPending];
        if (host.IsIp)
        {
            // A number says nothing about what is there: the base rate.
            logits.Fill(BaseLogit);
        }
        else
        {
            UrlLinear.Sink sink = _host.CreateSink(pending);
            HostFeatures.Extract(host, brands, ref sink);
            _host.Score(ref sink, logits);
            _calibration.Apply(logits);
        }

        // Only slashes: a bare host.
        if (!rest.ContainsAnyExcept('/'))
            return;
        UrlLinear.Sink restSink = _rest.CreateSink(pending);
        RestFeatures.Extract(rest, brands, ref restSink);
        _rest.Score(ref restSink, steps);
        for (int i = 0; i < UrlTargets.Count; i++)
        {
            steps[i] = _steps[i].Apply(steps[i]);
            logits[i] += steps[i];
        }
    }

    /// <summary>How far what follows the host moves a target's logit.</summary>
    internal readonly record struct RestStep(float Slope, float Offset)
    {
        public int Apply(int milliLogits) =>
            (int)Math.Clamp(Math.Round((Slope * (double)milliLogits) + (Offset * Logistic.Milli)), LeastStep, MostStep);
    }
}
