using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using OnlineSafety.Auditing;
using OnlineSafety.Configuration;
using Spectre.Console;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety config show|check|diff</c>.</summary>
internal static class ConfigCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public static Command Create() => new("config", "Shows, checks and compares configuration files (docs/configuration.md).") { Show(), Check(), Diff() };

    private static Command Show()
    {
        Option<string> profile = CommonOptions.Profiles();
        Option<string> surface = CommonOptions.OneOf("--surface", "On which surface.", "filtering", "monitoring");
        Option<FileInfo?> config = CommonOptions.Configuration();
        Option<string> filter = new("--key") { Description = "Only keys that contain this.", HelpName = "TEXT", DefaultValueFactory = static _ => "" };
        Option<bool> json = new("--json") { Description = "Print JSON instead of a table." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Command command = new("show", "Prints every value in force for a profile, and which line set it.") { profile, surface, config, filter, json, bundle };
        command.SetAction(parsed =>
        {
            ClassificationOptions options = CommonOptions.OptionsOf(parsed.GetValue(profile)!, parsed.GetValue(surface)!);
            ResolvedConfiguration resolved = Resolve(parsed.GetValue(config), parsed.GetValue(bundle));
            EffectiveSetting[] settings = [.. resolved.GetSettings(options.Profile, options.Surface).Where(s => s.Key.Contains(parsed.GetValue(filter)!, StringComparison.Ordinal))];
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    profile = parsed.GetValue(profile),
                    surface = parsed.GetValue(surface),
                    sha256 = resolved.Sha256,
                    settings = settings.Select(static s => new { key = s.Key, value = s.Value, source = s.Source, line = s.Line }),
                }, s_json));
                return ExitCode.Success;
            }

            Table table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Markdown : TableBorder.Rounded).AddColumns("key", "value", "set by");
            foreach (EffectiveSetting setting in settings)
            {
                table.AddRow(Markup.Escape(setting.Key), Markup.Escape(setting.Value), setting.Line > 0 ? Markup.Escape($"{setting.Source}({setting.Line})") : "[dim]the rule[/]");
            }

            CommonOptions.OutputConsole().Write(table);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Check()
    {
        Argument<FileInfo> file = new("FILE") { Description = "A configuration file." };
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Command command = new("check", "Checks every line of a file and what it includes.") { file, bundle };
        command.SetAction(parsed =>
        {
            FileInfo path = parsed.GetValue(file)!;
            ResolvedConfiguration resolved = Resolve(path, parsed.GetValue(bundle));
            Console.WriteLine($"{path}: {CommonOptions.LoadConfiguration(path).Settings.Length} settings, configuration {resolved.Sha256}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Diff()
    {
        Argument<FileInfo> before = new("OLD") { Description = "The configuration file before." };
        Argument<FileInfo> after = new("NEW") { Description = "The configuration file after." };
        Option<string> who = new("--who") { Description = "Who made the change.", HelpName = "NAME", Required = true };
        Option<string> format = CommonOptions.OneOf("--format", "Output for people or for programs.", "text", "jsonl");
        Option<FileInfo?> bundle = CommonOptions.Bundle();
        Command command = new("diff", "Prints what changes in force, as change records: who, when, what, before, after.") { before, after, who, format, bundle };
        command.SetAction(parsed =>
        {
            ImmutableArray<ConfigurationChange> changes = ConfigurationChange.Compare(
                Resolve(parsed.GetValue(before), parsed.GetValue(bundle)), Resolve(parsed.GetValue(after), parsed.GetValue(bundle)), parsed.GetValue(who)!, DateTimeOffset.UtcNow);
            if (parsed.GetValue(format) == "jsonl")
            {
                using AuditWriter writer = new(Console.OpenStandardOutput());
                foreach (ConfigurationChange change in changes)
                {
                    writer.Write(change);
                }

                return ExitCode.Success;
            }

            Table table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Markdown : TableBorder.Rounded).AddColumns("key", "before", "after", "for", "set by");
            foreach (ConfigurationChange change in changes)
            {
                table.AddRow(Markup.Escape(change.Key), Markup.Escape(change.Before), Markup.Escape(change.After), Markup.Escape(change.Scope), Markup.Escape(change.SetBy));
            }

            IAnsiConsole console = CommonOptions.OutputConsole();
            console.WriteLine(changes.IsEmpty ? "Nothing in force changes." : $"{changes.Length} changes by {parsed.GetValue(who)}, {changes[0].Time:u}");
            if (!changes.IsEmpty)
                console.Write(table);
            return ExitCode.Success;
        });
        return command;
    }

    private static ResolvedConfiguration Resolve(FileInfo? file, FileInfo? bundle) =>
        CommonOptions.BuildClassifier(bundle, [], CommonOptions.LoadConfiguration(file)).Configuration;
}
