using System.CommandLine;
using System.Text;
using OnlineSafety.Cli.Output;
using OnlineSafety.Training;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety train</c>.</summary>
internal static class TrainCommand
{
    private const string All = "all";
    private const string Conversations = "conversations";
    private const string Urls = "urls";

    public static Command Create()
    {
        Option<string> own = new("--own") { Description = "The repository's data folder: lexicons and samples.", DefaultValueFactory = static _ => "data" };
        Option<string[]> data = new("--data") { Description = "Public labelled data that may be trained on: file or folder (may be repeated).", HelpName = "PATH" };
        Option<FileInfo> output = new("--out") { Description = "The bundle to write; a manifest is written beside it.", HelpName = "FILE", Required = true };
        Option<int> seed = new("--seed") { Description = "Seed of the order of examples.", DefaultValueFactory = static _ => ModelTrainer.DefaultSeed };
        Option<bool> tiny = new("--tiny") { Description = "Train a small model in seconds, for tests." };
        Option<string> only = CommonOptions.OneOf("--only", "Train this part alone and take the rest of the bundle from --base.", All, Conversations, Urls);
        Option<FileInfo?> start = new("--base") { Description = "The bundle that --only takes the other parts from.", HelpName = "FILE" };
        Command command = new("train", "Trains the model and writes a bundle; the same inputs give the same bytes.") { own, data, output, seed, tiny, only, start };
        command.Validators.Add(result =>
        {
            string part = result.GetResult(only) is { Implicit: false } given ? given.GetValueOrDefault<string>() : All;
            if ((part == All) != (result.GetResult(start) is null))
                result.AddError("--only needs --base FILE, and --base needs --only");

            // Said now, not after hours of training.
            if (result.GetValue(output)?.Directory is { Exists: false } folder)
                result.AddError($"--out: there is no folder '{folder}'");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(own)!, parsed.GetValue(data) ?? [], parsed.GetValue(output)!, parsed.GetValue(seed), parsed.GetValue(tiny), parsed.GetValue(only)!, parsed.GetValue(start), cancellation)));
        return command;
    }

    private static int Run(string own, string[] data, FileInfo output, int seed, bool tiny, string only, FileInfo? start, CancellationToken cancellation)
    {
        string[] files = [.. data.SelectMany(LabelledDataReader.FilesAt)];
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        (byte[] bundle, FilteringTable? filtering) = only switch
        {
            Conversations => (ModelTrainer.TrainConversations(File.ReadAllBytes(start!.FullName), start.Name, own, files, seed, tiny, Told), null),
            Urls => (ModelTrainer.TrainUrls(File.ReadAllBytes(start!.FullName), start.Name, files, seed, tiny, Told), null),
            _ => ModelTrainer.Train(own, files, seed, tiny, Told),
        };
        OutputFiles.Replace(
            (output.FullName, bundle),
            (Path.ChangeExtension(output.FullName, ".manifest.json"), Encoding.UTF8.GetBytes(TrainingManifest.Write(own, files, seed, bundle, filtering))));
        foreach (string line in filtering?.ToMarkdown() ?? [])
        {
            Console.WriteLine(line);
        }

        Console.WriteLine($"{output}: {bundle.Length} bytes");
        return ExitCode.Success;

        void Told(string step)
        {
            cancellation.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"{System.Diagnostics.Stopwatch.GetElapsedTime(began):mm\\:ss} {step}");
        }
    }
}
