using System.CommandLine;
using System.Text.Json;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;
using OnlineSafety.Training.Urls;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety evaluate</c>.</summary>
internal static class EvaluateCommand
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create()
    {
        Argument<string[]> data = new("DATA")
        {
            Description = "Labelled JSON Lines, gzip or not: files or folders.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> functional = new("--functional") { Description = "The data are functional tests: a table per functionality and indicator." };
        Option<string> split = CommonOptions.OneOf("--split", "Only rows of this split of the repository's data (texts without an id are in none; URLs are split by registrable domain).", ["all", .. EnumIds<DataSplit>.All]);
        Option<bool> json = new("--json") { Description = "Print JSON instead of tables." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Option<string[]> hosts = CommonOptions.HostLists();
        Option<FileInfo?> suffixes = CommonOptions.Suffixes();
        Command command = new("evaluate", "Scores labelled data under the key stage 3 monitoring profile and prints how well.") { data, functional, split, json, bundle, lexicons, hosts, suffixes };
        command.SetAction(parsed =>
        {
            SafetyClassifier classifier = CommonOptions.BuildClassifier(parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], parsed.GetValue(hosts), parsed.GetValue(suffixes));
            IEnumerable<LabelledRow> rows = parsed.GetValue(data)!.SelectMany(LabelledDataReader.FilesAt).SelectMany(LabelledDataReader.Read);
            if (EnumIds<DataSplit>.TryParse(parsed.GetValue(split), out DataSplit part))
                rows = rows.Where(r => r.Url is not null ? UrlCorpus.SplitOf(r.Url) == part : r.Id.Length > 0 && DataSplits.Of(r.Id) == part);
            if (parsed.GetValue(functional))
                PrintFunctional(classifier, [.. rows], parsed.GetValue(json));
            else
                PrintLabelled(LabelledEvaluation.Run(classifier, rows, Profile.KeyStage3), parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static void PrintLabelled(LabelledEvaluation evaluation, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(evaluation, s_json));
            return;
        }

        if (evaluation.Indicators.Count > 0 || evaluation.Benign.Count > 0)
            PrintTexts(evaluation);
        if (evaluation.Urls.Indicators.Count > 0 || evaluation.Urls.Benign.Count > 0)
            PrintUrls(evaluation.Urls);
    }

    private static void PrintUrls(UrlEvaluation evaluation)
    {
        Console.WriteLine("| URLs of                     | indicator          | positive | negative | AUC, URL | AUC, host | recall at 1% | at 0.1% | flagged |");
        Console.WriteLine("|-----------------------------|--------------------|----------|----------|----------|-----------|--------------|---------|---------|");
        foreach (UrlResult r in evaluation.Indicators)
        {
            Console.WriteLine($"| {r.Source,-27} | {r.Indicator,-18} | {r.Positives,8} | {r.Negatives,8} | {r.RocAuc,8:0.000} | {r.HostRocAuc,9:0.000} | {r.RecallAt1Percent,12:0.0%} | {r.RecallAt01Percent,7:0.0%} | {r.Flagged,7:0.0%} |");
        }

        Console.WriteLine();
        Console.WriteLine("| benign URLs of              | URLs     | flagged | share   |");
        Console.WriteLine("|-----------------------------|----------|---------|---------|");
        foreach (BenignResult r in evaluation.Benign)
        {
            Console.WriteLine($"| {r.Source,-27} | {r.Texts,8} | {r.Flagged,7} | {r.Share,7:0.00%} |");
        }
    }

    private static void PrintTexts(LabelledEvaluation evaluation)
    {
        Console.WriteLine("| source                   | indicator          | positive | negative | ROC AUC | flagged of positive | of negative |");
        Console.WriteLine("|--------------------------|--------------------|----------|----------|---------|---------------------|-------------|");
        foreach (IndicatorResult r in evaluation.Indicators)
        {
            Console.WriteLine($"| {r.Source,-24} | {r.Indicator,-18} | {r.Positives,8} | {r.Negatives,8} | {r.RocAuc,7:0.000} | {r.Recall,19:0.0%} | {r.FalsePositives,11:0.0%} |");
        }

        Console.WriteLine();
        Console.WriteLine("| benign texts of          | texts    | flagged | share   |");
        Console.WriteLine("|--------------------------|----------|---------|---------|");
        foreach (BenignResult r in evaluation.Benign.Append(new BenignResult("all", evaluation.Benign.Sum(static b => b.Texts), evaluation.Benign.Sum(static b => b.Flagged))))
        {
            Console.WriteLine($"| {r.Source,-24} | {r.Texts,8} | {r.Flagged,7} | {r.Share,7:0.00%} |");
        }

        Console.WriteLine();
        Console.WriteLine("| category | expected calibration error |");
        Console.WriteLine("|----------|----------------------------|");
        foreach ((RiskCategory category, double error) in evaluation.CalibrationError)
        {
            Console.WriteLine($"| {EnumIds<RiskCategory>.Of(category),-8} | {error,26:0.000} |");
        }
    }

    private static void PrintFunctional(SafetyClassifier classifier, LabelledRow[] rows, bool json)
    {
        (IReadOnlyList<FunctionalResult> byFunctionality, IReadOnlyList<FunctionalResult> byIndicator, FunctionalResult all) =
            FunctionalEvaluation.Run(classifier, rows, Profile.KeyStage3);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { byFunctionality, byIndicator, all }, s_json));
            return;
        }

        Print("functionality", byFunctionality);
        Console.WriteLine();
        Print("indicator", [.. byIndicator, all]);
    }

    private static void Print(string title, IReadOnlyList<FunctionalResult> results)
    {
        Console.WriteLine($"| {title,-18} | should be flagged | should not be | accuracy |");
        Console.WriteLine("|--------------------|-------------------|---------------|----------|");
        foreach (FunctionalResult r in results)
        {
            Console.WriteLine($"| {r.Name,-18} | {$"{r.PositivesPassed} of {r.Positives}",17} | {$"{r.NegativesPassed} of {r.Negatives}",13} | {r.Accuracy,8:0.0%} |");
        }
    }
}
