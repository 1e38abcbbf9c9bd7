using System.CommandLine;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety model info</c>.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Tells about model bundles.") { Info() };

    private static Command Info()
    {
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Command command = new("info", "Prints what a bundle holds (default: the embedded one).") { bundle };
        command.SetAction(parsed =>
        {
            BundleInfo info = CommonOptions.BuildClassifier(parsed.GetValue(bundle), []).Info;
            Console.WriteLine($"name             {info.Name}");
            Console.WriteLine($"format           {info.FormatVersion}");
            Console.WriteLine($"bytes            {info.Length}");
            Console.WriteLine($"sha256           {info.Sha256}");
            Console.WriteLine($"trained model    {(info.HasModel ? "yes" : "no: scores follow the lexicon's rule")}");
            Console.WriteLine($"URL model        {(info.HasUrlModel ? "yes" : "no: URLs follow lists and words alone")}");
            Console.WriteLine($"lexicon entries  {info.LexiconEntries}");
            return ExitCode.Success;
        });
        return command;
    }
}
