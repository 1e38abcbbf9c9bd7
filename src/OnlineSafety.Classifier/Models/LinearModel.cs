using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>
    /// A shorter text is taken to have this many features, some seven words' worth: sums are divided by the root of their number, and a
    /// word alone would otherwise weigh several times what it weighs in a sentence.
    /// </summary>
    public const int LeastFeatures = 110;

    private const int ScalesOffset = 4;
    private const int BiasOffset = ScalesOffset + (Taxonomy.IndicatorCount * sizeof(float));
    private const int TagsOffset = BiasOffset + (Taxonomy.IndicatorCount * sizeof(float));

    private readonly ReadOnlyMemory<byte> _section;
    private readonly WordMemo? _memo;
    private readonly int _bits;
    private readonly double[] _scales;
    private readonly double[] _bias;

    /// <summary>Opens the section of a bundle.</summary>
    /// <param name="section">The section.</param>
    /// <param name="memo">The sums of common words, if the bundle has them: they change no logit, only how long it takes.</param>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public LinearModel(ReadOnlyMemory<byte> section, WordMemo? memo = null)
    {
        _memo = memo;
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

    /// <summary>Notes the rows of a folded text and sends for them; <see cref="Score"/> adds up.</summary>
    public void Note(ReadOnlySpan<char> text, LinearSums into)
    {
        Array.Clear(into.Values);
        Sink sink = new(this, into);
        NgramFeatures.Extract(text, ref sink);
        (into.RowCount, into.FeatureCount) = (sink.RowCount, sink.Count);
    }

    /// <summary>The logits of a text whose rows are noted, one an indicator. Asked again, it says the same.</summary>
    public void Score(LinearSums noted, Span<float> logits)
    {
        AddRows(noted);
        double norm = 1 / Math.Sqrt(Math.Max(LeastFeatures, noted.FeatureCount));
        for (int i = 0; i < Taxonomy.IndicatorCount; i += Vector256<double>.Count)
        {
            Vector256<double> sums = VectorConversions.ToDoubles(Vector128.Create(noted.Values, i));
            Vector256<double> four = Vector256.Create(_bias, i) + (sums * Vector256.Create(_scales, i) * norm);
            Vector128.Narrow(four.GetLower(), four.GetUpper()).CopyTo(logits[i..]);
        }
    }

    /// <summary>Adds up what is noted.</summary>
    public void AddRows(LinearSums noted)
    {
        ref sbyte weights = ref Unsafe.As<byte, sbyte>(ref MemoryMarshal.GetReference(_section.Span[(TagsOffset + RowCount)..]));
        Add(ref weights, noted.Rows.AsSpan(0, noted.RowCount), noted.Values);
        noted.RowCount = 0;
    }

    /// <summary>The size of an indicator's steps.</summary>
    public double Scale(int indicator) => _scales[indicator];

    /// <summary>
    /// The run of words that speaks most for an indicator: the words' own sums above their mean, the highest in a row
    /// (Kadane's algorithm). For explanations; a text without words gives itself.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="words">The sums of the text's words, made where null: they are all indicators' at once, and cost more than scoring the text.</param>
    public (int Start, int End) StrongestWords(ReadOnlySpan<char> text, int indicator, ref List<(int Start, int End, int[] Sums)>? words)
    {
        words ??= SumWords(text);
        if (words.Count == 0)
            return (0, text.Length);
        long mean = words.Sum(w => (long)w.Sums[indicator]) / words.Count;
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

            sum += words[i].Sums[indicator] - mean;
            if (sum > bestSum)
            {
                bestSum = sum;
                best = (words[from].Start, words[i].End);
            }
        }

        return best;
    }

    /// <summary>The sums of each word of a text.</summary>
    private List<(int Start, int End, int[] Sums)> SumWords(ReadOnlySpan<char> text)
    {
        List<(int Start, int End, int[] Sums)> words = [];
        LinearSums noted = new();
        for (int start = 0; start < text.Length;)
        {
            int space = text[start..].IndexOf(' ');
            int end = space < 0 ? text.Length : start + space;
            if (end > start)
            {
                Note(text[start..end], noted);
                AddRows(noted);
                words.Add((start, end, [.. noted.Values]));
            }

            start = end + 1;
        }

        noted.Erase();
        return words;
    }

    private static int LengthFor(int bits) => TagsOffset + ((1 << bits) * (1 + Taxonomy.IndicatorCount));

    private static double[] ReadFloats(ReadOnlySpan<byte> bytes)
    {
        double[] values = new double[Taxonomy.IndicatorCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!double.IsFinite(values[i]))
                throw new InvalidDataException("The bundle's linear section is not well formed.");
        }

        return values;
    }

    private static void Add(ref sbyte weights, ReadOnlySpan<int> rows, Span<int> sums)
    {
        const int Overlap = Taxonomy.IndicatorCount - 16;
        Vector128<short> first = default;
        Vector128<short> second = default;
        Vector128<short> third = default;
        foreach (int row in rows)
        {
            // 24 bytes by two loads of 16; the eight in both are taken from the first.
            (Vector128<short> lower, Vector128<short> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref weights, (nuint)row));
            first += lower;
            second += upper;
            third += Vector128.WidenUpper(Vector128.LoadUnsafe(ref weights, (nuint)(row + Overlap)));
        }

        Take(first, sums);
        Take(second, sums[8..]);
        Take(third, sums[16..]);

        static void Take(Vector128<short> rows, Span<int> sums)
        {
            (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(rows);
            (Vector128.Create<int>(sums) + lower).CopyTo(sums);
            (Vector128.Create<int>(sums[4..]) + upper).CopyTo(sums[4..]);
        }
    }

    /// <summary>What <see cref="Note"/> and <see cref="AddRows"/> do, a feature at a time and without the memo: the twin that they must equal.</summary>
    internal int SumScalar(ReadOnlySpan<char> text, Span<int> sums)
    {
        sums.Clear();
        ScalarSink sink = new(this, sums);
        NgramFeatures.Extract(text, ref sink);
        return sink.Count;
    }

    /// <summary>The sums of the features that a word has by itself, their number, and the word's own feature.</summary>
    internal int SumWord(string word, Span<int> sums, out uint hash)
    {
        int count = SumScalar(word, sums);
        HashSink sink = default;
        NgramFeatures.Extract(word, ref sink);
        hash = sink.Word;
        return count;
    }

    private struct HashSink : IFeatureSink
    {
        public uint Word { get; private set; }

        public readonly void Add(scoped ReadOnlySpan<uint> hashes)
        {
        }

        public bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters)
        {
            Word = hash;
            return true;
        }
    }

    private ref struct ScalarSink(LinearModel model, Span<int> sums) : IFeatureSink
    {
        private readonly Span<int> _sums = sums;

        public int Count { get; private set; }

        public void Add(scoped ReadOnlySpan<uint> hashes)
        {
            Count += hashes.Length;
            foreach (uint hash in hashes)
            {
                int row = RowOf(hash, model._bits);
                if (model._section.Span[TagsOffset + row] != TagOf(hash))
                    continue;
                ReadOnlySpan<byte> weights = model._section.Span.Slice(TagsOffset + model.RowCount + (row * Taxonomy.IndicatorCount), Taxonomy.IndicatorCount);
                for (int i = 0; i < Taxonomy.IndicatorCount; i++)
                {
                    _sums[i] += (sbyte)weights[i];
                }
            }
        }

        public readonly bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;
    }

    /// <summary>
    /// Notes the rows of features that are known and adds them up many at a time: their loads do not wait for one another, and
    /// sums of 16 bits do not overflow.
    /// </summary>
    private ref struct Sink(LinearModel model, LinearSums into) : IFeatureSink
    {
        private readonly ref byte _tags = ref MemoryMarshal.GetReference(model._section.Span.Slice(TagsOffset, model.RowCount));
        private readonly ref sbyte _weights = ref Unsafe.As<byte, sbyte>(ref MemoryMarshal.GetReference(model._section.Span[(TagsOffset + model.RowCount)..]));
        private readonly ReadOnlySpan<byte> _slots = model._memo is { } memo ? memo.Slots : default;
        private readonly int[] _sums = into.Values;
        private readonly int[] _rows = into.Rows;
        private readonly int _bits = model._bits;
        private readonly int _memoBits = model._memo?.Bits ?? 0;

        public int RowCount { get; private set; }

        public int Count { get; private set; }

        public void Add(scoped ReadOnlySpan<uint> hashes)
        {
            Count += hashes.Length;
            ref byte tags = ref _tags;
            ref sbyte weights = ref _weights;
            ref int rows = ref MemoryMarshal.GetArrayDataReference(_rows);
            int bits = _bits;
            int count = RowCount;
            foreach (uint hash in hashes)
            {
                // In bounds: a row is below the number of rows, and the list is emptied when it is full. Without a branch on the tag,
                // which nobody can predict.
                int row = RowOf(hash, bits);
                int at = row * Taxonomy.IndicatorCount;
                Unsafe.Add(ref rows, count) = at;
                count += Unsafe.Add(ref tags, row) == TagOf(hash) ? 1 : 0;
                Prefetch(ref Unsafe.Add(ref weights, at));
                if (count < _rows.Length)
                    continue;
                LinearModel.Add(ref weights, _rows, _sums);
                count = 0;
            }

            RowCount = count;
        }

        public bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters)
        {
            int count = _slots.IsEmpty ? 0 : WordMemo.Add(_slots, _memoBits, hash, letters, _sums);
            Count += count;
            return count > 0;
        }

        /// <summary>Sends for a row: most lie in memory, a hundred times as far as the sums, and come while the next features are hashed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static unsafe void Prefetch(ref sbyte row)
        {
            // A collector that moves the rows leaves a prefetch of the wrong place, which harms nothing.
            if (Sse.IsSupported)
                Sse.Prefetch0(Unsafe.AsPointer(ref row));
        }
    }
}
