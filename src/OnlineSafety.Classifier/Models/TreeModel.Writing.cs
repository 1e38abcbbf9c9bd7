using System.Runtime.InteropServices;
using OnlineSafety.Features;

namespace OnlineSafety.Models;

/// <content>Puts trees into the form that is scored, once, when a model is trained: opening a bundle does none of it.</content>
internal sealed partial class TreeModel
{
    /// <summary>Writes a section.</summary>
    /// <exception cref="ArgumentException">A tree splits by an unknown feature or by no number, a leaf is too high, or a feature has too many thresholds.</exception>
    public static byte[] Write(IReadOnlyList<Ensemble> ensembles)
    {
        float[][] thresholds = Thresholds(ensembles);
        List<int> header = [];
        List<float> groups = [];
        List<byte> blocks = [];
        foreach (Ensemble ensemble in ensembles)
        {
            Tree[][] parts = [.. ensemble.Trees.Chunk(BlockTrees)];
            header.AddRange([ensemble.Base, ensemble.Slope, parts.Length]);
            foreach (Tree[] part in parts)
            {
                blocks.AddRange(Pack(part, thresholds));
            }
        }

        for (int first = 0; first < DenseFeatures.Count; first += GroupFeatures)
        {
            // Filled up with infinity, which nothing is above.
            float[][] group = thresholds[first..Math.Min(first + GroupFeatures, thresholds.Length)];
            int ranks = group.Max(static t => t.Length);
            header.Add(ranks * GroupFeatures);
            for (int rank = 0; rank < ranks; rank++)
            {
                groups.AddRange(Enumerable.Range(0, GroupFeatures).Select(lane => lane < group.Length && rank < group[lane].Length ? group[lane][rank] : float.PositiveInfinity));
            }
        }

        return [.. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(header)), .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(groups)), .. blocks];
    }

    /// <summary>The distinct thresholds of each feature, in order.</summary>
    private static float[][] Thresholds(IReadOnlyList<Ensemble> ensembles)
    {
        SortedSet<float>[] sets = [.. Enumerable.Range(0, DenseFeatures.Count).Select(static _ => new SortedSet<float>())];
        foreach (Tree tree in ensembles.SelectMany(static e => e.Trees))
        {
            for (int s = 0; s < Splits; s++)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)tree.Features[s], (uint)DenseFeatures.Count, nameof(ensembles));
                if (float.IsNaN(tree.Thresholds[s]))
                    throw new ArgumentException("A tree splits by what is no number.", nameof(ensembles));
                sets[tree.Features[s]].Add(tree.Thresholds[s] + 0f); // minus zero becomes zero: one threshold, not two
            }
        }

        foreach (SortedSet<float> set in sets)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(set.Count, MaxThresholds, nameof(ensembles));
        }

        return [.. sets.Select(static s => s.ToArray())];
    }

    private static byte[] Pack(ReadOnlySpan<Tree> trees, float[][] thresholds)
    {
        byte[] block = new byte[BlockLength];
        block.AsSpan(HighPlane).Fill(HighBias);
        for (int t = 0; t < trees.Length; t++)
        {
            for (int s = 0; s < Splits; s++)
            {
                int feature = trees[t].Features[s];
                block[FeaturePlane + (s * BlockTrees) + t] = (byte)feature;
                block[RankPlane + (s * BlockTrees) + t] = (byte)Array.IndexOf(thresholds[feature], trees[t].Thresholds[s] + 0f);
            }

            for (int l = 0; l < Leaves; l++)
            {
                int leaf = trees[t].LeafValues[l];
                ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs((long)leaf), LeafLimit, nameof(trees));
                block[LowPlane + (l * BlockTrees) + t] = (byte)leaf;
                block[HighPlane + (l * BlockTrees) + t] = (byte)((leaf >> 8) + HighBias);
            }
        }

        return block;
    }
}
