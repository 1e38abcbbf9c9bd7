using System.Collections.Immutable;

namespace OnlineSafety.Lexicons;

/// <summary>A lexicon has errors. The message names the first; <see cref="Diagnostics"/> has all of them.</summary>
public sealed class LexiconFormatException : FormatException
{
    /// <summary>Creates the exception for some errors, at least one.</summary>
    public LexiconFormatException(ImmutableArray<LexiconDiagnostic> diagnostics)
        : base(diagnostics.Length == 1 ? diagnostics[0].ToString() : $"{diagnostics[0]} (and {diagnostics.Length - 1} more)") =>
        Diagnostics = diagnostics;

    /// <summary>All the errors, in the order of the file.</summary>
    public ImmutableArray<LexiconDiagnostic> Diagnostics { get; }
}
