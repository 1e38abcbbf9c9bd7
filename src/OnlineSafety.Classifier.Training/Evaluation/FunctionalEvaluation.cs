using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Evaluation;

/// <summary>
/// Runs functional tests in the manner of HateCheck (Röttger et al. 2021) and CheckList (Ribeiro et al. 2020): a case passes
/// where its own indicator is at or above the profile's threshold exactly if it should be.
/// </summary>
public static class FunctionalEvaluation
{
    /// <summary>Runs the tests; results by functionality, by indicator, and for all.</summary>
    public static (IReadOnlyList<FunctionalResult> ByFunctionality, IReadOnlyList<FunctionalResult> ByIndicator, FunctionalResult All) Run(
        SafetyClassifier classifier, IEnumerable<LabelledRow> tests, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(tests);
        List<(LabelledRow Row, bool Flagged)> results =
        [
            .. tests.Select(row => (row, classifier.ScoreText(row.Text)[row.Indicator!.Value] >= classifier.Configuration.Flag(profile, row.Indicator.Value))),
        ];
        return (
            [.. results.GroupBy(static r => r.Row.Functionality).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => Count(g.Key, g))],
            [.. results.GroupBy(static r => r.Row.Indicator!.Value).OrderBy(static g => g.Key).Select(static g => Count(Taxonomy.GetId(g.Key), g))],
            Count("all", results));
    }

    private static FunctionalResult Count(string name, IEnumerable<(LabelledRow Row, bool Flagged)> results)
    {
        FunctionalResult count = new(name, 0, 0, 0, 0);
        foreach ((LabelledRow row, bool flagged) in results)
        {
            count = row.Labels[row.Indicator!.Value] == true
                ? count with { Positives = count.Positives + 1, PositivesPassed = count.PositivesPassed + (flagged ? 1 : 0) }
                : count with { Negatives = count.Negatives + 1, NegativesPassed = count.NegativesPassed + (flagged ? 0 : 1) };
        }

        return count;
    }
}
