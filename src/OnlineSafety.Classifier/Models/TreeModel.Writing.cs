using System.Runtime.InteropServices;
using OnlineSafety.Features;

namespace OnlineSafety.Models;

/// <content>Puts trees into the form that is scored, once, when a model is trained: opening a bundle does none of it.</content>
internal sealed partial class TreeModel
{
    /// <summary>Writes a section.</summary>
    /// <exception cref="ArgumentException">A tree splits by an unknown feature or by no number, or there are too many trees or thresholds.</exception>
    public static byte[] Write(IReadOnlyList<Ensemble> ensembles)
    {
        float[][] thresholds = Thresholds(ensembles);
        int[] places = new int[ensembles.Count];
        List<int> blocksOfGroups = [];
        List<float> groups = [];
        List<byte> blocks = [];

        // Ensembles of about as many trees share a group: what is filled up is what the others have more.
        foreach (int[] group in Enumerable.Range(0, ensembles.Count).OrderByDescending(i => ensembles[i].Trees.Count).Chunk(Lanes))
        {
            for (int lane = 0; lane < group.Length; lane++)
            {
                places[group[lane]] = (blocksOfGroups.Count * Lanes) + lane;
            }

            int count = (ensembles[group[0]].Trees.Count + LaneTrees - 1) / LaneTrees;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBlocks, nameof(ensembles));
            blocksOfGroups.Add(count);
            for (int b = 0; b < count; b++)
            {
                blocks.AddRange(Pack([.. group.Select(i => ensembles[i].Trees.Skip(b * LaneTrees).Take(LaneTrees).ToArray())], thresholds));
            }
        }

        List<int> header = [.. ensembles.SelectMany((e, i) => new[] { e.Base, e.Slope, places[i] }), .. blocksOfGroups];
        for (int first = 0; first < DenseFeatures.Count; first += GroupFeatures)
        {
            // Filled up with infinity, which nothing is above.
            float[][] group = thresholds[first..Math.Min(first + GroupFeatures, thresholds.Length)];
            int ranks = (group.Max(static t => t.Length) + RankStep - 1) / RankStep * RankStep;
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

    private static byte[] Pack(Tree[][] lanes, float[][] thresholds)
    {
        byte[] block = new byte[BlockLength];
        block.AsSpan(LeafPlane).Fill(LeafBias);
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            for (int at = 0; at < lanes[lane].Length; at++)
            {
                Tree tree = lanes[lane][at];
                int t = (lane * LaneTrees) + at;
                for (int s = 0; s < Splits; s++)
                {
                    int feature = tree.Features[s];
                    block[FeaturePlane + (s * BlockTrees) + t] = (byte)feature;
                    block[RankPlane + (s * BlockTrees) + t] = (byte)Array.IndexOf(thresholds[feature], tree.Thresholds[s] + 0f);
                }

                for (int l = 0; l < Leaves; l++)
                {
                    block[LeafPlane + (l * BlockTrees) + t] = (byte)(tree.Values[l] + LeafBias);
                }
            }
        }

        return block;
    }
}
