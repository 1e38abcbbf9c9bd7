using System.CommandLine;
using OnlineSafety.Lexicons;

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

    /// <summary>An option that takes one of some words; the first is the default.</summary>
    public static Option<string> OneOf(string name, string description, params IEnumerable<string> values)
    {
        string[] all = [.. values];
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => all[0] };
        option.AcceptOnlyFromAmong(all);
        return option;
    }

    /// <summary>Builds the classifier that the options ask for.</summary>
    public static SafetyClassifier BuildClassifier(FileInfo? bundle, string[] lexicons)
    {
        SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder();
        if (bundle is not null)
            builder.UseBundle(bundle.FullName);
        foreach (string lexicon in lexicons)
        {
            builder.AddLexicon(Lexicon.Load(lexicon));
        }

        return builder.Build();
    }
}
