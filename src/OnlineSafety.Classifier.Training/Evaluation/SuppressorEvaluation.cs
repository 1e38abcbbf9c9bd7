using System.Collections.Immutable;
using OnlineSafety.Configuration;
using OnlineSafety.Suppression;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Evaluation;

/// <summary>
/// Measures suppressors, each alone and all together, against none: over-block functional tests saved, recall of positives lost.
/// Immutable.
/// </summary>
public sealed class SuppressorEvaluation
{
    /// <summary>The functionalities whose benign cases a filter must not block: all that name a risk without being one.</summary>
    public static readonly ImmutableArray<string> OverBlock =
    [
        "condemned", "educational", "fictional", "gaming", "help-seeking", "homonym", "identity-mention", "idiom", "negated", "news",
        "place-name", "question", "quoted", "reclaimed", "reported",
    ];

    /// <summary>
    /// Of these, the ones that the project's bars for a filter are about: teaching, news, fiction, places, games, sayings and
    /// identity; health, religion, history and computing are among their cases.
    /// </summary>
    public static readonly ImmutableArray<string> Bar = ["educational", "fictional", "gaming", "identity-mention", "idiom", "news", "place-name"];

    private SuppressorEvaluation(ImmutableArray<SuppressorResult> results, ImmutableArray<OverBlockResult> overBlocks, SuppressorTotals none, SuppressorTotals all)
    {
        Results = results;
        OverBlocks = overBlocks;
        None = none;
        All = all;
    }

    /// <summary>One result a suppressor, then "all".</summary>
    public ImmutableArray<SuppressorResult> Results { get; }

    /// <summary>
    /// With all suppressors: one result a functionality of <see cref="OverBlock"/>, then all of <see cref="Bar"/>, all of
    /// <see cref="OverBlock"/>, and the near misses of the samples; those without a row left out.
    /// </summary>
    public ImmutableArray<OverBlockResult> OverBlocks { get; }

    /// <summary>Counts without any suppressor.</summary>
    public SuppressorTotals None { get; }

    /// <summary>Counts with all of them.</summary>
    public SuppressorTotals All { get; }

    /// <summary>Classifies the rows once without suppressors, once with each, once with all.</summary>
    /// <param name="build">Builds a classifier for a configuration.</param>
    /// <param name="rows">Functional tests and labelled texts; the repository's samples are told by their register.</param>
    /// <param name="options">Profile and surface.</param>
    /// <param name="progress">Told of each step.</param>
    public static SuppressorEvaluation Run(Func<SafetyConfiguration, SafetyClassifier> build, IReadOnlyList<LabelledRow> rows, ClassificationOptions options, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(progress);
        SafetyClassifier all = build(SafetyConfiguration.Empty);
        progress("without suppressors");
        ClassifiedRow[] without = Classify(build(Only(null)), rows, options);

        // A suppressor lowers and never raises: what is allowed without it need not be looked at again.
        int[] flagged = [.. Enumerable.Range(0, rows.Count).Where(i => without[i].Flagged != 0)];
        LabelledRow[] again = [.. flagged.Select(i => rows[i])];
        ImmutableArray<SuppressorResult>.Builder results = ImmutableArray.CreateBuilder<SuppressorResult>();
        foreach (SuppressorDescriptor descriptor in all.Suppressors)
        {
            progress($"{descriptor.Id} {descriptor.Title}");
            results.Add(Compare($"{descriptor.Id} {descriptor.Title}", again, [.. flagged.Select(i => without[i])], Classify(build(Only(descriptor.Id)), again, options)));
        }

        progress("all suppressors");
        ClassifiedRow[] with = [.. without];
        ClassifiedRow[] changed = Classify(all, again, options);
        for (int i = 0; i < flagged.Length; i++)
        {
            with[flagged[i]] = changed[i];
        }

        results.Add(Compare("all", rows, without, with));
        return new SuppressorEvaluation(results.ToImmutable(), CountOverBlocks(rows, with), Count(rows, without), Count(rows, with));
    }

    private static SafetyConfiguration Only(string? id) =>
        SafetyConfiguration.Parse($"[*]\nos_suppress.* = off\n{(id is null ? "" : $"os_suppress.{id} = on\n")}", "suppressors", out _);

    private static ClassifiedRow[] Classify(SafetyClassifier classifier, IReadOnlyList<LabelledRow> rows, ClassificationOptions options) =>
    [
        .. rows.AsParallel().AsOrdered().Select(row =>
        {
            ClassificationResult result = classifier.ClassifyText(row.Text ?? "", options);
            uint flagged = 0;
            for (int i = 0; i < Taxonomy.IndicatorCount; i++)
            {
                flagged |= result.IsFlagged((Indicator)i) ? 1u << i : 0;
            }

            return new ClassifiedRow(flagged, result.Decision);
        }),
    ];

    private static ImmutableArray<OverBlockResult> CountOverBlocks(IReadOnlyList<LabelledRow> rows, ClassifiedRow[] results)
    {
        OverBlockResult Of(string name, Func<LabelledRow, bool> counts)
        {
            Decision[] decisions = [.. Enumerable.Range(0, rows.Count).Where(i => counts(rows[i])).Select(i => results[i].Decision)];
            return new OverBlockResult(name, decisions.Length, decisions.Count(static d => d != Decision.Allow), decisions.Count(static d => d == Decision.Block));
        }

        return
        [
            .. OverBlock.Select(f => Of(f, row => IsOverBlock(row) && row.Functionality == f))
                .Append(Of("those of the bar", static row => IsOverBlock(row) && Bar.Contains(row.Functionality)))
                .Append(Of("all of these", IsOverBlock))
                .Append(Of("near misses of samples", static row => row.Functionality.Length == 0 && row.Register.Length > 0 && row.Labels.IsSafe))
                .Where(static r => r.Texts > 0),
        ];
    }

    private static bool IsOverBlock(LabelledRow row) => row.Labels.IsSafe && OverBlock.Contains(row.Functionality);

    /// <summary>The indicators that a row is a positive of: for a functional test only its own.</summary>
    private static uint Positive(LabelledRow row) =>
        row.Functionality.Length > 0 ? row.Labels.Positive & (1u << (int)row.Indicator!.Value) : row.Labels.Positive;

    private static SuppressorTotals Count(IReadOnlyList<LabelledRow> rows, ClassifiedRow[] results)
    {
        SuppressorTotals totals = default;
        for (int i = 0; i < rows.Count; i++)
        {
            LabelledRow row = rows[i];
            (uint flagged, Decision decision) = results[i];
            int positives = System.Numerics.BitOperations.PopCount(Positive(row));
            int found = System.Numerics.BitOperations.PopCount(Positive(row) & flagged);
            if (IsOverBlock(row))
                totals = totals with { OverBlock = totals.OverBlock + 1, Flagged = totals.Flagged + (decision == Decision.Allow ? 0 : 1), Blocked = totals.Blocked + (decision == Decision.Block ? 1 : 0) };
            else if (row.Functionality.Length > 0)
                totals = totals with { Counterparts = totals.Counterparts + positives, CounterpartsFound = totals.CounterpartsFound + found };
            else if (row.Register.Length == 0)
                totals = totals with { Natural = totals.Natural + positives, NaturalFound = totals.NaturalFound + found };
            else
                totals = totals with { Own = totals.Own + positives, OwnFound = totals.OwnFound + found };
        }

        return totals;
    }

    private static SuppressorResult Compare(string name, IReadOnlyList<LabelledRow> rows, ClassifiedRow[] without, ClassifiedRow[] with)
    {
        SuppressorTotals before = Count(rows, without);
        SuppressorTotals after = Count(rows, with);
        int negatives = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Functionality.Length == 0)
                negatives += System.Numerics.BitOperations.PopCount(without[i].Flagged & ~with[i].Flagged & rows[i].Labels.Known & ~rows[i].Labels.Positive);
        }

        return new SuppressorResult(name, before.Flagged - after.Flagged, before.CounterpartsFound - after.CounterpartsFound,
            before.NaturalFound - after.NaturalFound, before.OwnFound - after.OwnFound, negatives);
    }

    private readonly record struct ClassifiedRow(uint Flagged, Decision Decision);
}
