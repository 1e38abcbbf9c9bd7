using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnlineSafety.Features;
using OnlineSafety.Models;

namespace OnlineSafety.Urls;

/// <summary>
/// One logistic regression a target, all read at once: as <see cref="LinearModel"/>, but with rows of sixteen bytes, which are
/// one vector register. Sums are integers. Immutable; read where it lies in the bundle.
/// <code>
/// 0   u32           log2 of the number of rows
/// 4   16 × f32      value of one step of each target's bytes
/// 68  16 × f32      bias of each target
/// 132 rows × u8     tags; 0 for an empty row
/// ..  rows × 16 i8  weights
/// </code>
/// </summary>
internal sealed class UrlLinear
{
    private const int Columns = UrlTargets.Columns;
    private const int ScalesOffset = sizeof(uint);
    private const int BiasOffset = ScalesOffset + (Columns * sizeof(float));
    private const int TagsOffset = BiasOffset + (Columns * sizeof(float));
    private const int MaxBits = 22;

    private readonly ReadOnlyMemory<byte> _section;
    private readonly int _bits;
    private readonly float[] _scales = new float[Columns];
    private readonly float[] _bias = new float[Columns];

    /// <summary>Opens a part of the section; <see cref="Length"/> says how long it is.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public UrlLinear(ReadOnlyMemory<byte> section)
    {
        _bits = section.Length < TagsOffset ? 0 : BinaryPrimitives.ReadInt32LittleEndian(section.Span);
        if (_bits is < 1 or > MaxBits || section.Length < Length)
            throw new InvalidDataException("The bundle's URL section is not well formed.");
        _section = section[..Length];
        for (int i = 0; i < Columns; i++)
        {
            _scales[i] = BinaryPrimitives.ReadSingleLittleEndian(section.Span[(ScalesOffset + (i * sizeof(float)))..]);
            _bias[i] = BinaryPrimitives.ReadSingleLittleEndian(section.Span[(BiasOffset + (i * sizeof(float)))..]);
            if (!float.IsFinite(_scales[i]) || !float.IsFinite(_bias[i]))
                throw new InvalidDataException("The bundle's URL section is not well formed.");
        }
    }

    /// <summary>Bytes.</summary>
    public int Length => TagsOffset + ((1 << _bits) * (1 + Columns));

    /// <summary>Writes a part.</summary>
    public static byte[] Write(int bits, ReadOnlySpan<float> scales, ReadOnlySpan<float> bias, ReadOnlySpan<byte> tags, ReadOnlySpan<sbyte> weights)
    {
        byte[] section = new byte[TagsOffset + ((1 << bits) * (1 + Columns))];
        BinaryPrimitives.WriteInt32LittleEndian(section, bits);
        for (int i = 0; i < Columns; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(section.AsSpan(ScalesOffset + (i * sizeof(float))), scales[i]);
            BinaryPrimitives.WriteSingleLittleEndian(section.AsSpan(BiasOffset + (i * sizeof(float))), bias[i]);
        }

        tags.CopyTo(section.AsSpan(TagsOffset));
        MemoryMarshal.AsBytes(weights).CopyTo(section.AsSpan(TagsOffset + tags.Length));
        return section;
    }

    /// <summary>A sink that sums up the rows of the features it takes.</summary>
    public Sink CreateSink() => new(this);

    /// <summary>The logits of the features that a sink has taken, in thousandths, one a target.</summary>
    public void Score(scoped in Sink sink, Span<int> logits)
    {
        Span<int> sums = stackalloc int[Columns];
        sink.CopyTo(sums);
        double norm = 1 / Math.Sqrt(Math.Max(1, sink.Count));
        for (int i = 0; i < Columns; i++)
        {
            logits[i] = (int)Math.Round(Math.Clamp(_bias[i] + (sums[i] * (double)_scales[i] * norm), -20, 20) * Logistic.Milli);
        }
    }

    /// <summary>Sums up rows.</summary>
    internal ref struct Sink(UrlLinear model) : IFeatureSink
    {
        private readonly ReadOnlySpan<byte> _tags = model._section.Span.Slice(TagsOffset, 1 << model._bits);
        private readonly ReadOnlySpan<sbyte> _weights = MemoryMarshal.Cast<byte, sbyte>(model._section.Span[(TagsOffset + (1 << model._bits))..]);
        private readonly int _bits = model._bits;
        private Vector128<int> _a;
        private Vector128<int> _b;
        private Vector128<int> _c;
        private Vector128<int> _d;

        /// <summary>Features taken, known or not.</summary>
        public int Count { get; private set; }

        public void Add(uint hash)
        {
            Count++;
            int row = LinearModel.RowOf(hash, _bits);
            if (_tags[row] != LinearModel.TagOf(hash))
                return;
            Vector128<sbyte> weights = Vector128.Create(_weights.Slice(row * Columns, Columns));
            (Vector128<short> low, Vector128<short> high) = Vector128.Widen(weights);
            (Vector128<int> a, Vector128<int> b) = Vector128.Widen(low);
            (Vector128<int> c, Vector128<int> d) = Vector128.Widen(high);
            _a += a;
            _b += b;
            _c += c;
            _d += d;
        }

        public readonly bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;

        public readonly void CopyTo(Span<int> sums)
        {
            _a.CopyTo(sums);
            _b.CopyTo(sums[4..]);
            _c.CopyTo(sums[8..]);
            _d.CopyTo(sums[12..]);
        }
    }
}
