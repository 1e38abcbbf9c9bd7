using System.Collections.Immutable;
using System.CommandLine;
using OnlineSafety.Cli.Output;
using OnlineSafety.Lexicons;
using OnlineSafety.Training;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety lexicon check|build</c>.</summary>
internal static class LexiconCommand
{
    public static Command Create() => new("lexicon", "Checks lexicon files and builds them into a bundle.") { Check(), Build() };

    private static Argument<string> PathArgument() => new("PATH") { Description = "A .lexicon file, or a folder of them." };

    private static Command Check()
    {
        Argument<string> path = PathArgument();
        Command command = new("check", "Checks every line and counts the entries of each target.") { path };
        command.SetAction(parsed =>
        {
            Lexicon lexicon = Lexicon.Load(parsed.GetValue(path)!, out ImmutableArray<LexiconDiagnostic> diagnostics);
            foreach (IGrouping<string, LexiconEntry> target in lexicon.Entries.GroupBy(static e => e.Target).OrderBy(static g => g.Key, StringComparer.Ordinal))
            {
                Console.WriteLine($"{target.Key,-26} {target.Count(),6}");
            }

            Console.WriteLine($"{"all",-26} {lexicon.Entries.Length,6}");
            return Report(diagnostics);
        });
        return command;
    }

    private static Command Build()
    {
        Argument<string> path = PathArgument();
        Option<FileInfo> output = new("--out") { Description = "The bundle to write.", HelpName = "FILE", Required = true };
        Option<FileInfo> model = new("--model") { Description = "Keep the trained model of this bundle and give it the new lexicon; without it the bundle has no model.", HelpName = "FILE" };
        Command command = new("build", "Builds a bundle. Writes nothing where a line has an error.") { path, output, model };
        command.SetAction(parsed =>
        {
            Lexicon lexicon = Lexicon.Load(parsed.GetValue(path)!, out ImmutableArray<LexiconDiagnostic> diagnostics);
            if (!diagnostics.IsEmpty)
                return Report(diagnostics);
            byte[] bundle = parsed.GetValue(model) is { } kept ? BundleWriter.Write(lexicon, kept.FullName) : BundleWriter.Write(lexicon);
            OutputFiles.Replace((parsed.GetValue(output)!.FullName, bundle));
            Console.WriteLine($"{parsed.GetValue(output)}: {lexicon.Entries.Length} entries, {bundle.Length} bytes");
            return ExitCode.Success;
        });
        return command;
    }

    private static int Report(ImmutableArray<LexiconDiagnostic> diagnostics)
    {
        foreach (LexiconDiagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine(diagnostic);
        }

        if (diagnostics.IsEmpty)
            return ExitCode.Success;
        Console.Error.WriteLine($"onlinesafety: {diagnostics.Length} errors.");
        return ExitCode.BadInput;
    }
}
