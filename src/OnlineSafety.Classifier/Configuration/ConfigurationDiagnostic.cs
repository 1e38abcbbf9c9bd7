namespace OnlineSafety.Configuration;

/// <summary>What is wrong with a line of a configuration file.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Key">The key (or section) that is wrong, as written.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public readonly record struct ConfigurationDiagnostic(string Source, int Line, string Key, string Message)
{
    /// <summary>In the form that editors link: <c>file(line): error: key: message</c>.</summary>
    public override string ToString() => $"{Source}({Line}): error: {Key}: {Message}";
}
