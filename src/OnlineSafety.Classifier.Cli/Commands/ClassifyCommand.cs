using System.CommandLine;
using System.Text;
using OnlineSafety.Cli.Input;
using OnlineSafety.Cli.Output;
using Spectre.Console;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety classify</c>.</summary>
internal static class ClassifyCommand
{
    private const string Json = "jsonl";

    // The first is the default.
    private static readonly (string Id, Profile Profile)[] s_profiles =
    [
        ("ks3", Profile.KeyStage3),
        ("ks1", Profile.KeyStage1),
        ("ks2", Profile.KeyStage2),
        ("ks4", Profile.KeyStage4),
        ("sixth-form", Profile.SixthForm),
        ("staff", Profile.Staff),
    ];

    public static Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Files of plain text or JSON Lines, gzip or not; '-' is standard input (the default).",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = static _ => ["-"],
        };
        files.Validators.Add(static result =>
        {
            foreach (System.CommandLine.Parsing.Token token in result.Tokens.Where(static t => t.Value.Length > 1 && t.Value[0] == '-'))
            {
                result.AddError($"unknown option '{token.Value}' (a file of that name is './{token.Value}')");
            }
        });
        Option<string> profile = CommonOptions.OneOf("--profile", "Whose thresholds apply.", s_profiles.Select(static p => p.Id));
        Option<string> surface = CommonOptions.OneOf("--surface", "Which rules apply.", "all", "filtering", "monitoring");
        Option<string> format = CommonOptions.OneOf("--format", "Output for people or for programs.", "text", Json);
        Option<string> input = CommonOptions.OneOf("--input", "How to read the input: auto takes it for JSON Lines where it starts with a brace.", EnumIds<InputKind>.All);
        Option<bool> strict = new("--strict") { Description = "A JSON property outside the contract is an error." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Option<string[]> hosts = CommonOptions.HostLists();
        Option<FileInfo?> suffixes = CommonOptions.Suffixes();
        Command command = new("classify", "Classifies texts, URLs and chats.")
        {
            files, profile, surface, format, input, strict, bundle, lexicons, hosts, suffixes,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(files)!,
            new ClassificationOptions
            {
                Profile = s_profiles.Single(p => p.Id == parsed.GetValue(profile)).Profile,
                Surface = EnumIds<Surface>.TryParse(parsed.GetValue(surface), out Surface rules) ? rules : Surface.All,
            },
            parsed.GetValue(format) == Json,
            EnumIds<InputKind>.TryParse(parsed.GetValue(input), out InputKind kind) ? kind : InputKind.Auto,
            parsed.GetValue(strict),
            CommonOptions.BuildClassifier(parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], parsed.GetValue(hosts), parsed.GetValue(suffixes)),
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
