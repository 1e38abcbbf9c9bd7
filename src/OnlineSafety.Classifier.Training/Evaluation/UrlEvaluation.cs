using OnlineSafety.Training.Data;
using OnlineSafety.Urls;

namespace OnlineSafety.Training.Evaluation;

/// <summary>
/// Scores labelled URLs, whole and by their host alone: how well each source's classes are ranked above benign URLs, and how
/// often benign URLs are flagged by filtering. Immutable.
/// </summary>
public sealed class UrlEvaluation
{
    private UrlEvaluation(IReadOnlyList<UrlResult> indicators, IReadOnlyList<BenignResult> benign)
    {
        Indicators = indicators;
        Benign = benign;
    }

    /// <summary>One result a source and indicator.</summary>
    public IReadOnlyList<UrlResult> Indicators { get; }

    /// <summary>One result a source that has URLs labelled safe: what filtering flags of them.</summary>
    public IReadOnlyList<BenignResult> Benign { get; }

    /// <summary>Scores some rows; those without a URL are left out.</summary>
    public static UrlEvaluation Run(SafetyClassifier classifier, IEnumerable<LabelledRow> rows, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        ClassificationOptions options = new() { Profile = profile, Surface = Surface.Filtering };
        Scored[] scored =
        [
            .. rows.Where(static r => r.Url is not null).AsParallel().AsOrdered().Select(row => new Scored(
                row, classifier.ScoreUrl(row.Url), classifier.ScoreUrl(HostOf(row.Url!)), classifier.DecideUrl(row.Url, options) != Decision.Allow)),
        ];
        Scored[] safe = [.. scored.Where(static s => s.Row.Labels.IsSafe)];
        List<UrlResult> indicators = [];
        foreach (IGrouping<string, Scored> source in scored.GroupBy(static s => s.Row.Source))
        {
            foreach (Findings.FindingDescriptor descriptor in Taxonomy.Descriptors)
            {
                Indicator indicator = descriptor.Indicator!.Value;
                Scored[] positives = [.. source.Where(s => s.Row.Labels[indicator] == true)];
                Scored[] negatives = [.. source.Where(s => s.Row.Labels[indicator] == false)];
                negatives = negatives.Length > 0 ? negatives : safe;
                if (positives.Length > 0 && negatives.Length > 0)
                    indicators.Add(Compare(source.Key, descriptor.IndicatorId!, indicator, positives, negatives));
            }
        }

        return new UrlEvaluation(
            indicators,
            [.. safe.GroupBy(static s => s.Row.Source).Select(static g => new BenignResult(g.Key, g.Count(), g.Count(static s => s.Flagged)))]);
    }

    private static UrlResult Compare(string source, string id, Indicator indicator, Scored[] positives, Scored[] negatives)
    {
        float[] benign = [.. negatives.Select(s => s.Host[indicator]).OrderDescending()];
        return new UrlResult(
            source, id, positives.Length, negatives.Length,
            RocAuc.Of(positives.Select(s => ((double)s.Url[indicator], true)).Concat(negatives.Select(s => ((double)s.Url[indicator], false)))),
            RocAuc.Of(positives.Select(s => ((double)s.Host[indicator], true)).Concat(negatives.Select(s => ((double)s.Host[indicator], false)))),
            RecallAt(0.01), RecallAt(0.001),
            positives.Count(static s => s.Flagged) / (double)positives.Length);

        double RecallAt(double falsePositives) =>
            positives.Count(s => s.Host[indicator] > benign[(int)(benign.Length * falsePositives)]) / (double)positives.Length;
    }

    private static string HostOf(string url)
    {
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        UrlParts parts = UrlParser.Parse(url, buffer);
        return url.Substring(parts.HostSpan.Start, parts.HostSpan.Length);
    }

    private readonly record struct Scored(LabelledRow Row, ScoreVector Url, ScoreVector Host, bool Flagged);
}
