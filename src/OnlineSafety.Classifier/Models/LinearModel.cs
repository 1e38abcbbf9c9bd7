using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OnlineSafety.Features;

namespace OnlineSafety.Models;

/// <summary>
/// One logistic regression an indicator, all read at once: a hashed feature has one row with a tag and one signed byte an
/// indicator. Sums are integers, so their order does not matter. Immutable; the rows are read where they lie in the bundle.
/// <code>
/// 0   u32           log2 of the number of rows
/// 4   24 × f32      value of one step of each indicator's bytes
/// 100 24 × f32      bias of each indicator
/// 196 rows × u8     tags; 0 for an empty row
/// ..  rows × 24 i8  weights
/// </code>
/// </summary>
internal sealed class LinearModel
{
    /// <summary>The highest weight of a row.</summary>
    public const int MaxWeight = 127;

    private const int ScalesOffset = 4;
    private const int BiasOffset = ScalesOffset + (Taxonomy.IndicatorCount * sizeof(float));
    private const int TagsOffset = BiasOffset + (Taxonomy.IndicatorCount * sizeof(float));

    private readonly ReadOnlyMemory<byte> _section;
    private readonly int _bits;
    private readonly float[] _scales;
    private readonly float[] _bias;

    /// <summary>Opens the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public LinearModel(ReadOnlyMemory<byte> section)
    {
        _bits = section.Length < TagsOffset ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section.Span);
        if (_bits is < 1 or > 24 || section.Length != LengthFor(_bits))
            throw new InvalidDataException("The bundle's linear section is not well formed.");
        _section = section;
        _scales = ReadFloats(section.Span[ScalesOffset..]);
        _bias = ReadFloats(section.Span[BiasOffset..]);
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => 1 << _bits;

    /// <summary>The row of a feature, for a table of two to the <paramref name="bits"/> rows.</summary>
    public static int RowOf(uint hash, int bits) => (int)(hash & ((1u << bits) - 1));

    /// <summary>The tag of a feature: never 0.</summary>
    public static byte TagOf(uint hash) => (byte)Math.Max(1u, hash >> 24);

    /// <summary>Writes a section.</summary>
    public static byte[] Write(int bits, ReadOnlySpan<float> scales, ReadOnlySpan<float> bias, ReadOnlySpan<byte> tags, ReadOnlySpan<sbyte> weights)
    {
        byte[] section = new byte[LengthFor(bits)];
        BinaryPrimitives.WriteInt32LittleEndian(section, bits);
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(section.AsSpan(ScalesOffset + (i * sizeof(float))), scales[i]);
            BinaryPrimitives.WriteSingleLittleEndian(section.AsSpan(BiasOffset + (i * sizeof(float))), bias[i]);
        }

        tags.CopyTo(section.AsSpan(TagsOffset));
        MemoryMarshal.AsBytes(weights).CopyTo(section.AsSpan(TagsOffset + tags.Length));
        return section;
    }

    /// <summary>The logits of a folded text, one an indicator.</summary>
    public void Score(ReadOnlySpan<char> text, Span<float> logits)
    {
        Span<int> sums = stackalloc int[Taxonomy.IndicatorCount];
        double norm = 1 / Math.Sqrt(Math.Max(1, Sum(text, sums)));
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            logits[i] = (float)(_bias[i] + (sums[i] * (double)_scales[i] * norm));
        }
    }

    /// <summary>The sums of a folded text's weights, one an indicator, in steps of <see cref="Scale"/>; returns the number of features.</summary>
    public int Sum(ReadOnlySpan<char> text, Span<int> sums)
    {
        sums.Clear();
        Sink sink = new(this, sums);
        NgramFeatures.Extract(text, ref sink);
        return sink.Count;
    }

    /// <summary>The size of an indicator's steps.</summary>
    public float Scale(int indicator) => _scales[indicator];

    /// <summary>
    /// The run of words that speaks most for an indicator: the words' own sums above their mean, the highest in a row
    /// (Kadane's algorithm). For explanations; a text without words gives itself.
    /// </summary>
    public (int Start, int End) StrongestWords(ReadOnlySpan<char> text, int indicator)
    {
        Span<int> sums = stackalloc int[Taxonomy.IndicatorCount];
        List<(int Start, int End, int Sum)> words = [];
        for (int start = 0; start < text.Length;)
        {
            int space = text[start..].IndexOf(' ');
            int end = space < 0 ? text.Length : start + space;
            if (end > start)
            {
                sums.Clear();
                Sink sink = new(this, sums);
                NgramFeatures.Extract(text[start..end], ref sink);
                words.Add((start, end, sums[indicator]));
            }

            start = end + 1;
        }

        if (words.Count == 0)
            return (0, text.Length);
        long mean = words.Sum(static w => (long)w.Sum) / words.Count;
        (int Start, int End) best = (words[0].Start, words[0].End);
        long bestSum = long.MinValue;
        long sum = 0;
        int from = 0;
        for (int i = 0; i < words.Count; i++)
        {
            if (sum < 0)
            {
                sum = 0;
                from = i;
            }

            sum += words[i].Sum - mean;
            if (sum > bestSum)
            {
                bestSum = sum;
                best = (words[from].Start, words[i].End);
            }
        }

        return best;
    }

    private static int LengthFor(int bits) => TagsOffset + ((1 << bits) * (1 + Taxonomy.IndicatorCount));

    private static float[] ReadFloats(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[Taxonomy.IndicatorCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return values;
    }

    private ref struct Sink(LinearModel model, Span<int> sums) : IFeatureSink
    {
        private readonly ReadOnlySpan<byte> _tags = model._section.Span.Slice(TagsOffset, model.RowCount);
        private readonly ReadOnlySpan<sbyte> _weights = MemoryMarshal.Cast<byte, sbyte>(model._section.Span[(TagsOffset + model.RowCount)..]);
        private readonly Span<int> _sums = sums;
        private readonly int _bits = model._bits;

        public int Count { get; private set; }

        public void Add(uint hash)
        {
            Count++;
            int row = RowOf(hash, _bits);
            if (_tags[row] != TagOf(hash))
                return;
            ReadOnlySpan<sbyte> weights = _weights.Slice(row * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount);
            for (int i = 0; i < Taxonomy.IndicatorCount; i++)
            {
                _sums[i] += weights[i];
            }
        }
    }
}
