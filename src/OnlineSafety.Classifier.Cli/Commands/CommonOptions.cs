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

    /// <summary>An option whose values are the ids of an enumeration.</summary>
    public static Option<TEnum> OfEnum<TEnum>(string name, string description, TEnum defaultValue)
        where TEnum : struct, Enum =>
        OfIds(name, description, EnumIds<TEnum>.Of(defaultValue), EnumIds<TEnum>.All.ToDictionary(static id => id, ParseId<TEnum>));

    /// <summary>An option whose values are named.</summary>
    public static Option<T> OfIds<T>(string name, string description, string defaultId, IReadOnlyDictionary<string, T> values)
    {
        string all = string.Join('|', values.Keys);
        Option<T> option = new(name)
        {
            Description = $"{description} ({all}; default {defaultId})",
            HelpName = name.TrimStart('-').ToUpperInvariant(),
            Arity = ArgumentArity.ExactlyOne,
            DefaultValueFactory = _ => values[defaultId],
            CustomParser = result =>
            {
                string written = result.Tokens[0].Value;
                if (values.TryGetValue(written, out T? value))
                    return value;
                result.AddError($"'{written}' is no value of {name}{Suggestion.For(written, values.Keys)} (one of {all})");
                return default;
            },
        };
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

    private static TEnum ParseId<TEnum>(string id)
        where TEnum : struct, Enum => EnumIds<TEnum>.TryParse(id, out TEnum value) ? value : throw new FormatException(id);
}
