using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety evaluate --suppressors</c>: what each suppressor saves and what it costs.</summary>
internal static class SuppressorReport
{
    /// <summary>Measures under key stage 4 and key stage 2 filtering and prints Markdown tables.</summary>
    /// <param name="paths">Labelled data: functional tests, samples, public data.</param>
    /// <param name="part">The split of the repository's samples; null for all.</param>
    /// <param name="bundle">The bundle, or null for the embedded one.</param>
    /// <param name="lexicons">Further lexicons.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static int Run(string[] paths, DataSplit? part, FileInfo? bundle, string[] lexicons, CancellationToken cancellation)
    {
        LabelledRow[] rows =
        [
            .. paths.SelectMany(LabelledDataReader.FilesAt).SelectMany(LabelledDataReader.Read)
                .Where(r => r.Text is not null && (r.Register.Length == 0 || part is null || DataSplits.Of(r.Id) == part)),
        ];
        foreach (Profile profile in new[] { Profile.KeyStage4, Profile.KeyStage2 })
        {
            ClassificationOptions options = new() { Profile = profile, Surface = Surface.Filtering, CancellationToken = cancellation };
            string name = Configuration.ProfileIds.Of(profile);
            Print(name, SuppressorEvaluation.Run(c => CommonOptions.BuildClassifier(bundle, lexicons, c), rows, options, step =>
            {
                cancellation.ThrowIfCancellationRequested();
                Console.Error.WriteLine($"{name}: {step}");
            }));
        }

        return ExitCode.Success;
    }

    private static void Print(string profile, SuppressorEvaluation evaluation)
    {
        SuppressorTotals none = evaluation.None;
        SuppressorTotals all = evaluation.All;
        Console.WriteLine($"| {profile} filtering      | over-block tests saved | risky tests lost | natural positives lost | own positives lost | negatives saved |");
        Console.WriteLine("|--------------------|------------------------|------------------|------------------------|--------------------|-----------------|");
        foreach (SuppressorResult r in evaluation.Results)
        {
            Console.WriteLine($"| {r.Suppressor,-18} | {r.Saved,22} | {Lost(r.CounterpartsLost, none.Counterparts),16} | {Lost(r.NaturalLost, none.Natural),22} | {Lost(r.OwnLost, none.Own),18} | {r.NegativesSaved,15} |");
        }

        Console.WriteLine();
        Console.WriteLine($"| {profile} filtering      | over-block tests flagged | blocked           | recall of risky tests | of natural positives | of own positives |");
        Console.WriteLine("|--------------------|--------------------------|-------------------|-----------------------|----------------------|------------------|");
        foreach ((string name, SuppressorTotals t) in new[] { ("without suppressors", none), ("with all", all) })
        {
            Console.WriteLine($"| {name,-18} | {Share(t.Flagged, t.OverBlock),24} | {Share(t.Blocked, t.OverBlock),17} | {Share(t.CounterpartsFound, t.Counterparts),21} | {Share(t.NaturalFound, t.Natural),20} | {Share(t.OwnFound, t.Own),16} |");
        }

        Console.WriteLine();
        Console.WriteLine($"| {profile} filtering, with all | texts | flagged        | blocked        |");
        Console.WriteLine("|-------------------------|-------|----------------|----------------|");
        foreach (OverBlockResult r in evaluation.OverBlocks)
        {
            Console.WriteLine($"| {r.Name,-23} | {r.Texts,5} | {Part(r.Flagged, r.Texts),14} | {Part(r.Blocked, r.Texts),14} |");
        }

        Console.WriteLine();
    }

    /// <summary>How many, and how many points of recall that is.</summary>
    private static string Lost(int lost, int of) => $"{lost} ({100.0 * lost / Math.Max(1, of):0.00} points)";

    private static string Part(int part, int of) => $"{part} ({part / (double)Math.Max(1, of):0.0%})";

    private static string Share(int part, int of) => $"{part} of {of} ({part / (double)Math.Max(1, of):0.0%})";
}
