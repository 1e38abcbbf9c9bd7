using OnlineSafety.Conversations;
using OnlineSafety.Models;
using OnlineSafety.Training.Corpus;

namespace OnlineSafety.Training.Conversations;

/// <summary>
/// Fits the regression on the states of conversations, half way and at the end, so that early ones count; then its threshold,
/// on scores of regressions that have not seen the conversation.
/// </summary>
internal sealed class TrajectoryTrainer(IReadOnlyList<TrainingChat> chats, float[][][] features, ConversationSettings settings)
{
    /// <summary>Trains the regression.</summary>
    public TrajectoryModel.Regression Train(Action<string> progress)
    {
        TrajectoryModel.Regression[] folds = [.. Enumerable.Range(0, TrainingCorpus.FoldCount).Select(fold => Fit(chat => chat.Fold != fold))];
        float[] highest = [.. chats.Select((chat, i) => features[i].Max(f => Logistic.Probability(folds[chat.Fold].Score(f))))];
        float lookAlikes = Above(highest.Where((_, i) => chats[i].IsOwn && chats[i].Row.Labels.IsSafe), settings.LookAlikeBudget);
        float everyday = Above(highest.Where((_, i) => !chats[i].IsOwn), settings.PublicBudget);
        float threshold = Math.Max(lookAlikes, everyday);
        int risky = chats.Count(static c => !c.Row.Labels.IsSafe);
        progress($"conversations: look-alikes ask for {lookAlikes:0.000}, public chats for {everyday:0.000}; out of fold {highest.Where((h, i) => !chats[i].Row.Labels.IsSafe && h >= threshold).Count()} of {risky} risky ones reach it");
        return Fit(static _ => true) with { Threshold = threshold };
    }

    /// <summary>Just above the score that a budget leaves out; 0 where there is nothing to keep it by.</summary>
    private static float Above(IEnumerable<float> benign, double budget)
    {
        float[] sorted = [.. benign.Order()];
        return sorted.Length == 0 ? 0f : MathF.BitIncrement(sorted[sorted.Length - 1 - (int)(sorted.Length * budget)]);
    }

    private TrajectoryModel.Regression Fit(Func<TrainingChat, bool> chosen)
    {
        List<float[]> rows = [];
        List<bool> positive = [];
        List<double> weight = [];
        for (int i = 0; i < chats.Count; i++)
        {
            if (!chosen(chats[i]))
                continue;
            foreach (int at in new[] { (features[i].Length - 1) / 2, features[i].Length - 1 })
            {
                rows.Add(features[i][at]);
                positive.Add(!chats[i].Row.Labels.IsSafe);
                weight.Add(chats[i].IsOwn ? 0.5 : settings.PublicWeight / 2);
            }
        }

        (double bias, double[] weights) = LogisticTrainer.Fit(rows, [.. positive], [.. weight], settings.Penalty);
        double share = weight.Where((_, i) => positive[i]).Sum() / weight.Sum();
        bias += LogOdds(ConversationTrainer.BaseRate) - LogOdds(share);
        return new TrajectoryModel.Regression((float)bias, 1, [.. weights.Select(static w => (float)w)]);
    }

    private static double LogOdds(double share) => Math.Log(share / (1 - share));
}
