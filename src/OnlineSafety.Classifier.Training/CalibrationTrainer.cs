using OnlineSafety.Models;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training;

/// <summary>
/// Fits calibration on scores of models that have not seen the example, at a base rate as in real use rather than as in the
/// data.
/// </summary>
/// <param name="corpus">The examples.</param>
/// <param name="weights">Their weights.</param>
internal sealed class CalibrationTrainer(TrainingCorpus corpus, ExampleWeights weights)
{
    /// <summary>The share of positives that probabilities are fitted to.</summary>
    public const double BaseRate = 0.05;

    /// <summary>The share of the negatives that stands for near misses; the rest is ordinary text.</summary>
    public const double NearMissShare = 0.2;

    private const int Iterations = 40;

    private const double LeastShare = 1e-4;

    // Keeps the system solvable where the data say little.
    private const double Damping = 1e-6;

    // Where held-out sources contradict one another the best slope may be none; a higher score must stay a higher one.
    private const double LeastSlope = 0.05;

    /// <summary>Fits one indicator; its threshold is still to be chosen.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="scores">For each example the raw logit, in thousandths, of a model that has not seen it.</param>
    public Calibration.Row Fit(int indicator, int[] scores)
    {
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(e => weights.Of(e)[indicator] > 0)];
        return Fit(Weigh(rows, indicator), [.. rows.Select(r => scores[r])], [.. rows.Select(r => weights.IsPositive(r, indicator))]);
    }

    /// <summary>Fits a beta calibration to weighted scores, with a threshold of one.</summary>
    /// <param name="weight">Weights that add up to 1, positives to the base rate.</param>
    /// <param name="scores">Raw logits, in thousandths.</param>
    /// <param name="positive">The labels.</param>
    public static Calibration.Row Fit(double[] weight, int[] scores, bool[] positive)
    {
        double[] down = [.. scores.Select(static s => Clamped(s) - Logistic.Softplus(Clamped(s)))];
        double[] up = [.. scores.Select(static s => Logistic.Softplus(Clamped(s)))];

        double baseRate = weight.Where((_, i) => positive[i]).Sum();
        Span<double> fitted = [1, 1, Math.Log(baseRate / (1 - baseRate))];
        Span<double> next = stackalloc double[3];
        Span<double> step = stackalloc double[3];
        double loss = Loss(fitted, weight, down, up, positive);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            NewtonStep(fitted, weight, down, up, positive, step);

            // Halved until it helps: far from the optimum a whole Newton step may overshoot for good.
            double share = 1;
            double nextLoss;
            do
            {
                next[0] = Math.Max(LeastSlope, fitted[0] - (share * step[0]));
                next[1] = Math.Max(LeastSlope, fitted[1] - (share * step[1]));
                next[2] = fitted[2] - (share * step[2]);
                nextLoss = Loss(next, weight, down, up, positive);
                share /= 2;
            }
            while (nextLoss > loss && share > LeastShare);
            if (nextLoss > loss)
                break;
            next.CopyTo(fitted);
            loss = nextLoss;
        }

        return new Calibration.Row((float)fitted[0], (float)fitted[1], (float)fitted[2], 1);
    }

    /// <summary>The weighted logistic loss of the labels.</summary>
    private static double Loss(ReadOnlySpan<double> fitted, double[] weight, double[] down, double[] up, bool[] positive)
    {
        double loss = 0;
        for (int i = 0; i < weight.Length; i++)
        {
            double logit = (fitted[0] * down[i]) + (fitted[1] * up[i]) + fitted[2];
            loss += weight[i] * Logistic.Softplus(Math.Clamp(positive[i] ? -logit : logit, -20, 20));
        }

        return loss;
    }

    /// <summary>The Newton step of the weighted logistic regression of the labels on ln p, -ln(1 - p) and 1.</summary>
    private static void NewtonStep(
        ReadOnlySpan<double> fitted, double[] weight, double[] down, double[] up, bool[] positive, Span<double> gradient)
    {
        gradient.Clear();
        Span<double> hessian = stackalloc double[9];
        Span<double> x = stackalloc double[3];
        for (int i = 0; i < weight.Length; i++)
        {
            (x[0], x[1], x[2]) = (down[i], up[i], 1);
            double p = 1 / (1 + Math.Exp(-((fitted[0] * x[0]) + (fitted[1] * x[1]) + fitted[2])));
            for (int r = 0; r < 3; r++)
            {
                gradient[r] += weight[i] * (p - (positive[i] ? 1 : 0)) * x[r];
                for (int c = 0; c < 3; c++)
                {
                    hessian[(r * 3) + c] += weight[i] * p * (1 - p) * x[r] * x[c];
                }
            }
        }

        for (int r = 0; r < 3; r++)
        {
            hessian[(r * 3) + r] += Damping;
        }

        Solve(hessian, gradient);
    }

    /// <summary>Solves a positive definite system of three by elimination; the solution replaces the right-hand side.</summary>
    private static void Solve(Span<double> matrix, Span<double> right)
    {
        for (int pivot = 0; pivot < 3; pivot++)
        {
            for (int r = 0; r < 3; r++)
            {
                if (r == pivot)
                    continue;
                double factor = matrix[(r * 3) + pivot] / matrix[(pivot * 3) + pivot];
                for (int c = 0; c < 3; c++)
                {
                    matrix[(r * 3) + c] -= factor * matrix[(pivot * 3) + c];
                }

                right[r] -= factor * right[pivot];
            }
        }

        for (int r = 0; r < 3; r++)
        {
            right[r] /= matrix[(r * 3) + r];
        }
    }

    private static double Clamped(int milliLogits) => Math.Clamp(milliLogits, -20_000, 20_000) / (double)Logistic.Milli;

    /// <summary>Weights that add up to 1: positives to the base rate, the repository's near misses to their share of the rest.</summary>
    private double[] Weigh(int[] rows, int indicator)
    {
        int KindOf(int row) => weights.IsPositive(row, indicator) ? 0 : corpus.IsOwn[corpus.Examples[row].Source] ? 1 : 2;
        double[] shares = [BaseRate, (1 - BaseRate) * NearMissShare, (1 - BaseRate) * (1 - NearMissShare)];
        double[] sums = new double[3];
        foreach (int row in rows)
        {
            sums[KindOf(row)] += weights.Of(row)[indicator];
        }

        return [.. rows.Select(row => shares[KindOf(row)] * weights.Of(row)[indicator] / sums[KindOf(row)])];
    }
}
