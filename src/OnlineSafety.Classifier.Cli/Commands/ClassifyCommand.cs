using System.CommandLine;
using System.Text;
using OnlineSafety.Cli.Input;
using OnlineSafety.Cli.Output;
using Spectre.Console;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety classify</c>.</summary>
internal static class ClassifyCommand
{
    private static readonly Dictionary<string, Profile> s_profiles = new()
    {
        ["ks1"] = Profile.KeyStage1,
        ["ks2"] = Profile.KeyStage2,
        ["ks3"] = Profile.KeyStage3,
        ["ks4"] = Profile.KeyStage4,
        ["sixth-form"] = Profile.SixthForm,
        ["staff"] = Profile.Staff,
    };

    private static readonly Dictionary<string, Surface> s_surfaces = new()
    {
        ["all"] = Surface.All,
        ["filtering"] = Surface.Filtering,
        ["monitoring"] = Surface.Monitoring,
    };

    private static readonly Dictionary<string, bool> s_formats = new() { ["text"] = false, ["jsonl"] = true };

    public static Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Files of plain text or JSON Lines, gzip or not; '-' is standard input (the default).",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = static _ => ["-"],
        };
        Option<Profile> profile = CommonOptions.OfIds("--profile", "Whose thresholds apply", "ks3", s_profiles);
        Option<Surface> surface = CommonOptions.OfIds("--surface", "Which rules apply", "all", s_surfaces);
        Option<bool> format = CommonOptions.OfIds("--format", "Output for people or for programs", "text", s_formats);
        Option<InputKind> input = CommonOptions.OfEnum("--input", "How to read the input", InputKind.Auto);
        Option<bool> strict = new("--strict") { Description = "A JSON property outside the contract is an error." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Command command = new("classify", "Classifies texts, URLs and chats.")
        {
            files, profile, surface, format, input, strict, bundle, lexicons,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(files)!,
            new ClassificationOptions { Profile = parsed.GetValue(profile), Surface = parsed.GetValue(surface) },
            parsed.GetValue(format),
            parsed.GetValue(input),
            parsed.GetValue(strict),
            CommonOptions.BuildClassifier(parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? []),
            cancellation)));
        return command;
    }

    private static int Run(string[] files, ClassificationOptions options, bool json, InputKind kind, bool strict,
        SafetyClassifier classifier, CancellationToken cancellation)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        using IResultWriter writer = json ? new JsonLinesWriter(Console.OpenStandardOutput()) : new ConsoleWriter(OutputConsole(), Console.Error);
        ClassifyRun run = new(classifier, options, writer, kind, strict);
        try
        {
            Progress.Over(files, run.File, cancellation);
        }
        catch (IOException e) when (IsBrokenPipe(e))
        {
            // The reader ("| head") has what it wanted.
            return ExitCode.Success;
        }

        if (run.Errors > 0)
            Console.Error.WriteLine($"onlinesafety: {run.Errors} of {run.Inputs} inputs had errors.");
        return run.Errors > 0 ? ExitCode.BadInput : ExitCode.Success;
    }

    /// <summary>Colour and wrapping for a terminal; neither where the output goes to a file or a pipe.</summary>
    private static IAnsiConsole OutputConsole()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = int.MaxValue;
        return console;
    }

    private static bool IsBrokenPipe(IOException e) =>
        e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal) || (e.HResult & 0xFFFF) is 109 or 232;
}
