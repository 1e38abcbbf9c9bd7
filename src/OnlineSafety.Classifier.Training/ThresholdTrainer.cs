using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training;

/// <summary>
/// Chooses from which score the key stage 3 profile flags each indicator, on scores of models that have not seen the example:
/// as many of the repository's positives as two false-alarm budgets allow.
/// </summary>
internal static class ThresholdTrainer
{
    /// <summary>The share of an indicator's own near misses that may be flagged.</summary>
    public const double NearMissBudget = 0.03;

    /// <summary>
    /// The share of ordinary benign messages that may be flagged, for all indicators together. They share it by what it buys:
    /// false alarms go to the indicator that finds the most more of its positives for each.
    /// </summary>
    public const double BenignBudget = 0.003;

    /// <summary>Chooses the least raw logit, in thousandths, that each indicator flags.</summary>
    /// <param name="corpus">The examples.</param>
    /// <param name="scores">For each indicator and example the raw logit, in thousandths, of a model that has not seen it.</param>
    /// <param name="byRule">
    /// For each example and indicator the logit of the lexicon's rule, which flags from 0 whatever the thresholds are: such false alarms are spent already.
    /// </param>
    public static int[] Choose(TrainingCorpus corpus, IReadOnlyList<int[]> scores, int[][] byRule)
    {
        int[] all = [.. Enumerable.Range(0, corpus.Examples.Count)];
        int[] benign = [.. all.Where(e => IsOrdinary(corpus, e))];
        Rows[] rows = new Rows[scores.Count];
        Parallel.For(0, scores.Count, i =>
        {
            string own = TrainingCorpus.OwnPrefix + Taxonomy.GetId((Indicator)i);
            ILookup<bool?, int> labelled = all.Where(e => corpus.Sources[corpus.Examples[e].Source] == own)
                .ToLookup(e => corpus.Examples[e].Labels[(Indicator)i], e => scores[i][e]);
            rows[i] = new Rows([.. labelled[true].Order()], [.. labelled[false].Order()], [.. benign.Select(e => scores[i][e]).Order()]);
        });
        return Choose(rows, benign.Count(e => Taxonomy.Descriptors.Any(d => d.Surface.HasFlag(Surface.Monitoring) && byRule[e][(int)d.Indicator!.Value] >= 0)));
    }

    /// <summary>Chooses the least score that each indicator flags.</summary>
    /// <param name="rows">The scores of each indicator.</param>
    /// <param name="spent">False alarms of the benign budget that are spent already.</param>
    public static int[] Choose(IReadOnlyList<Rows> rows, int spent = 0)
    {
        Candidate[][] candidates = [.. rows.Select(static r => Candidates(r).ToArray())];
        int[] chosen = new int[rows.Count];
        int left = (int)(rows[0].Benign.Length * BenignBudget) - spent;
        while (true)
        {
            (double Worth, int Indicator, int Candidate) best = (0, -1, 0);
            for (int i = 0; i < chosen.Length; i++)
            {
                Candidate now = candidates[i][chosen[i]];
                for (int c = chosen[i] + 1; c < candidates[i].Length && candidates[i][c].FalseAlarms - now.FalseAlarms <= left; c++)
                {
                    double worth = (candidates[i][c].Recall - now.Recall) / (candidates[i][c].FalseAlarms - now.FalseAlarms);
                    if (worth > best.Worth)
                        best = (worth, i, c);
                }
            }

            if (best.Indicator < 0)
                return [.. chosen.Select((c, i) => candidates[i][c].Score)];
            left -= candidates[best.Indicator][best.Candidate].FalseAlarms - candidates[best.Indicator][chosen[best.Indicator]].FalseAlarms;
            chosen[best.Indicator] = best.Candidate;
        }
    }

    private static bool IsOrdinary(TrainingCorpus corpus, int example)
    {
        int source = corpus.Examples[example].Source;
        return !corpus.IsOwn[source] && corpus.IsConversation[source] && corpus.Examples[example].Labels == LabelSet.Safe;
    }

    /// <summary>For each number of false alarms among ordinary messages the least score that keeps to it, and what it finds.</summary>
    private static IEnumerable<Candidate> Candidates(Rows rows)
    {
        int least = Above(rows.NearMisses, (int)(rows.NearMisses.Length * NearMissBudget));
        for (int falseAlarms = 0; falseAlarms <= rows.Benign.Length * BenignBudget; falseAlarms++)
        {
            int score = Math.Max(least, Above(rows.Benign, falseAlarms));
            yield return new Candidate(score, falseAlarms, rows.Positives.Count(p => p >= score) / Math.Max(1.0, rows.Positives.Length));
            if (score == least)
                break;
        }
    }

    /// <summary>The least score that leaves out all but a number of the highest.</summary>
    private static int Above(int[] sorted, int count) => sorted.Length == 0 ? 0 : sorted[sorted.Length - 1 - count] + 1;

    /// <summary>The scores of an indicator, each list in ascending order.</summary>
    /// <param name="Positives">Of the repository's positives.</param>
    /// <param name="NearMisses">Of its near misses.</param>
    /// <param name="Benign">Of ordinary benign messages, the same for all indicators.</param>
    internal readonly record struct Rows(int[] Positives, int[] NearMisses, int[] Benign);

    private readonly record struct Candidate(int Score, int FalseAlarms, double Recall);
}
