using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using OnlineSafety.Auditing;
using OnlineSafety.Cli.Input;
using OnlineSafety.Cli.Output;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety classify</c>.</summary>
internal static class ClassifyCommand
{
    private const string Json = "jsonl";

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
        Option<string> profile = CommonOptions.Profiles();
        Option<string> surface = CommonOptions.Surfaces();
        Option<string> format = CommonOptions.OneOf("--format", "Output for people or for programs.", "text", Json);
        Option<string> input = CommonOptions.OneOf("--input", "How to read the input: auto takes it for JSON Lines where it starts with a brace.", EnumIds<InputKind>.All);
        Option<bool> strict = new("--strict") { Description = "A JSON property outside the contract is an error." };
        Option<FileInfo?> config = CommonOptions.Configuration();
        Option<FileInfo?> audit = new("--audit") { Description = "Append an audit record of each text, without the text, to this file.", HelpName = "FILE" };
        Option<FileInfo?> salt = new("--audit-salt") { Description = "File with the secret that digests are salted with, 16 bytes or more; without it a random one, so that digests of two runs do not compare.", HelpName = "FILE" };
        Option<int> retain = new("--audit-days") { Description = "For how many days audit records are to be kept.", DefaultValueFactory = static _ => 365 };
        retain.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 36_500)
                result.AddError("--audit-days is a number from 0 to 36500");
        });
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Option<string[]> lexicons = CommonOptions.Lexicons();
        Option<string[]> hosts = CommonOptions.HostLists();
        Option<FileInfo?> suffixes = CommonOptions.Suffixes();
        Command command = new("classify", "Classifies texts, URLs and chats.")
        {
            files, profile, surface, format, input, strict, config, audit, salt, retain, bundle, lexicons, hosts, suffixes,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetValue(files)!,
            CommonOptions.OptionsOf(parsed.GetValue(profile)!, parsed.GetValue(surface)!),
            parsed.GetValue(format) == Json,
            EnumIds<InputKind>.TryParse(parsed.GetValue(input), out InputKind kind) ? kind : InputKind.Auto,
            parsed.GetValue(strict),
            CommonOptions.BuildClassifier(
                parsed.GetValue(bundle), parsed.GetValue(lexicons) ?? [], CommonOptions.LoadConfiguration(parsed.GetValue(config)), parsed.GetValue(hosts), parsed.GetValue(suffixes)),
            parsed.GetValue(audit),
            new AuditOptions
            {
                Salt = parsed.GetValue(salt) is { } file ? File.ReadAllBytes(file.FullName) : RandomNumberGenerator.GetBytes(AuditOptions.MinSaltLength),
                Retention = TimeSpan.FromDays(parsed.GetValue(retain)),
            },
            cancellation)));
        return command;
    }

    private static int Run(string[] files, ClassificationOptions options, bool json, InputKind kind, bool strict,
        SafetyClassifier classifier, FileInfo? auditFile, AuditOptions audit, CancellationToken cancellation)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        using IResultWriter writer = json ? new JsonLinesWriter(Console.OpenStandardOutput()) : new ConsoleWriter(CommonOptions.OutputConsole(), Console.Error);
        using AuditTrail? trail = auditFile is null ? null : new AuditTrail(AuditWriter.Append(auditFile.FullName), classifier, options, audit);
        ClassifyRun run = new(classifier, options, writer, kind, strict, trail);
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

    private static bool IsBrokenPipe(IOException e) =>
        e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal) || (e.HResult & 0xFFFF) is 109 or 232;
}
