using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OnlineSafety.Features;

namespace OnlineSafety.Models;

/// <summary>
/// Boosted regression trees (MART, Friedman 2001), an ensemble an indicator, over <see cref="DenseFeatures"/>. Every
/// tree is complete, three levels deep: seven splits and eight leaves in a fixed place, so there are no pointers to follow.
/// Leaves are integers (<see cref="LeafStep"/>). An ensemble starts from its indicator's linear logit, times a slope: the trees
/// say by how much to correct it, and its fine order is kept. Immutable.
/// <code>
/// 24 × { i32 base; i32 slope; i32 place }   the ensemble at place p is lane p % 8 of group p / 8
/// 3 × i32        blocks of each group of eight ensembles
/// groups × i32   number of thresholds of each eight features, a multiple of four each
/// .. × f32       the distinct thresholds: the first of eight features, the second of these eight, and so on
/// blocks × { 7 × 64 u8 feature; 7 × 64 u8 rank of the threshold; 8 × 64 u8 leaf + 128 }   a lane has eight neighbours of the 64
/// </code>
/// To score, a feature first becomes its rank among its thresholds, one byte; then every split of 64 trees is one table look-up
/// and one comparison of 64 bytes, and the leaves are chosen by blending: no branch, no gather, whatever the text. Eight ensembles
/// side by side leave nothing to add up across a vector, and little to be filled up with trees of zeros.
/// </summary>
internal sealed partial class TreeModel
{
    /// <summary>Splits of a tree.</summary>
    public const int Splits = 7;

    /// <summary>Leaves of a tree.</summary>
    public const int Leaves = 8;

    /// <summary>What a leaf is counted in, in thousandths of a logit: a byte reaches two logits up and down.</summary>
    public const int LeafStep = 16;

    /// <summary>Trees that are scored together.</summary>
    private const int BlockTrees = 64;

    // What one instruction sums up eight neighbours of.
    private const int LaneTrees = 8;
    private const int Lanes = BlockTrees / LaneTrees;
    private const int LaneGroups = (Taxonomy.IndicatorCount + Lanes - 1) / Lanes;

    // Sixteen-bit sums of their leaves do not overflow.
    private const int MaxBlocks = 256;

    // Added to a leaf, so that it can be summed unsigned.
    private const int LeafBias = 128;
    private const int FeaturePlane = 0;
    private const int RankPlane = Splits * BlockTrees;
    private const int LeafPlane = RankPlane + (Splits * BlockTrees);
    private const int BlockLength = LeafPlane + (Leaves * BlockTrees);
    private const int RowLength = 3 * sizeof(int);
    private const int HeaderLength = (Taxonomy.IndicatorCount * RowLength) + ((LaneGroups + FeatureGroups) * sizeof(int));
    private const int LookupLength = 128;
    private const byte SignBit = 0x80;

    // Ranks are bytes, so a feature has at most this many thresholds.
    private const int MaxThresholds = 255;

    // Features whose thresholds stand side by side, so that they are compared with theirs at once, and thresholds of each that follow one another.
    private const int GroupFeatures = 8;
    private const int RankStep = 4;
    private const int FeatureGroups = (DenseFeatures.Count + GroupFeatures - 1) / GroupFeatures;

    private readonly int[] _base = new int[Taxonomy.IndicatorCount];
    private readonly float[] _slope = new float[Taxonomy.IndicatorCount];
    private readonly int[] _place = new int[Taxonomy.IndicatorCount];
    private readonly int[] _firstBlock = new int[LaneGroups + 1];
    private readonly ReadOnlyMemory<byte> _blocks;
    private readonly float[] _thresholds;
    private readonly int[] _firstThreshold = new int[FeatureGroups + 1];

    /// <summary>Reads the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public TreeModel(ReadOnlyMemory<byte> section)
    {
        ReadOnlySpan<byte> bytes = section.Span;
        if (bytes.Length < HeaderLength)
            throw NotWellFormed();
        ReadOnlySpan<int> header = MemoryMarshal.Cast<byte, int>(bytes[..HeaderLength]);
        uint taken = 0;
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            ReadOnlySpan<int> row = header.Slice(i * 3, 3);
            _base[i] = row[0];
            _slope[i] = row[1];
            _place[i] = Checked(row[2], (LaneGroups * Lanes) - 1);
            taken |= 1u << _place[i];
        }

        if (BitOperations.PopCount(taken) != Taxonomy.IndicatorCount)
            throw NotWellFormed();
        header = header[(Taxonomy.IndicatorCount * 3)..];
        for (int group = 0; group < LaneGroups; group++)
        {
            _firstBlock[group + 1] = _firstBlock[group] + Checked(header[group], MaxBlocks);
        }

        for (int group = 0; group < FeatureGroups; group++)
        {
            int count = Checked(header[LaneGroups + group], (MaxThresholds + 1) * GroupFeatures);
            _firstThreshold[group + 1] = count % (RankStep * GroupFeatures) == 0 ? _firstThreshold[group] + count : throw NotWellFormed();
        }

        int blocksOffset = HeaderLength + (_firstThreshold[^1] * sizeof(float));
        if (bytes.Length != blocksOffset + (_firstBlock[^1] * BlockLength))
            throw NotWellFormed();
        _thresholds = MemoryMarshal.Cast<byte, float>(bytes[HeaderLength..blocksOffset]).ToArray();
        _blocks = Aligned(bytes[blocksOffset..]);
        for (int b = 0; b < _blocks.Length; b += BlockLength)
        {
            if (_blocks.Span.Slice(b + FeaturePlane, Splits * BlockTrees).ContainsAnyExceptInRange((byte)0, (byte)(DenseFeatures.Count - 1)))
                throw NotWellFormed();
        }

        static int Checked(int count, int most) => (uint)count <= most ? count : throw NotWellFormed();

        static InvalidDataException NotWellFormed() => new("The bundle's tree section is not well formed.");
    }

    /// <summary>The logits of all indicators, in thousandths.</summary>
    public void Score(ReadOnlySpan<float> features, Span<int> logits)
    {
        if (Avx512Vbmi.IsSupported && Avx512BW.IsSupported && DenseFeatures.Count <= LookupLength)
            Score512(features, logits);
        else if (Avx2.IsSupported && DenseFeatures.Count <= LookupLength)
            Score256(features, logits);
        else if (Vector128.IsHardwareAccelerated)
            Score128(features, logits);
        else
            ScoreScalar(features, logits);
    }

    /// <summary>What <see cref="Score"/> does, one tree after the other: the twin that the vector forms must equal.</summary>
    internal void ScoreScalar(ReadOnlySpan<float> features, Span<int> logits)
    {
        Span<byte> ranks = stackalloc byte[DenseFeatures.Count];
        for (int f = 0; f < ranks.Length; f++)
        {
            ranks[f] = RankOf(features[f], f);
        }

        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            int sum = 0;
            (int group, int lane) = Math.DivRem(_place[i], Lanes);
            for (int b = _firstBlock[group]; b < _firstBlock[group + 1]; b++)
            {
                ReadOnlySpan<byte> block = _blocks.Span.Slice(b * BlockLength, BlockLength);
                for (int t = lane * LaneTrees; t < (lane + 1) * LaneTrees; t++)
                {
                    int node = 0;
                    for (int level = 0; level < 3; level++)
                    {
                        int split = (node * BlockTrees) + t;
                        node = (2 * node) + (ranks[block[FeaturePlane + split]] > block[RankPlane + split] ? 2 : 1);
                    }

                    sum += block[LeafPlane + ((node - Splits) * BlockTrees) + t] - LeafBias;
                }
            }

            logits[i] = Ensemble.Start(_base[i], _slope[i], features[DenseFeatures.Linear + i]) + (sum * LeafStep);
        }
    }

    /// <summary>The vector form for any machine with 128-bit vectors.</summary>
    internal void Score128(ReadOnlySpan<float> features, Span<int> logits)
    {
        const int Tables = (DenseFeatures.Count + 15) / 16;
        Span<byte> ranks = stackalloc byte[LookupLength];
        Rank(features, ranks);
        Span<int> sums = stackalloc int[LaneGroups * Lanes];

        // In bounds: the constructor has counted the blocks.
        ref byte blocks = ref MemoryMarshal.GetReference(_blocks.Span);
        for (int group = 0; group < LaneGroups; group++)
        {
            for (int t = 0; t < BlockTrees; t += Vector128<byte>.Count)
            {
                Vector128<ushort> first = default;
                Vector128<ushort> second = default;
                for (int b = _firstBlock[group]; b < _firstBlock[group + 1]; b++)
                {
                    ref byte trees = ref Unsafe.Add(ref blocks, (b * BlockLength) + t);
                    Vector128<byte> s0 = IsAbove(ref trees, 0, ranks);
                    Vector128<byte> s1 = IsAbove(ref trees, 1, ranks);
                    Vector128<byte> s2 = IsAbove(ref trees, 2, ranks);
                    Vector128<byte> s3 = IsAbove(ref trees, 3, ranks);
                    Vector128<byte> s4 = IsAbove(ref trees, 4, ranks);
                    Vector128<byte> s5 = IsAbove(ref trees, 5, ranks);
                    Vector128<byte> s6 = IsAbove(ref trees, 6, ranks);
                    ref byte leaves = ref Unsafe.Add(ref trees, LeafPlane);
                    (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Choose(
                        s0,
                        Choose(s2, Choose(s6, Load(ref leaves, 7), Load(ref leaves, 6)), Choose(s5, Load(ref leaves, 5), Load(ref leaves, 4))),
                        Choose(s1, Choose(s4, Load(ref leaves, 3), Load(ref leaves, 2)), Choose(s3, Load(ref leaves, 1), Load(ref leaves, 0)))));
                    first += lower;
                    second += upper;
                }

                (Vector128<uint> a, Vector128<uint> b1) = Vector128.Widen(first);
                (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(second);
                sums[(group * Lanes) + (t / LaneTrees)] = (int)Vector128.Sum(a + b1);
                sums[(group * Lanes) + (t / LaneTrees) + 1] = (int)Vector128.Sum(c + d);
            }
        }

        Finish(features, sums, logits);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<byte> Choose(Vector128<byte> mask, Vector128<byte> yes, Vector128<byte> no) => Vector128.ConditionalSelect(mask, yes, no);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<byte> Load(ref byte plane, int row) => Vector128.LoadUnsafe(ref plane, (nuint)(row * BlockTrees));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<byte> IsAbove(ref byte trees, int split, ReadOnlySpan<byte> ranks)
        {
            Vector128<byte> feature = Load(ref Unsafe.Add(ref trees, FeaturePlane), split);
            Vector128<byte> rank = default;
            for (int table = 0; table < Tables; table++)
            {
                // An index outside a table gives zero: x86 wants its high bit set for that, and elsewhere it is enough to be too high.
                Vector128<byte> index = feature - Vector128.Create((byte)(table * 16));
                Vector128<byte> values = Vector128.Create(ranks.Slice(table * 16, 16));
                rank |= Ssse3.IsSupported ? Ssse3.Shuffle(values, Vector128.AddSaturate(index, Vector128.Create((byte)0x70))) : Vector128.Shuffle(values, index);
            }

            return Vector128.GreaterThan(rank, Load(ref Unsafe.Add(ref trees, RankPlane), split));
        }
    }

    /// <summary>The vector form for machines that look up 32 bytes in a table of 16 at once (AVX2): eight tables, of which one knows.</summary>
    internal void Score256(ReadOnlySpan<float> features, Span<int> logits)
    {
        Span<byte> ranks = stackalloc byte[LookupLength];
        Rank(features, ranks);

        // AVX2 compares signed bytes alone; with the high bit flipped on both sides that is the same. What no table knows stays 0.
        for (int f = 0; f < ranks.Length; f++)
        {
            ranks[f] ^= SignBit;
        }

        Vector256<byte> t0 = Table(ranks, 0);
        Vector256<byte> t1 = Table(ranks, 1);
        Vector256<byte> t2 = Table(ranks, 2);
        Vector256<byte> t3 = Table(ranks, 3);
        Vector256<byte> t4 = Table(ranks, 4);
        Vector256<byte> t5 = Table(ranks, 5);
        Vector256<byte> t6 = Table(ranks, 6);
        Vector256<byte> t7 = Table(ranks, 7);
        Span<int> sums = stackalloc int[LaneGroups * Lanes];

        // In bounds: the constructor has counted the blocks.
        ref byte blocks = ref MemoryMarshal.GetReference(_blocks.Span);
        for (int group = 0; group < LaneGroups; group++)
        {
            for (int t = 0; t < BlockTrees; t += Vector256<byte>.Count)
            {
                Vector256<long> sum = default;
                for (int b = _firstBlock[group]; b < _firstBlock[group + 1]; b++)
                {
                    ref byte trees = ref Unsafe.Add(ref blocks, (b * BlockLength) + t);
                    Vector256<byte> s0 = IsAbove(ref trees, 0, t0, t1, t2, t3, t4, t5, t6, t7);
                    Vector256<byte> s1 = IsAbove(ref trees, 1, t0, t1, t2, t3, t4, t5, t6, t7);
                    Vector256<byte> s2 = IsAbove(ref trees, 2, t0, t1, t2, t3, t4, t5, t6, t7);
                    Vector256<byte> s3 = IsAbove(ref trees, 3, t0, t1, t2, t3, t4, t5, t6, t7);
                    Vector256<byte> s4 = IsAbove(ref trees, 4, t0, t1, t2, t3, t4, t5, t6, t7);
                    Vector256<byte> s5 = IsAbove(ref trees, 5, t0, t1, t2, t3, t4, t5, t6, t7);
                    Vector256<byte> s6 = IsAbove(ref trees, 6, t0, t1, t2, t3, t4, t5, t6, t7);
                    ref byte leaves = ref Unsafe.Add(ref trees, LeafPlane);
                    sum += Avx2.SumAbsoluteDifferences(
                        Choose(
                            s0,
                            Choose(s2, Choose(s6, Load(ref leaves, 7), Load(ref leaves, 6)), Choose(s5, Load(ref leaves, 5), Load(ref leaves, 4))),
                            Choose(s1, Choose(s4, Load(ref leaves, 3), Load(ref leaves, 2)), Choose(s3, Load(ref leaves, 1), Load(ref leaves, 0)))),
                        default).AsInt64();
                }

                Vector128.Narrow(sum.GetLower(), sum.GetUpper()).CopyTo(sums[((group * Lanes) + (t / LaneTrees))..]);
            }
        }

        Finish(features, sums, logits);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<byte> Table(ReadOnlySpan<byte> ranks, int table)
        {
            Vector128<byte> values = Vector128.Create(ranks.Slice(table * 16, 16));
            return Vector256.Create(values, values);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<byte> Choose(Vector256<byte> mask, Vector256<byte> yes, Vector256<byte> no) => Avx2.BlendVariable(no, yes, mask);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<byte> Load(ref byte plane, int row) => Vector256.LoadUnsafe(ref plane, (nuint)(row * BlockTrees));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<byte> IsAbove(
            ref byte trees, int split, Vector256<byte> t0, Vector256<byte> t1, Vector256<byte> t2, Vector256<byte> t3, Vector256<byte> t4, Vector256<byte> t5, Vector256<byte> t6, Vector256<byte> t7)
        {
            Vector256<byte> feature = Load(ref Unsafe.Add(ref trees, FeaturePlane), split);
            Vector256<byte> rank = Look(t0, feature, 0) | Look(t1, feature, 1) | Look(t2, feature, 2) | Look(t3, feature, 3) |
                Look(t4, feature, 4) | Look(t5, feature, 5) | Look(t6, feature, 6) | Look(t7, feature, 7);
            return Avx2.CompareGreaterThan(rank.AsSByte(), (Load(ref Unsafe.Add(ref trees, RankPlane), split) ^ Vector256.Create(SignBit)).AsSByte()).AsByte();
        }

        // A feature of another table differs in bits 4 to 6, so that the sum has the high bit, which asks for a zero.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<byte> Look(Vector256<byte> table, Vector256<byte> feature, int number) =>
            Avx2.Shuffle(table, (feature ^ Vector256.Create((byte)(number * 16))) + Vector256.Create((byte)0x70));
    }

    /// <summary>The vector form for machines that look up 64 bytes in a table of 128 at once (AVX-512 VBMI).</summary>
    internal void Score512(ReadOnlySpan<float> features, Span<int> logits)
    {
        Span<byte> ranks = stackalloc byte[LookupLength];
        Rank(features, ranks);
        Vector512<byte> lower = Vector512.Create(ranks[..64]);
        Vector512<byte> upper = Vector512.Create(ranks[64..]);
        Span<int> sums = stackalloc int[LaneGroups * Lanes];

        // In bounds: the constructor has counted the blocks.
        ref byte blocks = ref MemoryMarshal.GetReference(_blocks.Span);
        for (int group = 0; group < LaneGroups; group++)
        {
            Vector512<long> sum = default;
            for (int b = _firstBlock[group]; b < _firstBlock[group + 1]; b++)
            {
                ref byte trees = ref Unsafe.Add(ref blocks, b * BlockLength);
                Vector512<byte> s0 = IsAbove(ref trees, 0, lower, upper);
                Vector512<byte> s1 = IsAbove(ref trees, 1, lower, upper);
                Vector512<byte> s2 = IsAbove(ref trees, 2, lower, upper);
                Vector512<byte> s3 = IsAbove(ref trees, 3, lower, upper);
                Vector512<byte> s4 = IsAbove(ref trees, 4, lower, upper);
                Vector512<byte> s5 = IsAbove(ref trees, 5, lower, upper);
                Vector512<byte> s6 = IsAbove(ref trees, 6, lower, upper);
                ref byte leaves = ref Unsafe.Add(ref trees, LeafPlane);
                sum += Avx512BW.SumAbsoluteDifferences(
                    Choose(
                        s0,
                        Choose(s2, Choose(s6, Load(ref leaves, 7), Load(ref leaves, 6)), Choose(s5, Load(ref leaves, 5), Load(ref leaves, 4))),
                        Choose(s1, Choose(s4, Load(ref leaves, 3), Load(ref leaves, 2)), Choose(s3, Load(ref leaves, 1), Load(ref leaves, 0)))),
                    default).AsInt64();
            }

            Vector256.Narrow(sum.GetLower(), sum.GetUpper()).CopyTo(sums[(group * Lanes)..]);
        }

        Finish(features, sums, logits);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<byte> Choose(Vector512<byte> mask, Vector512<byte> yes, Vector512<byte> no) => Vector512.ConditionalSelect(mask, yes, no);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<byte> Load(ref byte plane, int row) => Vector512.LoadUnsafe(ref plane, (nuint)(row * BlockTrees));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<byte> IsAbove(ref byte trees, int split, Vector512<byte> lower, Vector512<byte> upper)
        {
            Vector512<byte> rank = Avx512Vbmi.PermuteVar64x8x2(lower, Load(ref Unsafe.Add(ref trees, FeaturePlane), split), upper);
            return Vector512.GreaterThan(rank, Load(ref Unsafe.Add(ref trees, RankPlane), split));
        }
    }

    /// <summary>A copy that starts with a line of the cache, as each row of a block then does: else the widest loads would all lie across two.</summary>
    private static unsafe ReadOnlyMemory<byte> Aligned(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(bytes.Length + BlockTrees, pinned: true);
        int start = (int)(-(nint)Unsafe.AsPointer(ref copy[0]) & (BlockTrees - 1));
        bytes.CopyTo(copy.AsSpan(start));
        return copy.AsMemory(start, bytes.Length);
    }

    /// <summary>The logits of the sums of leaves, which stand by places.</summary>
    private void Finish(ReadOnlySpan<float> features, Span<int> sums, Span<int> logits)
    {
        for (int group = 0; group < LaneGroups; group++)
        {
            int bias = (_firstBlock[group + 1] - _firstBlock[group]) * LaneTrees * LeafBias;
            Span<int> lanes = sums.Slice(group * Lanes, Lanes);
            ((Vector256.Create<int>(lanes) - Vector256.Create(bias)) * LeafStep).CopyTo(lanes);
        }

        // The bits of Ensemble.Start.
        for (int i = 0; i < Taxonomy.IndicatorCount; i += Vector256<float>.Count)
        {
            Vector256<float> linear = Vector256.Create(features.Slice(DenseFeatures.Linear + i, Vector256<float>.Count));
            Vector256<float> start = Vector256.Create(_slope, i) * Vector256.Clamp(linear, Vector256.Create(-20f), Vector256.Create(20f));
            (Vector256.Create(_base, i) + Vector256.ConvertToInt32(Vector256.Round(start))).CopyTo(logits[i..]);
        }

        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            logits[i] += sums[_place[i]];
        }
    }

    /// <summary>The number of each feature's thresholds below its value: above the threshold of rank r is a rank above r.</summary>
    private void Rank(ReadOnlySpan<float> features, Span<byte> ranks)
    {
        Span<float> values = stackalloc float[FeatureGroups * GroupFeatures];
        values.Clear();
        features[..DenseFeatures.Count].CopyTo(values);
        ranks.Clear();
        ref float thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        for (int group = 0; group < FeatureGroups; group++)
        {
            Vector256<float> value = Vector256.Create(values.Slice(group * GroupFeatures, GroupFeatures));
            Vector256<int> rank = default;
            for (int t = _firstThreshold[group]; t < _firstThreshold[group + 1]; t += RankStep * GroupFeatures)
            {
                rank -= IsAbove(value, ref thresholds, t) + IsAbove(value, ref thresholds, t + GroupFeatures) +
                    IsAbove(value, ref thresholds, t + (2 * GroupFeatures)) + IsAbove(value, ref thresholds, t + (3 * GroupFeatures));
            }

            Vector128<short> narrow = Vector128.Narrow(rank.GetLower(), rank.GetUpper());
            Vector128.Narrow(narrow, narrow).AsByte().GetLower().CopyTo(ranks[(group * GroupFeatures)..]);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<int> IsAbove(Vector256<float> value, ref float thresholds, int at) =>
            Vector256.GreaterThan(value, Vector256.LoadUnsafe(ref thresholds, (nuint)at)).AsInt32();
    }

    /// <summary>The number of a feature's thresholds below a value.</summary>
    private byte RankOf(float value, int feature)
    {
        int rank = 0;
        for (int t = _firstThreshold[feature / GroupFeatures] + (feature % GroupFeatures); t < _firstThreshold[(feature / GroupFeatures) + 1]; t += GroupFeatures)
        {
            rank += value > _thresholds[t] ? 1 : 0;
        }

        return (byte)rank;
    }
}
