using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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
    /// <summary>Rows that a sink notes before it adds them up: 128 of at least -128 do not overflow sixteen bits.</summary>
    public const int MaxPending = 128;

    private const int Columns = UrlTargets.Columns;
    private const int ScalesOffset = sizeof(uint);
    private const int BiasOffset = ScalesOffset + (Columns * sizeof(float));
    private const int TagsOffset = BiasOffset + (Columns * sizeof(float));
    private const int MaxBits = 22;

    private readonly ReadOnlyMemory<byte> _section;
    private readonly int _bits;
    private readonly double[] _scales = new double[Columns];
    private readonly double[] _bias = new double[Columns];

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
            if (!double.IsFinite(_scales[i]) || !double.IsFinite(_bias[i]))
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
    /// <param name="pending">Room for <see cref="MaxPending"/> rows.</param>
    public Sink CreateSink(Span<int> pending) => new(this, pending);

    /// <summary>The logits of the features that a sink has taken, in thousandths, one a target.</summary>
    public void Score(scoped ref Sink sink, Span<int> logits)
    {
        sink.CopyTo(logits);
        double norm = 1 / Math.Sqrt(Math.Max(1, sink.Count));
        for (int i = 0; i < Columns; i += Vector128<int>.Count)
        {
            Span<int> four = logits.Slice(i, Vector128<int>.Count);
            Vector256<double> sums = VectorConversions.ToDoubles(Vector128.Create<int>(four));
            Logistic.MilliLogits(Vector256.Create(_bias, i) + (sums * Vector256.Create(_scales, i) * norm)).CopyTo(four);
        }
    }

    /// <summary>
    /// Sums up rows: notes those of features that are known and adds them up many at a time, so that no load waits for another and
    /// nothing hangs on a branch that nobody can predict.
    /// </summary>
    internal ref struct Sink(UrlLinear model, Span<int> pending) : IFeatureSink
    {
        private readonly ref byte _tags = ref MemoryMarshal.GetReference(model._section.Span.Slice(TagsOffset, 1 << model._bits));
        private readonly ref sbyte _weights = ref Unsafe.As<byte, sbyte>(ref MemoryMarshal.GetReference(model._section.Span[(TagsOffset + (1 << model._bits))..]));
        private readonly ref int _pending = ref MemoryMarshal.GetReference(pending[..MaxPending]);
        private readonly int _bits = model._bits;
        private int _count;
        private Vector128<int> _a;
        private Vector128<int> _b;
        private Vector128<int> _c;
        private Vector128<int> _d;

        /// <summary>Features taken, known or not.</summary>
        public int Count { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(scoped ReadOnlySpan<uint> hashes)
        {
            Count += hashes.Length;
            ref byte tags = ref _tags;
            ref int pending = ref _pending;
            int bits = _bits;
            int count = _count;
            foreach (uint hash in hashes)
            {
                // In bounds: a row is below the number of rows, and the list is emptied when it is full.
                int row = LinearModel.RowOf(hash, bits);
                Unsafe.Add(ref pending, count) = row * Columns;
                count += Unsafe.Add(ref tags, row) == LinearModel.TagOf(hash) ? 1 : 0;
                if (count < MaxPending)
                    continue;
                _count = count;
                Flush();
                count = 0;
            }

            _count = count;
        }

        public readonly bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;

        public void CopyTo(scoped Span<int> sums)
        {
            Flush();
            _a.CopyTo(sums);
            _b.CopyTo(sums[4..]);
            _c.CopyTo(sums[8..]);
            _d.CopyTo(sums[12..]);
        }

        private void Flush()
        {
            Vector128<short> low = default;
            Vector128<short> high = default;
            for (int i = 0; i < _count; i++)
            {
                (Vector128<short> lower, Vector128<short> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref _weights, (nuint)Unsafe.Add(ref _pending, i)));
                low += lower;
                high += upper;
            }

            _count = 0;
            (Vector128<int> a, Vector128<int> b) = Vector128.Widen(low);
            (Vector128<int> c, Vector128<int> d) = Vector128.Widen(high);
            _a += a;
            _b += b;
            _c += c;
            _d += d;
        }
    }
}
