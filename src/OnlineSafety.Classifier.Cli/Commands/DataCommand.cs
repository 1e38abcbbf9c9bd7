using System.CommandLine;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety data check</c>.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Checks and counts the labelled data of the repository.") { Check() };

    private static Command Check()
    {
        Argument<string> folder = new("FOLDER") { Description = "The data folder.", DefaultValueFactory = static _ => "data" };
        Command command = new("check", "Checks every row against the rules; prints counts and diversity as Markdown.") { folder };
        command.SetAction(parsed =>
        {
            RepositoryData data = RepositoryData.Load(parsed.GetValue(folder)!);
            PrintSamples(data);
            PrintConversations(data);
            PrintFunctionalTests(data);
            foreach (string problem in data.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            if (data.Problems.IsEmpty)
                return ExitCode.Success;
            Console.Error.WriteLine($"onlinesafety: {data.Problems.Length} rows break a rule.");
            return ExitCode.BadInput;
        });
        return command;
    }

    private static void PrintSamples(RepositoryData data)
    {
        Console.WriteLine("| samples | positive | near miss | train / dev / test | words, median | distinct trigrams | nearest neighbour | commonest opening |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, LabelledRow> file in data.Samples.GroupBy(static r => r.Source).Append(new All(data.Samples)))
        {
            LabelledRow[] rows = [.. file];
            bool all = file is All;
            int positives = rows.Count(r => Taxonomy.TryGetIndicator(r.Source, out Indicator i) && r.Labels[i] == true);
            Diversity diversity = Diversity.Of([.. rows.Select(static r => r.Text!)]);
            int[] words = [.. rows.Select(static r => Diversity.Words(r.Text!).Length).Order()];
            string splits = string.Join(" / ", Enum.GetValues<DataSplit>().Select(s => rows.Count(r => DataSplits.Of(r.Id) == s)));
            Console.WriteLine(
                $"| {(all ? "all" : $"`{file.Key}`")} | {positives} | {rows.Length - positives} | {splits} | {words[words.Length / 2]} | " +
                $"{diversity.DistinctTrigrams:0.000} | {diversity.NearestNeighbour:0.000} | {diversity.CommonestOpening:P1} |");
        }

        Console.WriteLine();
        Console.WriteLine("| register | rows |");
        Console.WriteLine("|---|---|");
        foreach (IGrouping<string, LabelledRow> register in data.Samples.GroupBy(static r => r.Register).OrderByDescending(static g => g.Count()))
        {
            Console.WriteLine($"| {register.Key} | {register.Count()} |");
        }
    }

    private static void PrintConversations(RepositoryData data)
    {
        Console.WriteLine();
        Console.WriteLine("| conversations | count | messages | longest |");
        Console.WriteLine("|---|---|---|---|");
        foreach (IGrouping<string, LabelledRow> kind in data.Conversations.SelectMany(static r => Kinds(r).Select(k => (k, r))).GroupBy(static p => p.k, static p => p.r).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"| {kind.Key} | {kind.Count()} | {kind.Sum(static r => r.Conversation!.Count)} | {kind.Max(static r => r.Conversation!.Count)} |");
        }

        Console.WriteLine($"| all | {data.Conversations.Length} | {data.Conversations.Sum(static r => r.Conversation!.Count)} | {data.Conversations.Select(static r => r.Conversation!.Count).DefaultIfEmpty().Max()} |");
    }

    private static IEnumerable<string> Kinds(LabelledRow row) => row.Labels.IsSafe
        ? ["benign"]
        : Taxonomy.Descriptors.Where(d => row.Labels[d.Indicator!.Value] == true).Select(static d => d.IndicatorId!);

    private static void PrintFunctionalTests(RepositoryData data)
    {
        Console.WriteLine();
        Console.WriteLine("| functionality | cases | indicators |");
        Console.WriteLine("|---|---|---|");
        foreach (IGrouping<string, LabelledRow> functionality in data.FunctionalTests.GroupBy(static r => r.Functionality).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"| {functionality.Key} | {functionality.Count()} | {functionality.Select(static r => r.Indicator).Distinct().Count()} |");
        }

        Console.WriteLine($"| all | {data.FunctionalTests.Length} | {data.FunctionalTests.Select(static r => r.Indicator).Distinct().Count()} |");
    }

    private sealed class All(IEnumerable<LabelledRow> rows) : IGrouping<string, LabelledRow>
    {
        public string Key => "all";

        public IEnumerator<LabelledRow> GetEnumerator() => rows.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
