using System.CommandLine;
using System.Text.Json;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;

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
        Option<bool> suppressors = new("--suppressors") { Description = "Measure each suppressor under key stage 4 and 2 filtering: over-block tests saved, recall lost. Give functional tests, samples and public data." };
        Option<string> split = CommonOptions.OneOf("--split", "Only rows of this split of the repository's data (rows without an id are in none).", ["all", .. EnumIds<DataSplit>.All]);
        Option<bool> json = new("--json") { Description = "Print JSON instead of tables." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Command command = new("evaluate", "Scores labelled data under the key stage 3 monitoring profile and prints how well.") { data, functional, suppressors, split, json, bundle, lexicons };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;

        int Run(ParseResult parsed, CancellationToken cancellation)
        {
            if (parsed.GetValue(suppressors))
                return SuppressorReport.Run(parsed.GetValue(data)!, parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], cancellation);
            SafetyClassifier classifier = CommonOptions.BuildClassifier(parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? []);
            IEnumerable<LabelledRow> rows = parsed.GetValue(data)!.SelectMany(LabelledDataReader.FilesAt).SelectMany(LabelledDataReader.Read);
            if (EnumIds<DataSplit>.TryParse(parsed.GetValue(split), out DataSplit part))
                rows = rows.Where(r => r.Id.Length > 0 && DataSplits.Of(r.Id) == part);
            if (parsed.GetValue(functional))
                PrintFunctional(classifier, [.. rows], parsed.GetValue(json));
            else
                PrintLabelled(LabelledEvaluation.Run(classifier, rows, Profile.KeyStage3), parsed.GetValue(json));
            return ExitCode.Success;
        }
    }

    private static void PrintLabelled(LabelledEvaluation evaluation, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(evaluation, s_json));
            return;
        }

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
