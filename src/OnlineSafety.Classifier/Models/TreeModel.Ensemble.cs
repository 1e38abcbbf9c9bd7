namespace OnlineSafety.Models;

/// <content>The trees of one indicator, as the trainer grows them.</content>
internal sealed partial class TreeModel
{
    /// <summary>The trees of one indicator.</summary>
    /// <param name="Base">The logit of nothing, in thousandths.</param>
    /// <param name="Slope">Thousandths of a logit for each whole linear logit.</param>
    /// <param name="Trees">The trees.</param>
    internal sealed record Ensemble(int Base, int Slope, IReadOnlyList<Tree> Trees)
    {
        /// <summary>The logit in thousandths before the trees.</summary>
        public int Start(float linear) => Start(Base, Slope, linear);

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

        internal static int Start(int start, float slope, float linear) => start + (int)MathF.Round(slope * Math.Clamp(linear, -20f, 20f));
    }
}
