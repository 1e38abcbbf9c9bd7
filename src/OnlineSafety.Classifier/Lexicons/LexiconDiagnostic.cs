namespace OnlineSafety.Lexicons;

/// <summary>What is wrong at a place of a lexicon file.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 units, from 1.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public readonly record struct LexiconDiagnostic(string Source, int Line, int Column, string Message)
{
    /// <summary>In the form that editors link: <c>file(line,column): error: message</c>.</summary>
    public override string ToString() => $"{Source}({Line},{Column}): error: {Message}";
}
