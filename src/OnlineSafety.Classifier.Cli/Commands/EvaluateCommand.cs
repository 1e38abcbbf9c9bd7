using System.CommandLine;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        Argument<string[]> data = new("DATA")
        {
            Description = "Labelled JSON Lines, gzip or not: files or folders.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> functional = new("--functional") { Description = "The data are functional tests: a table per functionality and indicator." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Command command = new("evaluate", "Scores labelled data and prints how well.") { data, functional, bundle, lexicons };
        command.SetAction(parsed =>
        {
            SafetyClassifier classifier = CommonOptions.BuildClassifier(parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? []);
            LabelledRow[] rows = [.. parsed.GetValue(data)!.SelectMany(LabelledDataReader.FilesAt).SelectMany(LabelledDataReader.Read)];
            if (!parsed.GetValue(functional))
            {
                Console.Error.WriteLine("onlinesafety: evaluate knows functional tests so far: give --functional.");
                return ExitCode.Usage;
            }

            PrintFunctional(classifier, rows);
            return ExitCode.Success;
        });
        return command;
    }

    private static void PrintFunctional(SafetyClassifier classifier, LabelledRow[] rows)
    {
        (IReadOnlyList<FunctionalResult> byFunctionality, IReadOnlyList<FunctionalResult> byIndicator, FunctionalResult all) =
            FunctionalEvaluation.Run(classifier, rows, Profile.KeyStage3);
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
