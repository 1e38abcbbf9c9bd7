using OnlineSafety.Features;
using OnlineSafety.Lexicons;
using OnlineSafety.Text;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training;

/// <summary>The dense features of a corpus, with linear logits from models that have not seen the example.</summary>
internal static class FusionData
{
    /// <summary>Trains the linear stage without each fold in turn and scores that fold: logits as for unseen text.</summary>
    public static float[] OutOfFoldLogits(TrainingCorpus corpus, FeatureTable table, ExampleWeights weights, LinearSettings settings, int seed, Action<string> progress)
    {
        int n = corpus.Examples.Count;
        float[] logits = new float[n * Taxonomy.IndicatorCount];
        for (int fold = 0; fold < TrainingCorpus.FoldCount; fold++)
        {
            progress($"linear stage without fold {fold + 1} of {TrainingCorpus.FoldCount}");
            int held = fold;
            LinearWeights trained = LinearTrainer.Train(table, weights, [.. Enumerable.Range(0, n).Where(i => corpus.Examples[i].Fold != held)], settings, seed);
            Parallel.For(0, n, i =>
            {
                if (corpus.Examples[i].Fold == held)
                    trained.Score(table.Rows[i], table.Values[i], logits.AsSpan(i * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount));
            });
        }

        return logits;
    }

    /// <summary>The dense features of every example, and the logit of the lexicon's rule for each indicator.</summary>
    public static (float[][] Features, int[][] ByRule) Features(TrainingCorpus corpus, LexiconMatcher matcher, float[] logits)
    {
        float[][] features = new float[corpus.Examples.Count][];
        int[][] byRule = new int[features.Length][];
        Parallel.For(0, features.Length, static () => new ScanWorkspace(), (i, _, workspace) =>
        {
            features[i] = new float[DenseFeatures.Count];
            string text = corpus.Examples[i].Text;
            TextNormalizer.Normalize<char, Utf16Decoder>(text, workspace.Text);
            matcher.Find<char, Utf16Decoder>(text, workspace);
            workspace.Evidence.Compute(matcher, workspace.Hits, workspace.Text.Chars);
            logits.AsSpan(i * Taxonomy.IndicatorCount, Taxonomy.IndicatorCount).CopyTo(features[i]);
            DenseFeatures.ComputeRest(workspace, features[i]);
            byRule[i] = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(indicator => workspace.Evidence.After((Indicator)indicator))];
            return workspace;
        }, static _ => { });
        return (features, byRule);
    }
}
