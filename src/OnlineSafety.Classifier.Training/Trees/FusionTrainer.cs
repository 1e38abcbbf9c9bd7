using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Trees;

/// <summary>
/// Trains the trees of every indicator, and scores every example by trees that have not seen it. More evidence for an
/// indicator, linear or from the lexicon, never lowers it.
/// </summary>
internal sealed class FusionTrainer(TrainingCorpus corpus, ExampleWeights weights, BinnedFeatures binned, float[][] features, TreeSettings settings)
{
    /// <summary>Trains an indicator.</summary>
    /// <returns>The base and trees of all the data, and for each example the score, in thousandths, of trees without its fold.</returns>
    public (int Base, List<TreeModel.Tree> Trees, int[] OutOfFold) Train(int indicator)
    {
        bool[] increasing = new bool[DenseFeatures.Count];
        increasing[DenseFeatures.Linear + indicator] = true;
        increasing[DenseFeatures.Lexicon + indicator] = true;
        TreeTrainer trainer = new(binned, increasing, settings);

        int[] rows = Choose(indicator);
        int[] outOfFold = new int[corpus.Examples.Count];
        for (int fold = 0; fold < TrainingCorpus.FoldCount; fold++)
        {
            int held = fold;
            (int start, List<TreeModel.Tree> trees) = Train(trainer, [.. rows.Where(r => corpus.Examples[r].Fold != held)], indicator);
            for (int e = 0; e < outOfFold.Length; e++)
            {
                if (corpus.Examples[e].Fold == held)
                    outOfFold[e] = start + trees.Sum(t => t.Score(features[e]));
            }
        }

        (int all, List<TreeModel.Tree> final) = Train(trainer, rows, indicator);
        return (all, final, outOfFold);
    }

    private (int Base, List<TreeModel.Tree> Trees) Train(TreeTrainer trainer, int[] rows, int indicator) => trainer.Train(
        rows,
        [.. rows.Select(r => weights.IsPositive(r, indicator))],
        [.. rows.Select(r => weights.Of(r)[indicator])]);

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
