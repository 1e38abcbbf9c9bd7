using System.Runtime.InteropServices;

namespace OnlineSafety.Models;

/// <summary>
/// Boosted regression trees (MART, Friedman 2001), an ensemble an indicator, over <see cref="Features.DenseFeatures"/>. Every
/// tree is complete, three levels deep: seven splits and eight leaves in a fixed place, so there are no pointers to follow.
/// Leaves are integers (thousandths of a logit). An ensemble starts from its indicator's linear logit, times a slope: the trees
/// say by how much to correct it, and its fine order is kept. Immutable.
/// <code>
/// 24 × { i32 base; i32 slope; i32 trees; trees × { 7 × i32 feature; 7 × f32 threshold; 8 × i32 leaf } }
/// </code>
/// </summary>
internal sealed class TreeModel
{
    /// <summary>Splits of a tree.</summary>
    public const int Splits = 7;

    /// <summary>Leaves of a tree.</summary>
    public const int Leaves = 8;

    private const int TreeLength = (Splits * (sizeof(int) + sizeof(float))) + (Leaves * sizeof(int));

    private readonly Ensemble[] _ensembles = new Ensemble[Taxonomy.IndicatorCount];

    /// <summary>Reads the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public TreeModel(ReadOnlyMemory<byte> section)
    {
        try
        {
            using BinaryReader reader = new(new MemoryStream(section.ToArray()));
            for (int i = 0; i < Taxonomy.IndicatorCount; i++)
            {
                int start = reader.ReadInt32();
                int slope = reader.ReadInt32();
                int count = reader.ReadInt32();
                if (count < 0 || count > section.Length / TreeLength)
                    throw new EndOfStreamException();
                Tree[] trees = new Tree[count];
                for (int t = 0; t < count; t++)
                {
                    trees[t] = Tree.Read(reader);
                }

                _ensembles[i] = new Ensemble(start, slope, trees);
            }
        }
        catch (Exception e) when (e is EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException("The bundle's tree section is not well formed.", e);
        }
    }

    /// <summary>Writes a section.</summary>
    public static byte[] Write(IReadOnlyList<Ensemble> ensembles)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream))
        {
            foreach (Ensemble ensemble in ensembles)
            {
                writer.Write(ensemble.Base);
                writer.Write(ensemble.Slope);
                writer.Write(ensemble.Trees.Count);
                foreach (Tree tree in ensemble.Trees)
                {
                    tree.Write(writer);
                }
            }
        }

        return stream.ToArray();
    }

    /// <summary>The logit of an indicator, in thousandths.</summary>
    public int Score(int indicator, ReadOnlySpan<float> features) =>
        _ensembles[indicator].Score(features[OnlineSafety.Features.DenseFeatures.Linear + indicator], features);

    /// <summary>The trees of one indicator.</summary>
    /// <param name="Base">The logit of nothing, in thousandths.</param>
    /// <param name="Slope">Thousandths of a logit for each whole linear logit.</param>
    /// <param name="Trees">The trees.</param>
    internal sealed record Ensemble(int Base, int Slope, IReadOnlyList<Tree> Trees)
    {
        /// <summary>The logit in thousandths before the trees.</summary>
        public int Start(float linear) => Base + (int)MathF.Round(Slope * Math.Clamp(linear, -20f, 20f));

        /// <summary>The logit in thousandths.</summary>
        public int Score(float linear, ReadOnlySpan<float> features)
        {
            int sum = Start(linear);
            foreach (Tree tree in Trees)
            {
                sum += tree.Score(features);
            }

            return sum;
        }
    }

    /// <summary>One tree.</summary>
    /// <param name="Features">The feature of each split, level by level; the children of split s are 2s+1 and 2s+2.</param>
    /// <param name="Thresholds">Values above go right.</param>
    /// <param name="LeafValues">The leaves from left to right, in thousandths of a logit.</param>
    internal sealed record Tree(int[] Features, float[] Thresholds, int[] LeafValues)
    {
        /// <summary>The value of the leaf that some features reach.</summary>
        public int Score(ReadOnlySpan<float> features)
        {
            int node = 0;
            for (int level = 0; level < 3; level++)
            {
                node = (2 * node) + (features[Features[node]] > Thresholds[node] ? 2 : 1);
            }

            return LeafValues[node - Splits];
        }

        public static Tree Read(BinaryReader reader)
        {
            int[] features = MemoryMarshal.Cast<byte, int>(reader.ReadBytes(Splits * sizeof(int))).ToArray();
            float[] thresholds = MemoryMarshal.Cast<byte, float>(reader.ReadBytes(Splits * sizeof(float))).ToArray();
            int[] leaves = MemoryMarshal.Cast<byte, int>(reader.ReadBytes(Leaves * sizeof(int))).ToArray();
            if (leaves.Length != Leaves || features.AsSpan().ContainsAnyExceptInRange(0, OnlineSafety.Features.DenseFeatures.Count - 1))
                throw new EndOfStreamException();
            return new Tree(features, thresholds, leaves);
        }

        public void Write(BinaryWriter writer)
        {
            writer.Write(MemoryMarshal.AsBytes(Features.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(Thresholds.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(LeafValues.AsSpan()));
        }
    }
}
