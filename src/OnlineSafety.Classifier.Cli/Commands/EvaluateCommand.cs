using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using OnlineSafety.Training;
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
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> functional = new("--functional") { Description = "The data are functional tests: a table per functionality and indicator." };
        Option<bool> identity = new("--identity") { Description = "Needs no data: the same plain sentences about people of 32 identities, and what they score." };
        Option<bool> suppressors = new("--suppressors") { Description = "Measure each suppressor under key stage 4 and 2 filtering: over-block tests saved, recall lost. Give functional tests, samples (of which the test split is read, or that of --split) and public data." };
        Option<bool> filtering = new("--filtering") { Description = "What a filter would flag of the repository's samples (give those of a split that was not trained on) by how much more it asks for than a monitor at key stage 4: what the built-in profiles' factors are read off." };
        Option<string> split = CommonOptions.OneOf("--split", "Only rows of this split, by a hash of their id; of public chats, which have none, by source and line; URLs are split by registrable domain (other rows without an id are in none).", ["all", .. EnumIds<DataSplit>.All]);
        Option<bool> json = new("--json") { Description = "Print JSON instead of tables." };
        Option<FileInfo?> config = CommonOptions.Configuration();
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Option<string[]> hosts = CommonOptions.HostLists();
        Option<FileInfo?> suffixes = CommonOptions.Suffixes();
        Command command = new("evaluate", "Scores labelled data under the key stage 3 monitoring profile and prints how well.")
        {
            data, functional, identity, suppressors, filtering, split, json, config, bundle, lexicons, hosts, suffixes,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(identity) == (result.GetValue(data)!.Length > 0))
                result.AddError("Give DATA to score, or --identity, which brings its own sentences.");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;

        int Run(ParseResult parsed, CancellationToken cancellation)
        {
            DataSplit? part = EnumIds<DataSplit>.TryParse(parsed.GetValue(split), out DataSplit chosen) ? chosen : null;
            if (parsed.GetValue(suppressors))
                return SuppressorReport.Run(parsed.GetValue(data)!, parsed.GetResult(split) is { Implicit: false } ? part : DataSplit.Test, parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], cancellation);
            SafetyClassifier classifier = CommonOptions.BuildClassifier(
                parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], CommonOptions.LoadConfiguration(parsed.GetValue(config)), parsed.GetValue(hosts), parsed.GetValue(suffixes));
            if (parsed.GetValue(identity))
            {
                PrintIdentities(IdentityEvaluation.Run(classifier, Profile.KeyStage3), parsed.GetValue(json));
                return ExitCode.Success;
            }

            IEnumerable<LabelledRow> rows = parsed.GetValue(data)!.SelectMany(LabelledDataReader.FilesAt).SelectMany(LabelledDataReader.Read);
            if (part is not null)
                rows = rows.Where(r => r.Url is not null ? UrlCorpus.SplitOf(r.Url) == part : r.Id.Length > 0 && DataSplits.Of(r.Id) == part);
            if (parsed.GetValue(filtering))
            {
                foreach (string line in FilteringTable.Measure(classifier, rows, Profile.KeyStage4).ToMarkdown())
                {
                    Console.WriteLine(line);
                }
            }
            else if (parsed.GetValue(functional))
                PrintFunctional(classifier, [.. rows], parsed.GetValue(json));
            else
                PrintLabelled(classifier, [.. rows], parsed.GetValue(json));
            return ExitCode.Success;
        }
    }

    private static void PrintLabelled(SafetyClassifier classifier, LabelledRow[] rows, bool json)
    {
        LabelledEvaluation evaluation = LabelledEvaluation.Run(classifier, rows, Profile.KeyStage3);
        ConversationEvaluation? conversations = ConversationEvaluation.Run(classifier, rows, Profile.KeyStage3);
        if (json)
        {
            JsonObject all = (JsonObject)JsonSerializer.SerializeToNode(evaluation, s_json)!;
            if (conversations is not null)
                all["Conversations"] = JsonSerializer.SerializeToNode(conversations, s_json);
            Console.WriteLine(all.ToJsonString(s_json));
            return;
        }

        if (evaluation.Indicators.Count > 0 || evaluation.Benign.Count > 0)
            PrintTexts(evaluation);
        if (evaluation.Urls.Indicators.Count > 0 || evaluation.Urls.Benign.Count > 0)
            PrintUrls(evaluation.Urls);
        if (conversations is not null)
            PrintConversations(conversations);
    }

    private static void PrintUrls(UrlEvaluation evaluation)
    {
        Console.WriteLine("| URLs of                     | indicator          | positive | negative | AUC, URL | AUC, host | recall at 1% | at 0.1% | flagged |");
        Console.WriteLine("|-----------------------------|--------------------|----------|----------|----------|-----------|--------------|---------|---------|");
        foreach (UrlResult r in evaluation.Indicators)
        {
            Console.WriteLine($"| {r.Source,-27} | {r.Indicator,-18} | {r.Positives,8} | {r.Negatives,8} | {r.RocAuc,8:0.000} | {r.HostRocAuc,9:0.000} | {r.RecallAt1Percent,12:0.0%} | {r.RecallAt01Percent,7:0.0%} | {r.Flagged,7:0.0%} |");
        }

        PrintBenign("benign URLs of             ", "URLs", evaluation.Benign);
    }

    private static void PrintBenign(string title, string unit, IEnumerable<BenignResult> results)
    {
        Console.WriteLine();
        Console.WriteLine($"| {title} | {unit,-8} | flagged | share   |");
        Console.WriteLine($"|{new string('-', title.Length + 2)}|----------|---------|---------|");
        foreach (BenignResult r in results)
        {
            Console.WriteLine($"| {r.Source.PadRight(title.Length)} | {r.Texts,8} | {r.Flagged,7} | {r.Share,7:0.00%} |");
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

        BenignResult all = new("all", evaluation.Benign.Sum(static b => b.Texts), evaluation.Benign.Sum(static b => b.Flagged));
        PrintBenign("benign texts of         ", "texts", evaluation.Benign.Append(all));
        Console.WriteLine();
        Console.WriteLine("| category | expected calibration error |");
        Console.WriteLine("|----------|----------------------------|");
        foreach ((RiskCategory category, double error) in evaluation.CalibrationError)
        {
            Console.WriteLine($"| {EnumIds<RiskCategory>.Of(category),-8} | {error,26:0.000} |");
        }
    }

    private static void PrintConversations(ConversationEvaluation evaluation)
    {
        Console.WriteLine();
        Console.WriteLine("| conversations of         | risky | found | right course | before half | benign | false alerts | per 1,000 |");
        Console.WriteLine("|--------------------------|-------|-------|--------------|-------------|--------|--------------|-----------|");
        foreach (ConversationSourceResult r in evaluation.Sources.Concat(evaluation.Courses))
        {
            string rate = r.Benign > 0 ? $"{r.FalseAlertsPer1000:0.0}" : "";
            Console.WriteLine($"| {r.Name,-24} | {r.Risky,5} | {r.Found,5} | {r.RightCourse,12} | {r.Early,11} | {r.Benign,6} | {r.FalseAlerts,12} | {rate,9} |");
        }

        Console.WriteLine();
        Console.WriteLine("| over all conversations            | value |");
        Console.WriteLine("|-----------------------------------|-------|");
        Row("precision", evaluation.Precision);
        Row("recall", evaluation.Recall);
        Row("F1", evaluation.F1);
        Row("F-latency", evaluation.LatencyF1);
        Row("alert before half of the messages", evaluation.EarlyShare);
        Row("median messages to alert", evaluation.MedianMessagesToAlert);
        Row("precision of the initiator", evaluation.InitiatorPrecision);
        Row("recall of the initiator", evaluation.InitiatorRecall);
        Row("F0.5 of the initiator", evaluation.InitiatorF05);

        static void Row(string name, double value) => Console.WriteLine($"| {name,-33} | {value,5:0.000} |");
    }

    private static void PrintIdentities(IReadOnlyList<IdentityResult> results, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(results, s_json));
            return;
        }

        Console.WriteLine("| identity        | texts | flagged | mean hate | highest of any indicator   |");
        Console.WriteLine("|-----------------|-------|---------|-----------|----------------------------|");
        foreach (IdentityResult r in results)
        {
            Console.WriteLine($"| {r.Identity,-15} | {r.Texts,5} | {r.Flagged,7} | {r.MeanHate,9:0.000} | {$"{r.Highest:0.000} {r.HighestIndicator}",-26} |");
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
