namespace OnlineSafety.Models;

/// <content>One tree, as the trainer grows it.</content>
internal sealed partial class TreeModel
{
    /// <summary>One tree.</summary>
    /// <param name="Features">The feature of each split, level by level; the children of split s are 2s+1 and 2s+2.</param>
    /// <param name="Thresholds">Values above go right.</param>
    /// <param name="Values">The leaves from left to right, in steps of <see cref="LeafStep"/>.</param>
    internal sealed record Tree(int[] Features, float[] Thresholds, sbyte[] Values)
    {
        /// <summary>The value of the leaf that some features reach, in thousandths of a logit.</summary>
        public int Score(ReadOnlySpan<float> features)
        {
            int node = 0;
            for (int level = 0; level < 3; level++)
            {
                node = (2 * node) + (features[Features[node]] > Thresholds[node] ? 2 : 1);
            }

            return Values[node - Splits] * LeafStep;
        }
    }
}
