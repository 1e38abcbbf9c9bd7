using OnlineSafety.Models;

namespace OnlineSafety.Training.Trees;

/// <summary>
/// Trains boosted trees of one indicator: depth-wise, from histograms, second-order gains with logistic loss (as XGBoost,
/// Chen and Guestrin 2016, and LightGBM, Ke et al. 2017), monotone where asked. One thread; the same input gives the same bits.
/// </summary>
internal sealed class TreeTrainer
{
    private const int Depth = 3;
    private const int MaxBins = 256;

    private readonly BinnedFeatures _features;
    private readonly TreeSettings _settings;
    private readonly bool[] _increasing;
    private readonly double[] _gradientBins = new double[(1 << (Depth - 1)) * MaxBins];
    private readonly double[] _hessianBins = new double[(1 << (Depth - 1)) * MaxBins];

    /// <summary>Creates a trainer.</summary>
    /// <param name="features">The features of all examples.</param>
    /// <param name="increasing">Features of which more may never lower the score.</param>
    /// <param name="settings">The settings.</param>
    public TreeTrainer(BinnedFeatures features, bool[] increasing, TreeSettings settings)
    {
        _features = features;
        _increasing = increasing;
        _settings = settings;
    }

    /// <summary>Trains on some examples.</summary>
    /// <param name="rows">Indexes of the examples.</param>
    /// <param name="positive">Whether each is a positive.</param>
    /// <param name="weight">How much each counts.</param>
    /// <param name="starts">The score of each before the first tree, in thousandths.</param>
    public List<TreeModel.Tree> Train(int[] rows, bool[] positive, float[] weight, int[] starts)
    {
        int[] scores = [.. starts];
        double[] gradients = new double[rows.Length];
        double[] hessians = new double[rows.Length];
        int[] nodes = new int[rows.Length];
        List<TreeModel.Tree> trees = [];
        for (int round = 0; round < _settings.Stages[^1]; round++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                double p = Logistic.Probability(scores[i]);
                gradients[i] = weight[i] * (p - (positive[i] ? 1 : 0));
                hessians[i] = weight[i] * Math.Max(1e-6, p * (1 - p));
            }

            TreeModel.Tree tree = Grow(rows, gradients, hessians, nodes);
            for (int i = 0; i < rows.Length; i++)
            {
                scores[i] += tree.Values[nodes[i] - TreeModel.Splits] * TreeModel.LeafStep;
            }

            trees.Add(tree);
        }

        return trees;
    }

    private TreeModel.Tree Grow(int[] rows, double[] gradients, double[] hessians, int[] nodes)
    {
        int[] features = new int[TreeModel.Splits];
        float[] thresholds = new float[TreeModel.Splits];
        int[] bins = new int[TreeModel.Splits];
        (double Low, double High)[] bounds = new (double, double)[TreeModel.Splits + TreeModel.Leaves];
        bounds[0] = (double.NegativeInfinity, double.PositiveInfinity);
        Array.Clear(nodes);
        for (int level = 0; level < Depth; level++)
        {
            int first = (1 << level) - 1;
            int count = 1 << level;
            Split[] best = new Split[count];
            (double G, double H)[] sums = NodeSums(nodes, gradients, hessians, first, count);
            for (int f = 0; f < _features.FeatureCount; f++)
            {
                FindSplits(f, rows, nodes, gradients, hessians, first, sums, bounds, best);
            }

            for (int n = 0; n < count; n++)
            {
                int node = first + n;
                (double low, double high) = bounds[node];
                if (best[n].Gain <= 0)
                {
                    // No split is worth it: everything goes left, and both sides say the same.
                    thresholds[node] = float.PositiveInfinity;
                    bins[node] = int.MaxValue;
                    bounds[(2 * node) + 1] = bounds[(2 * node) + 2] = (low, high);
                    continue;
                }

                features[node] = best[n].Feature;
                bins[node] = best[n].Bin;
                thresholds[node] = _features.EdgeAfter(best[n].Feature, best[n].Bin);
                double middle = Math.Clamp((best[n].Left + best[n].Right) / 2, low, high);
                bool monotone = _increasing[best[n].Feature];
                bounds[(2 * node) + 1] = (low, monotone ? middle : high);
                bounds[(2 * node) + 2] = (monotone ? middle : low, high);
            }

            for (int i = 0; i < rows.Length; i++)
            {
                int node = nodes[i];
                bool right = bins[node] != int.MaxValue && _features.Of(features[node])[rows[i]] > bins[node];
                nodes[i] = (2 * node) + (right ? 2 : 1);
            }
        }

        (double G, double H)[] leafSums = NodeSums(nodes, gradients, hessians, TreeModel.Splits, TreeModel.Leaves);
        sbyte[] leaves = new sbyte[TreeModel.Leaves];
        for (int leaf = 0; leaf < leaves.Length; leaf++)
        {
            (double low, double high) = bounds[TreeModel.Splits + leaf];
            double value = Math.Clamp(Value(leafSums[leaf]), low, high) * _settings.Shrinkage * Logistic.Milli / TreeModel.LeafStep;
            leaves[leaf] = (sbyte)Math.Clamp(Math.Round(value), sbyte.MinValue, sbyte.MaxValue);
        }

        return new TreeModel.Tree(features, thresholds, leaves);
    }

    private static (double G, double H)[] NodeSums(int[] nodes, double[] gradients, double[] hessians, int first, int count)
    {
        (double G, double H)[] sums = new (double, double)[count];
        for (int i = 0; i < nodes.Length; i++)
        {
            ref (double G, double H) sum = ref sums[nodes[i] - first];
            sum.G += gradients[i];
            sum.H += hessians[i];
        }

        return sums;
    }

    private void FindSplits(int feature, int[] rows, int[] nodes, double[] gradients, double[] hessians, int first,
        (double G, double H)[] sums, (double Low, double High)[] bounds, Split[] best)
    {
        int binCount = _features.BinCount(feature);
        byte[] bins = _features.Of(feature);
        Array.Clear(_gradientBins, 0, best.Length * MaxBins);
        Array.Clear(_hessianBins, 0, best.Length * MaxBins);
        for (int i = 0; i < rows.Length; i++)
        {
            int at = ((nodes[i] - first) * MaxBins) + bins[rows[i]];
            _gradientBins[at] += gradients[i];
            _hessianBins[at] += hessians[i];
        }

        for (int n = 0; n < best.Length; n++)
        {
            (double low, double high) = bounds[first + n];
            double parent = Gain(sums[n]);
            (double G, double H) left = (0, 0);
            for (int bin = 0; bin < binCount - 1; bin++)
            {
                left.G += _gradientBins[(n * MaxBins) + bin];
                left.H += _hessianBins[(n * MaxBins) + bin];
                (double G, double H) right = (sums[n].G - left.G, sums[n].H - left.H);
                if (left.H < _settings.MinHessian || right.H < _settings.MinHessian)
                    continue;
                double gain = Gain(left) + Gain(right) - parent;
                if (gain <= best[n].Gain)
                    continue;
                double leftValue = Math.Clamp(Value(left), low, high);
                double rightValue = Math.Clamp(Value(right), low, high);
                if (!_increasing[feature] || leftValue <= rightValue)
                    best[n] = new Split(gain, feature, bin, leftValue, rightValue);
            }
        }
    }

    private double Value((double G, double H) sum) => -sum.G / (sum.H + _settings.Lambda);

    private double Gain((double G, double H) sum) => sum.G * sum.G / (sum.H + _settings.Lambda);

    private readonly record struct Split(double Gain, int Feature, int Bin, double Left, double Right);
}
