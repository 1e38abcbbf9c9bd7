using System.Collections.Immutable;
using System.Globalization;
using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training;

/// <summary>
/// What a filter would flag of the repository's samples, scored by models that have not seen them, were its thresholds at
/// multiples of the odds of a monitor's: the built-in profiles' factors for filtering are read off it. Immutable.
/// </summary>
public sealed class FilteringTable
{
    private static readonly ImmutableArray<double> s_factors = [0.5, 0.667, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];

    // The project's bars for a filter: flagged at key stage 2 and 4, blocked at key stage 4.
    private static readonly ImmutableArray<double> s_shares = [0.03, 0.02, 0.01];

    private FilteringTable(int nearMisses, int naming, int positives, ImmutableArray<Row> rows, ImmutableArray<Row> budgets)
    {
        NearMisses = nearMisses;
        Naming = naming;
        Positives = positives;
        Rows = rows;
        Budgets = budgets;
    }

    /// <summary>Samples that are benign for every indicator.</summary>
    public int NearMisses { get; }

    /// <summary>Of these, the ones that name a risk, in that a phrase of the lexicon stands in them: what a filter may over-block.</summary>
    public int Naming { get; }

    /// <summary>Samples that are positives of their file's indicator.</summary>
    public int Positives { get; }

    /// <summary>A row for each of some factors.</summary>
    public ImmutableArray<Row> Rows { get; }

    /// <summary>For each bar the least factor that flags no greater share of the near misses that name a risk, and what it comes to.</summary>
    public ImmutableArray<Row> Budgets { get; }

    /// <summary>The table as lines of Markdown.</summary>
    public IEnumerable<string> ToMarkdown() =>
    [
        $"{NearMisses} near misses, {Naming} of which name a risk, and {Positives} positives of the samples:",
        "| odds of a monitor's   | near misses flagged | of those that name a risk | positives found |",
        "|-----------------------|---------------------|---------------------------|-----------------|",
        .. Rows.Concat(Budgets).Select(static r => string.Create(CultureInfo.InvariantCulture, $"| {r.Factor,21:x0.###} | {r.NearMisses,19:0.00%} | {r.Naming,25:0.00%} | {r.Positives,15:0.0%} |")),
    ];

    /// <summary>Scores samples with a classifier that has not been trained on them.</summary>
    /// <param name="classifier">The classifier; what is counted is scores, before suppressors.</param>
    /// <param name="samples">Samples of the repository; other rows are left out.</param>
    /// <param name="profile">The profile whose thresholds for monitoring count as 1.</param>
    public static FilteringTable Measure(SafetyClassifier classifier, IEnumerable<LabelledRow> samples, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(samples);
        double[] thresholds = [.. Enumerable.Range(0, Taxonomy.IndicatorCount).Select(i => Logit(classifier.Configuration.At(profile, Surface.Monitoring, i).Flag))];
        List<(int Above, bool Names)> nearMisses = [];
        List<int> positives = [];
        foreach (LabelledRow row in samples.Where(static r => r.Text is not null && r.Register.Length > 0))
        {
            ScoreVector scores = classifier.ScoreText(row.Text!);
            if (row.Labels == LabelSet.Safe)
                nearMisses.Add((Enumerable.Range(0, thresholds.Length).Max(Above), classifier.NamesRisk(row.Text!)));
            else if (Taxonomy.TryGetIndicator(row.Source, out Indicator own) && row.Labels[own] == true)
                positives.Add(Above((int)own));

            int Above(int i) => (int)((Logit(scores[(Indicator)i]) - thresholds[i]) * Logistic.Milli);
        }

        return Of([.. nearMisses], [.. positives]);

        // Thresholds of "never" lie above 1.
        static double Logit(float p) => p > 1 ? double.PositiveInfinity : Math.Log(p / (1 - Math.Min(p, 1 - 1e-7)));
    }

    /// <summary>Makes the table.</summary>
    /// <param name="corpus">The examples.</param>
    /// <param name="scores">For each indicator and example the raw logit, in thousandths, of a model that has not seen it.</param>
    /// <param name="features">The dense features of each example.</param>
    /// <param name="byRule">For each example and indicator the logit, in thousandths, of the lexicon's rule.</param>
    /// <param name="rows">Calibration and thresholds.</param>
    internal static FilteringTable Of(TrainingCorpus corpus, IReadOnlyList<int[]> scores, float[][] features, int[][] byRule, Calibration.Row[] rows)
    {
        int[] thresholds = [.. rows.Select(static r => Logistic.LeastLogit(r.Threshold))];
        List<(int Above, bool Names)> nearMisses = [];
        List<int> positives = [];
        for (int e = 0; e < corpus.Examples.Count; e++)
        {
            Example example = corpus.Examples[e];
            if (!corpus.IsOwn[example.Source])
                continue;
            if (example.Labels == LabelSet.Safe)
                nearMisses.Add((Enumerable.Range(0, rows.Length).Max(Above), features[e].AsSpan(DenseFeatures.Lexicon, rows.Length).ContainsAnyExcept(LexiconEvidence.Prior)));
            else if (Taxonomy.TryGetIndicator(corpus.Sources[example.Source][TrainingCorpus.OwnPrefix.Length..], out Indicator own) && example.Labels[own] == true)
                positives.Add(Above((int)own));

            // By how much a score lies above the threshold; at least what the lexicon's rule alone says, as in RiskModel.
            int Above(int i) => Math.Max(rows[i].Apply(scores[i][e]) - thresholds[i], byRule[e][i] >= 0 ? byRule[e][i] : int.MinValue);
        }

        return Of([.. nearMisses], [.. positives]);
    }

    /// <summary>Makes the table.</summary>
    /// <param name="nearMisses">By how much the highest score of each near miss lies above the threshold, in thousandths of a logit, and whether it names a risk.</param>
    /// <param name="positives">The same of each positive's own indicator.</param>
    internal static FilteringTable Of((int Above, bool Names)[] nearMisses, int[] positives)
    {
        int[] all = [.. nearMisses.Select(static n => n.Above)];
        int[] naming = [.. nearMisses.Where(static n => n.Names).Select(static n => n.Above).OrderDescending()];
        return new FilteringTable(all.Length, naming.Length, positives.Length, [.. s_factors.Select(At)], [.. s_shares.Select(share => At(Least(share)))]);

        Row At(double factor)
        {
            double logit = Math.Log(factor) * Logistic.Milli;
            return new Row(factor, Share(all, logit), Share(naming, logit), Share(positives, logit));
        }

        double Least(double share)
        {
            int allowed = (int)(naming.Length * share);
            return allowed >= naming.Length ? s_factors[0] : Math.Ceiling(Math.Exp((naming[allowed] + 1) / (double)Logistic.Milli) * 1000) / 1000;
        }

        static double Share(int[] above, double logit) => above.Count(a => a >= logit) / Math.Max(1.0, above.Length);
    }

    /// <summary>What a factor comes to.</summary>
    /// <param name="Factor">The factor of the odds of each indicator's threshold at key stage 3.</param>
    /// <param name="NearMisses">The share of near misses that any indicator flags.</param>
    /// <param name="Naming">The share of those that name a risk.</param>
    /// <param name="Positives">The share of positives that their own indicator flags.</param>
    public readonly record struct Row(double Factor, double NearMisses, double Naming, double Positives);
}
