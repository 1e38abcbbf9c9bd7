using System.Collections.Immutable;

namespace OnlineSafety.Configuration;

/// <summary>
/// What <c>.onlinesafety</c> files set, line by line (docs/configuration.md). Immutable and safe for any thread.
/// </summary>
public sealed class SafetyConfiguration
{
    /// <summary>The name, or extension, of configuration files.</summary>
    public const string FileExtension = ".onlinesafety";

    private const string BuiltInName = "built-in.onlinesafety";

    private static readonly Lazy<SafetyConfiguration> s_builtIn = new(LoadBuiltIn);

    private SafetyConfiguration(ImmutableArray<ConfigurationSetting> settings, ImmutableArray<ConfigurationDiagnostic> diagnostics)
    {
        Settings = settings;
        Diagnostics = diagnostics;
    }

    /// <summary>The built-in profiles, in the language of configuration files: every classifier starts from them.</summary>
    public static SafetyConfiguration BuiltIn => s_builtIn.Value;

    /// <summary>Sets nothing.</summary>
    public static SafetyConfiguration Empty { get; } = new([], []);

    /// <summary>The settings in the order in which they apply: later wins; what a file includes comes before its own.</summary>
    public ImmutableArray<ConfigurationSetting> Settings { get; }

    /// <summary>What is wrong with its lines; a classifier is built only where nothing is.</summary>
    public ImmutableArray<ConfigurationDiagnostic> Diagnostics { get; }

    /// <summary>Parses a text; <c>include</c> is an error, since a text has no folder.</summary>
    /// <param name="text">The text of a configuration file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="diagnostics">What is wrong; empty where nothing is.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SafetyConfiguration Parse(string text, string source, out ImmutableArray<ConfigurationDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        ConfigurationParser parser = new();
        parser.Parse(text, source, path: null);
        diagnostics = parser.Diagnostics;
        return new SafetyConfiguration(parser.Settings, diagnostics);
    }

    /// <summary>Reads a file and what it includes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">What is wrong; empty where nothing is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafetyConfiguration Load(string path, out ImmutableArray<ConfigurationDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(path);
        ConfigurationParser parser = new();
        parser.ParseFile(path);
        diagnostics = parser.Diagnostics;
        return new SafetyConfiguration(parser.Settings, diagnostics);
    }

    /// <summary>Reads a file and what it includes, and throws where anything in it is wrong.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ConfigurationFormatException">A line has an error.</exception>
    public static SafetyConfiguration Load(string path)
    {
        SafetyConfiguration configuration = Load(path, out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        return diagnostics.IsEmpty ? configuration : throw new ConfigurationFormatException(diagnostics);
    }

    private static SafetyConfiguration LoadBuiltIn()
    {
        using Stream stream = typeof(SafetyConfiguration).Assembly.GetManifestResourceStream(BuiltInName)!;
        using StreamReader reader = new(stream);
        SafetyConfiguration configuration = Parse(reader.ReadToEnd(), BuiltInName, out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        return diagnostics.IsEmpty ? configuration : throw new ConfigurationFormatException(diagnostics);
    }
}
