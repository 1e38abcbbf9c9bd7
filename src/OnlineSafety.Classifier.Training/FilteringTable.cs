using System.Collections.Immutable;
using System.Globalization;
using OnlineSafety.Models;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training;

/// <summary>
/// What a filter would flag of the repository's samples, scored by models that have not seen them, were its thresholds at
/// multiples of the odds of key stage 3's: the built-in profiles' factors for filtering are read off it. Immutable.
/// </summary>
public sealed class FilteringTable
{
    private static readonly ImmutableArray<double> s_factors = [0.5, 0.667, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];

    private static readonly ImmutableArray<double> s_shares = [0.03, 0.02, 0.015, 0.01, 0.005];

    private FilteringTable(int nearMisses, int positives, ImmutableArray<Row> rows, ImmutableArray<Row> budgets)
    {
        NearMisses = nearMisses;
        Positives = positives;
        Rows = rows;
        Budgets = budgets;
    }

    /// <summary>Samples that are benign for every indicator.</summary>
    public int NearMisses { get; }

    /// <summary>Samples that are positives of their file's indicator.</summary>
    public int Positives { get; }

    /// <summary>A row for each of some factors.</summary>
    public ImmutableArray<Row> Rows { get; }

    /// <summary>For some shares of near misses the least factor that flags no more, and what it comes to.</summary>
    public ImmutableArray<Row> Budgets { get; }

    /// <summary>The table as lines of Markdown.</summary>
    public IEnumerable<string> ToMarkdown() =>
    [
        $"{NearMisses} near misses and {Positives} positives of the samples, scored out of fold:",
        "| odds of key stage 3's | near misses flagged | positives found |",
        "|-----------------------|---------------------|-----------------|",
        .. Rows.Concat(Budgets).Select(static r => string.Create(CultureInfo.InvariantCulture, $"| {r.Factor,21:x0.###} | {r.NearMisses,19:0.00%} | {r.Positives,15:0.0%} |")),
    ];

    /// <summary>Makes the table.</summary>
    /// <param name="corpus">The examples.</param>
    /// <param name="scores">For each indicator and example the raw logit, in thousandths, of a model that has not seen it.</param>
    /// <param name="byRule">For each example and indicator the logit, in thousandths, of the lexicon's rule.</param>
    /// <param name="rows">Calibration and thresholds.</param>
    internal static FilteringTable Of(TrainingCorpus corpus, IReadOnlyList<int[]> scores, int[][] byRule, Calibration.Row[] rows)
    {
        int[] thresholds = [.. rows.Select(static r => Logistic.LeastLogit(r.Threshold))];
        List<int> nearMisses = [];
        List<int> positives = [];
        for (int e = 0; e < corpus.Examples.Count; e++)
        {
            Example example = corpus.Examples[e];
            if (!corpus.IsOwn[example.Source])
                continue;
            if (example.Labels == LabelSet.Safe)
                nearMisses.Add(Enumerable.Range(0, rows.Length).Max(Above));
            else if (Taxonomy.TryGetIndicator(corpus.Sources[example.Source][TrainingCorpus.OwnPrefix.Length..], out Indicator own) && example.Labels[own] == true)
                positives.Add(Above((int)own));

            // By how much a score lies above the threshold; at least what the lexicon's rule alone says, as in RiskModel.
            int Above(int i) => Math.Max(rows[i].Apply(scores[i][e]) - thresholds[i], byRule[e][i] >= 0 ? byRule[e][i] : int.MinValue);
        }

        return Of([.. nearMisses], [.. positives]);
    }

    /// <summary>Makes the table.</summary>
    /// <param name="nearMisses">By how much the highest score of each near miss lies above the threshold, in thousandths of a logit.</param>
    /// <param name="positives">The same of each positive's own indicator.</param>
    internal static FilteringTable Of(int[] nearMisses, int[] positives)
    {
        int[] descending = [.. nearMisses.OrderDescending()];
        return new FilteringTable(nearMisses.Length, positives.Length, [.. s_factors.Select(At)], [.. s_shares.Select(share => At(Least(share)))]);

        Row At(double factor)
        {
            double logit = Math.Log(factor) * Logistic.Milli;
            return new Row(factor, Share(nearMisses, logit), Share(positives, logit));
        }

        double Least(double share)
        {
            int allowed = (int)(descending.Length * share);
            return allowed >= descending.Length ? s_factors[0] : Math.Ceiling(Math.Exp((descending[allowed] + 1) / (double)Logistic.Milli) * 1000) / 1000;
        }

        static double Share(int[] above, double logit) => above.Count(a => a >= logit) / Math.Max(1.0, above.Length);
    }

    /// <summary>What a factor comes to.</summary>
    /// <param name="Factor">The factor of the odds of each indicator's threshold at key stage 3.</param>
    /// <param name="NearMisses">The share of near misses that any indicator flags.</param>
    /// <param name="Positives">The share of positives that their own indicator flags.</param>
    public readonly record struct Row(double Factor, double NearMisses, double Positives);
}
