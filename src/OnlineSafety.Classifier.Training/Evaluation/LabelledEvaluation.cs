using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Evaluation;

/// <summary>
/// Scores labelled texts: for each source and indicator how well it ranks and what the profile flags, and how often benign
/// texts are flagged for anything. Rows of URLs have tables of their own; a conversation's messages are read one by one. Immutable.
/// </summary>
public sealed class LabelledEvaluation
{
    private const int CalibrationBins = 10;

    private LabelledEvaluation(IReadOnlyList<IndicatorResult> indicators, IReadOnlyList<BenignResult> benign, IReadOnlyDictionary<RiskCategory, double> calibrationError, UrlEvaluation urls)
    {
        Indicators = indicators;
        Benign = benign;
        CalibrationError = calibrationError;
        Urls = urls;
    }

    /// <summary>One result a source and indicator that has labels of both kinds.</summary>
    public IReadOnlyList<IndicatorResult> Indicators { get; }

    /// <summary>One result a source that has rows labelled safe.</summary>
    public IReadOnlyList<BenignResult> Benign { get; }

    /// <summary>
    /// The expected calibration error (Guo et al. 2017, ten bins of equal width) of each category over the rows whose label it
    /// can be told of: an indicator of it is 1, or all rows are safe. At the data's own base rate.
    /// </summary>
    public IReadOnlyDictionary<RiskCategory, double> CalibrationError { get; }

    /// <summary>The same of the rows of URLs.</summary>
    public UrlEvaluation Urls { get; }

    /// <summary>Scores some rows.</summary>
    public static LabelledEvaluation Run(SafetyClassifier classifier, IEnumerable<LabelledRow> rows, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        LabelledRow[] all = [.. rows];
        (LabelledRow Row, ScoreVector Scores, bool Flagged)[] scored =
        [
            .. all.AsParallel().AsOrdered().SelectMany(row => TextsOf(row).Select(text => (row, text))).Select(t =>
            {
                ScoreVector scores = classifier.ScoreText(t.text);
                return (t.row, scores, IsFlagged(classifier, scores, profile));
            }),
        ];
        List<IndicatorResult> indicators = [];
        List<BenignResult> benign = [];
        foreach (IGrouping<string, (LabelledRow Row, ScoreVector Scores, bool Flagged)> source in scored.GroupBy(static s => s.Row.Source))
        {
            foreach (Findings.FindingDescriptor descriptor in Taxonomy.Descriptors)
            {
                Indicator indicator = descriptor.Indicator!.Value;
                (double Score, bool Positive)[] known =
                [
                    .. source.Where(s => s.Row.Labels[indicator] is not null).Select(s => ((double)s.Scores[indicator], s.Row.Labels[indicator]!.Value)),
                ];
                int positives = known.Count(static k => k.Positive);
                if (positives == 0 || positives == known.Length)
                    continue;
                float threshold = classifier.Configuration.Flag(profile, indicator);
                indicators.Add(new IndicatorResult(
                    source.Key, descriptor.IndicatorId!, positives, known.Length - positives, RocAuc.Of(known),
                    known.Count(k => k.Positive && k.Score >= threshold) / (double)positives,
                    known.Count(k => !k.Positive && k.Score >= threshold) / (double)(known.Length - positives)));
            }

            int safe = source.Count(static s => s.Row.Labels.IsSafe);
            if (safe > 0)
                benign.Add(new BenignResult(source.Key, safe, source.Count(static s => s.Row.Labels.IsSafe && s.Flagged)));
        }

        return new LabelledEvaluation(indicators, benign, Enum.GetValues<RiskCategory>().ToDictionary(
            static c => c, c => ExpectedCalibrationError([.. scored.Select(s => (s.Scores[c], LabelOf(s.Row, c))).Where(static s => s.Item2 is not null).Select(static s => ((double)s.Item1, s.Item2!.Value))])),
            UrlEvaluation.Run(classifier, all, profile));
    }

    private static IEnumerable<string> TextsOf(LabelledRow row) =>
        row.Text is { } text ? [text] : row.Conversation?.Select(static m => m.Text) ?? [];

    private static bool IsFlagged(SafetyClassifier classifier, ScoreVector scores, Profile profile) => Taxonomy.Descriptors.Any(d =>
        d.Surface.HasFlag(Surface.Monitoring) && scores[d.Indicator!.Value] >= classifier.Configuration.Flag(profile, d.Indicator.Value));

    private static bool? LabelOf(LabelledRow row, RiskCategory category)
    {
        if (row.Labels.IsSafe)
            return false;
        return Taxonomy.Descriptors.Any(d => d.Category == category && row.Labels[d.Indicator!.Value] == true) ? true : null;
    }

    private static double ExpectedCalibrationError((double Score, bool Positive)[] rows) => rows
        .GroupBy(static r => Math.Min(CalibrationBins - 1, (int)(r.Score * CalibrationBins)))
        .Sum(bin => bin.Count() / (double)rows.Length * Math.Abs(bin.Average(static r => r.Score) - bin.Average(static r => r.Positive ? 1.0 : 0)));
}
