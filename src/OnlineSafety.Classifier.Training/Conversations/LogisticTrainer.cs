namespace OnlineSafety.Training.Conversations;

/// <summary>
/// Fits a logistic regression with an L2 penalty and weights that are never negative: Newton's method, each step's quadratic
/// solved by projected coordinate descent. One thread; the same input gives the same bits.
/// </summary>
internal static class LogisticTrainer
{
    private const int NewtonSteps = 30;
    private const int Sweeps = 100;

    /// <summary>Fits weights and bias.</summary>
    /// <param name="features">A row an example.</param>
    /// <param name="positive">Whether each is a positive.</param>
    /// <param name="weight">How much each counts.</param>
    /// <param name="penalty">Half the square of each weight costs this much.</param>
    public static (double Bias, double[] Weights) Fit(IReadOnlyList<float[]> features, bool[] positive, double[] weight, double penalty)
    {
        int n = features.Count;
        int k = features[0].Length;
        double[] w = new double[k + 1];
        double[] x = new double[k + 1];
        for (int step = 0; step < NewtonSteps; step++)
        {
            double[] gradient = new double[k + 1];
            double[,] hessian = new double[k + 1, k + 1];
            for (int i = 0; i < n; i++)
            {
                if (weight[i] == 0)
                    continue;
                double logit = w[k];
                for (int f = 0; f < k; f++)
                {
                    x[f] = features[i][f];
                    logit += w[f] * x[f];
                }

                x[k] = 1;
                double p = 1 / (1 + Math.Exp(-logit));
                double residual = weight[i] * (p - (positive[i] ? 1 : 0));
                double curvature = weight[i] * Math.Max(1e-4, p * (1 - p));
                for (int a = 0; a <= k; a++)
                {
                    if (x[a] == 0)
                        continue;
                    gradient[a] += residual * x[a];
                    for (int b = 0; b <= k; b++)
                    {
                        hessian[a, b] += curvature * x[a] * x[b];
                    }
                }
            }

            for (int f = 0; f < k; f++)
            {
                gradient[f] += penalty * w[f];
                hessian[f, f] += penalty;
            }

            double moved = Descend(w, gradient, hessian);
            if (moved < 1e-7)
                break;
        }

        return (w[k], w[..k]);
    }

    /// <summary>Moves to the minimum of the quadratic within the bounds; returns the longest move of a weight.</summary>
    private static double Descend(double[] w, double[] gradient, double[,] hessian)
    {
        double[] change = new double[w.Length];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int a = 0; a < w.Length; a++)
            {
                double slope = gradient[a];
                for (int b = 0; b < w.Length; b++)
                {
                    slope += hessian[a, b] * change[b];
                }

                double next = change[a] - (slope / Math.Max(1e-9, hessian[a, a]));
                change[a] = a < w.Length - 1 ? Math.Max(next, -w[a]) : next;
            }
        }

        // A Newton step far from the minimum may be too long; half a logit at a time is soon enough.
        double longest = change.Max(Math.Abs);
        double share = Math.Min(1, 1 / Math.Max(1e-12, longest));
        for (int a = 0; a < w.Length; a++)
        {
            w[a] += share * change[a];
        }

        return share * longest;
    }
}
