using System.CommandLine;
using OnlineSafety.Training;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety train</c>.</summary>
internal static class TrainCommand
{
    private const string Conversations = "conversations";

    public static Command Create()
    {
        Option<string> own = new("--own") { Description = "The repository's data folder: lexicons and samples.", DefaultValueFactory = static _ => "data" };
        Option<string[]> data = new("--data") { Description = "Public labelled data that may be trained on: file or folder (may be repeated).", HelpName = "PATH" };
        Option<FileInfo> output = new("--out") { Description = "The bundle to write; a manifest is written beside it.", HelpName = "FILE", Required = true };
        Option<int> seed = new("--seed") { Description = "Seed of the order of examples.", DefaultValueFactory = static _ => ModelTrainer.DefaultSeed };
        Option<bool> tiny = new("--tiny") { Description = "Train a small model in seconds, for tests." };
        Option<string> only = CommonOptions.OneOf("--only", "Train one part and take the others from --base.", "all", Conversations);
        Option<FileInfo?> start = new("--base") { Description = "The bundle that the other parts come from.", HelpName = "FILE" };
        Command command = new("train", "Trains the model and writes a bundle; the same inputs give the same bytes.") { own, data, output, seed, tiny, only, start };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(only) is { Implicit: false } && result.GetValue(only) == Conversations) != (result.GetResult(start) is not null))
                result.AddError("--only needs --base FILE, and --base needs --only");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(own)!, parsed.GetValue(data) ?? [], parsed.GetValue(output)!, parsed.GetValue(seed), parsed.GetValue(tiny), parsed.GetValue(start), cancellation)));
        return command;
    }

    private static int Run(string own, string[] data, FileInfo output, int seed, bool tiny, FileInfo? start, CancellationToken cancellation)
    {
        string[] files = [.. data.SelectMany(LabelledDataReader.FilesAt)];
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        byte[] bundle = start is null
            ? ModelTrainer.Train(own, files, seed, tiny, Told)
            : ModelTrainer.TrainConversations(File.ReadAllBytes(start.FullName), own, files, seed, tiny, Told);
        File.WriteAllBytes(output.FullName, bundle);
        File.WriteAllText(Path.ChangeExtension(output.FullName, ".manifest.json"), TrainingManifest.Write(own, files, seed, bundle));
        Console.WriteLine($"{output}: {bundle.Length} bytes");
        return ExitCode.Success;

        void Told(string step)
        {
            cancellation.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"{System.Diagnostics.Stopwatch.GetElapsedTime(began):mm\\:ss} {step}");
        }
    }
}
