namespace OnlineSafety.Urls;

/// <summary>What is wrong with a line of a host list, or why it was left out.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Line">Line, from 1; 0 where the whole file is meant.</param>
/// <param name="Message">What is wrong.</param>
public readonly record struct HostListDiagnostic(string Source, int Line, string Message)
{
    /// <summary>In the form that editors link: <c>file(line): warning: message</c>.</summary>
    public override string ToString() => $"{Source}({Line}): warning: {Message}";
}
