using System.CommandLine;
using OnlineSafety.Configuration;
using OnlineSafety.Lexicons;
using OnlineSafety.Urls;
using Spectre.Console;

namespace OnlineSafety.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<FileInfo?> Bundle() => new("--bundle")
    {
        Description = "Model bundle to use instead of the embedded one.",
        HelpName = "FILE",
    };

    public static Option<string[]> Lexicons() => new("--lexicon")
    {
        Description = "Lexicon file or folder to add to the bundle's (may be repeated).",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<string[]> HostLists() => new("--hosts")
    {
        Description = "Host list to block or allow: a file or a UT1 folder; 'gambling=PATH' says what its hosts are (may be repeated).",
        HelpName = "[CLASS=]PATH",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<FileInfo?> Suffixes() => new("--suffixes")
    {
        Description = "Public-suffix rules in the format of publicsuffix.org, instead of the library's own.",
        HelpName = "FILE",
    };

    /// <summary>Reads a host list named as <c>[class=]path</c>.</summary>
    public static HostList LoadHostList(string argument)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !File.Exists(argument) && !Directory.Exists(argument)
            ? HostList.Load(argument[(equals + 1)..], argument[..equals])
            : HostList.Load(argument);
    }

    public static Option<FileInfo?> Configuration() => new("--config")
    {
        Description = "Configuration file (.onlinesafety) to apply over the built-in profiles.",
        HelpName = "FILE",
    };

    /// <summary>Whose thresholds apply; key stage 3 unless said otherwise.</summary>
    public static Option<string> Profiles() => OneOf("--profile", "Whose thresholds apply.", ProfileIds.All.OrderBy(static id => id != ProfileIds.Of(Profile.KeyStage3)));

    /// <summary>Which rules apply; all unless said otherwise.</summary>
    public static Option<string> Surfaces() => OneOf("--surface", "Which rules apply.", "all", "filtering", "monitoring");

    /// <summary>The profile and surface of options whose values have been checked.</summary>
    public static ClassificationOptions OptionsOf(string profile, string surface) => new()
    {
        Profile = ProfileIds.TryParse(profile, out Profile whose) ? whose : throw new ArgumentException($"There is no profile '{profile}'."),
        Surface = EnumIds<Surface>.TryParse(surface, out Surface rules) ? rules : throw new ArgumentException($"There is no surface '{surface}'."),
    };

    /// <summary>Colour and wrapping for a terminal; neither where the output goes to a file or a pipe.</summary>
    public static IAnsiConsole OutputConsole()
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

    /// <summary>The configuration of a file, or one that sets nothing; what is wrong with it comes out when a classifier is built.</summary>
    public static SafetyConfiguration LoadConfiguration(FileInfo? file) =>
        file is null ? SafetyConfiguration.Empty : SafetyConfiguration.Load(file.ToString(), out _);

    /// <summary>An option that takes one of some words; the first is the default.</summary>
    public static Option<string> OneOf(string name, string description, params IEnumerable<string> values)
    {
        string[] all = [.. values];
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => all[0] };
        option.AcceptOnlyFromAmong(all);
        return option;
    }

    /// <summary>Builds the classifier that the options ask for.</summary>
    public static SafetyClassifier BuildClassifier(
        FileInfo? bundle, string[] lexicons, SafetyConfiguration? configuration = null, string[]? hostLists = null, FileInfo? suffixes = null)
    {
        SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder();
        if (bundle is not null)
            builder.UseBundle(bundle.FullName);
        foreach (string lexicon in lexicons)
        {
            builder.AddLexicon(Lexicon.Load(lexicon));
        }

        foreach (string argument in hostLists ?? [])
        {
            HostList list = LoadHostList(argument);
            if (list.SkippedLines > 0)
                Console.Error.WriteLine($"onlinesafety: {argument}: warning: {list.SkippedLines} lines skipped ('onlinesafety lists check' says which)");
            builder.AddHostList(list);
        }

        if (suffixes is not null)
            builder.UsePublicSuffixes(PublicSuffixes.Load(suffixes.FullName));
        return builder.UseConfiguration(configuration ?? SafetyConfiguration.Empty).Build();
    }
}
