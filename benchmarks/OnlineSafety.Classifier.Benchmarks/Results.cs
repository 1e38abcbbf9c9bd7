using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using OnlineSafety.Benchmarks.Peers;

namespace OnlineSafety.Benchmarks;

/// <summary>Writes what was measured as tables, and the README's table from them.</summary>
internal static partial class Results
{
    private const string Begin = "<!-- benchmarks: made by `dotnet run -c Release --project benchmarks/OnlineSafety.Classifier.Benchmarks -- readme` -->";
    private const string End = "<!-- /benchmarks -->";

    private static string Folder => RepositoryRoot.File("benchmarks", "results", Slug(Cpu()));

    private static string DataFile => Path.Combine(Folder, "results.json");

    /// <summary>Writes the tables of some runs; measurements of other benchmarks that are there stay.</summary>
    public static void Write(IEnumerable<Summary> summaries, IEnumerable<Measurement> others)
    {
        Directory.CreateDirectory(Folder);
        Dictionary<string, Measurement> all = Read().ToDictionary(static m => m.Key);
        foreach (BenchmarkReport report in summaries.SelectMany(static s => s.Reports).Where(static r => r.ResultStatistics is not null))
        {
            BenchmarkCase run = report.BenchmarkCase;
            Measurement measured = new(
                run.Descriptor.Type.Name, run.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), run.Parameters.PrintInfo,
                report.ResultStatistics!.Median, report.GcStats.GetBytesAllocatedPerOperation(run) ?? 0);
            all[measured.Key] = measured;
        }

        foreach (Measurement measured in others)
        {
            all[measured.Key] = measured;
        }

        Measurement[] sorted = [.. all.Values.OrderBy(static m => m.Type, StringComparer.Ordinal).ThenBy(static m => m.Parameters, StringComparer.Ordinal)];
        File.WriteAllText(DataFile, JsonSerializer.Serialize(sorted, s_indented) + "\n");
        foreach (IGrouping<string, Measurement> type in sorted.GroupBy(static m => m.Type))
        {
            StringBuilder table = new($"# {type.Key}\n\n{Machine()}. Medians.\n\n| benchmark | case | time | allocated |\n|---|---|---:|---:|\n");
            foreach (Measurement m in type)
            {
                table.Append(CultureInfo.InvariantCulture, $"| {m.Name} | {m.Parameters} | {Time(m.Nanoseconds)} | {m.Bytes:N0} B |\n");
            }

            File.WriteAllText(Path.Combine(Folder, type.Key + ".md"), table.ToString());
        }

        Console.WriteLine($"Written to {Path.GetRelativePath(RepositoryRoot.Path, Folder)}.");
    }

    /// <summary>Puts the table of this machine's results into the README, between its two marks.</summary>
    public static void UpdateReadme()
    {
        string readme = RepositoryRoot.File("README.md");
        string text = File.ReadAllText(readme);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"README.md lacks the marks '{Begin}' and '{End}'.");
        File.WriteAllText(readme, $"{text[..begin]}{Begin}\n{Table()}{text[end..]}");
        Console.WriteLine("README.md updated.");
    }

    /// <summary>The README's table.</summary>
    public static string Table()
    {
        Measurement[] all = Read();
        StringBuilder table = new($"{Machine()}; medians.\n\n| own path | time | allocated |\n|---|---:|---:|\n");
        foreach (Measurement m in all.Where(static m => m.Type is nameof(ScoreBenchmarks) or nameof(ColdStart)))
        {
            bool document = m.Name.Contains("1 MiB", StringComparison.Ordinal) && !m.Name.StartsWith(nameof(TextSession), StringComparison.Ordinal);
            double mebibytes = m.Name.Contains("two threads", StringComparison.Ordinal) ? 2 : 1;
            string rate = document ? $" ({mebibytes / (m.Nanoseconds / 1e9):0} MiB/s)" : "";
            table.Append(CultureInfo.InvariantCulture, $"| {m.Name}{(m.Parameters.Length > 0 ? $", {m.Parameters}" : "")} | {Time(m.Nanoseconds)}{rate} | {Bytes(m)} |\n");
        }

        foreach (string type in new[] { nameof(MatchBenchmarks), nameof(MessageBenchmarks) })
        {
            string[] cases = [.. all.Where(m => m.Type == type).Select(static m => m.Parameters).Distinct().OrderBy(static p => p.Contains("dense", StringComparison.Ordinal)).ThenBy(PhrasesOf)];
            if (cases.Length == 0)
                continue;
            string what = type == nameof(MatchBenchmarks) ? "phrases found in 1 MiB, MiB/s" : "phrases found in 73 bytes, ns";
            table.Append(CultureInfo.InvariantCulture, $"\n| {what} | {string.Join(" | ", cases.Select(CaseName))} |\n|---|{string.Concat(cases.Select(static _ => "---:|"))}\n");
            foreach (string name in all.Where(m => m.Type == type).Select(static m => m.Name).Distinct())
            {
                IEnumerable<string> cells = cases.Select(c => all.FirstOrDefault(m => m.Type == type && m.Name == name && m.Parameters == c) is { } m
                    ? (type == nameof(MatchBenchmarks) ? 1e9 / m.Nanoseconds : m.Nanoseconds).ToString("N0", CultureInfo.InvariantCulture) : "-");
                table.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} |\n");
            }
        }

        return table.ToString();
    }

    private static string Bytes(Measurement m) => m.Type == nameof(ColdStart)
        ? string.Create(CultureInfo.InvariantCulture, $"{m.Bytes / 1048576.0:0} MiB private memory")
        : string.Create(CultureInfo.InvariantCulture, $"{m.Bytes:N0} B");

    private static int PhrasesOf(string parameters) => int.Parse(Number().Match(parameters.Replace("_", "", StringComparison.Ordinal)).Value, CultureInfo.InvariantCulture);

    private static string CaseName(string parameters) =>
        string.Create(CultureInfo.InvariantCulture, $"{PhrasesOf(parameters):N0}{(parameters.Contains("dense", StringComparison.Ordinal) ? ", dense" : "")}");

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0} ns"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms"),
    };

    private static string Machine() =>
        $"{Cpu()}, {Environment.ProcessorCount} logical cores, .NET {Environment.Version}, {Hyperscan.Version ?? "no Hyperscan (install libhyperscan5 or libvectorscan5)"}";

    private static string Cpu()
    {
        if (!OperatingSystem.IsLinux())
            return System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString();
        string? line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown";
    }

    private static string Slug(string name) => NotWord().Replace(name.ToLowerInvariant(), "-").Trim('-');

    private static Measurement[] Read() =>
        File.Exists(DataFile) ? JsonSerializer.Deserialize<Measurement[]>(File.ReadAllText(DataFile))! : [];

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    internal sealed record Measurement(string Type, string Name, string Parameters, double Nanoseconds, long Bytes)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public string Key => $"{Type}/{Name}/{Parameters}";
    }
}
