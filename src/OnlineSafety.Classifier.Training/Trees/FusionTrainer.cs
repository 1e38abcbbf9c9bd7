using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Evaluation;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Trees;

/// <summary>
/// Trains the trees of every indicator, and scores every example by trees that have not seen it. More evidence for an
/// indicator, linear or from the lexicon, never lowers it.
/// </summary>
internal sealed class FusionTrainer(TrainingCorpus corpus, ExampleWeights weights, BinnedFeatures binned, float[][] features, TreeSettings settings)
{
    private const int Iterations = 20;

    // Where held-out sources contradict the linear stage outright, its order still counts for something.
    private const double LeastSlope = 0.05;
    private const double Damping = 1e-3;

    // Fewer of a label in a source make its curve a matter of chance.
    private const int MinOfLabel = 20;

    /// <summary>Trains an indicator.</summary>
    /// <returns>The trees of all the data, and for each example the score, in thousandths, of trees without its fold.</returns>
    public (TreeModel.Ensemble Trees, int[] OutOfFold) Train(int indicator)
    {
        bool[] increasing = new bool[DenseFeatures.Count];
        increasing[DenseFeatures.Linear + indicator] = true;
        increasing[DenseFeatures.Lexicon + indicator] = true;
        TreeTrainer trainer = new(binned, increasing, settings);

        int[] rows = Choose(indicator);
        int[][] outOfFold = [.. settings.Stages.Select(_ => new int[corpus.Examples.Count])];
        for (int fold = 0; fold < TrainingCorpus.FoldCount; fold++)
        {
            int held = fold;
            TreeModel.Ensemble ensemble = Train(trainer, [.. rows.Where(r => corpus.Examples[r].Fold != held)], indicator);
            for (int e = 0; e < corpus.Examples.Count; e++)
            {
                if (corpus.Examples[e].Fold == held)
                    ScoreInStages(ensemble, e, indicator, outOfFold);
            }
        }

        // How far to correct the linear stage, unseen sources say: where they contradict one another, not at all.
        int best = Enumerable.Range(0, outOfFold.Length).MaxBy(stage => MeanAuc(indicator, outOfFold[stage]));
        TreeModel.Ensemble whole = Train(trainer, rows, indicator);
        return (whole with { Trees = [.. whole.Trees.Take(settings.Stages[best])] }, outOfFold[best]);
    }

    private void ScoreInStages(TreeModel.Ensemble ensemble, int example, int indicator, int[][] scores)
    {
        int score = ensemble.Start(features[example][DenseFeatures.Linear + indicator]);
        int tree = 0;
        for (int stage = 0; stage < scores.Length; stage++)
        {
            for (; tree < settings.Stages[stage]; tree++)
            {
                score += ensemble.Trees[tree].Score(features[example]);
            }

            scores[stage][example] = score;
        }
    }

    /// <summary>The mean area under the curve of the sources that have enough of both labels.</summary>
    private double MeanAuc(int indicator, int[] scores) => Enumerable.Range(0, scores.Length)
        .Where(e => corpus.Examples[e].Labels[(Indicator)indicator] is not null)
        .GroupBy(e => corpus.Examples[e].Source)
        .Select(source => source.Select(e => ((double)scores[e], corpus.Examples[e].Labels[(Indicator)indicator]!.Value)).ToArray())
        .Where(static rows => rows.Count(static r => r.Item2) >= MinOfLabel && rows.Count(static r => !r.Item2) >= MinOfLabel)
        .Select(static rows => RocAuc.Of(rows))
        .DefaultIfEmpty()
        .Average();

    private TreeModel.Ensemble Train(TreeTrainer trainer, int[] rows, int indicator)
    {
        bool[] positive = [.. rows.Select(r => weights.IsPositive(r, indicator))];
        float[] weight = [.. rows.Select(r => weights.Of(r)[indicator])];
        float[] linear = [.. rows.Select(r => features[r][DenseFeatures.Linear + indicator])];
        (double slope, double start) = FitLine(linear, positive, weight);
        TreeModel.Ensemble empty = new((int)Math.Round(start * Logistic.Milli), (int)Math.Round(slope * Logistic.Milli), []);
        return empty with { Trees = trainer.Train(rows, positive, weight, [.. linear.Select(empty.Start)]) };
    }

    /// <summary>Logistic regression of the labels on the linear logit (Platt 1999), by Newton's method.</summary>
    private static (double Slope, double Start) FitLine(float[] linear, bool[] positive, float[] weight)
    {
        double slope = 1;
        double start = 0;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            (double g0, double g1, double h00, double h01, double h11) = (0, 0, Damping, 0, Damping);
            for (int i = 0; i < linear.Length; i++)
            {
                double x = Math.Clamp(linear[i], -20f, 20f);
                double p = 1 / (1 + Math.Exp(-((slope * x) + start)));
                double g = weight[i] * (p - (positive[i] ? 1 : 0));
                double h = weight[i] * p * (1 - p);
                g0 += g;
                g1 += g * x;
                h00 += h;
                h01 += h * x;
                h11 += h * x * x;
            }

            double determinant = (h00 * h11) - (h01 * h01);
            start -= Math.Clamp(((h11 * g0) - (h01 * g1)) / determinant, -1, 1);
            slope = Math.Max(LeastSlope, slope - Math.Clamp(((h00 * g1) - (h01 * g0)) / determinant, -1, 1));
        }

        return (slope, start);
    }

    /// <summary>All positives and the repository's rows; of the other negatives evenly as many as the settings allow.</summary>
    private int[] Choose(int indicator)
    {
        int[] known = [.. Enumerable.Range(0, corpus.Examples.Count).Where(e => weights.Of(e)[indicator] > 0)];
        bool IsKept(int e) => weights.IsPositive(e, indicator) || corpus.IsOwn[corpus.Examples[e].Source];
        int step = (known.Count(e => !IsKept(e)) / settings.MaxNegatives) + 1;
        int seen = 0;
        return [.. known.Where(e => IsKept(e) || seen++ % step == 0)];
    }
}
