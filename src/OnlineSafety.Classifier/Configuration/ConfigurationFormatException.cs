using System.Collections.Immutable;

namespace OnlineSafety.Configuration;

/// <summary>A configuration has errors. The message names the first; <see cref="Diagnostics"/> has all of them.</summary>
public sealed class ConfigurationFormatException : FormatException
{
    /// <summary>Creates the exception for some errors, at least one.</summary>
    public ConfigurationFormatException(ImmutableArray<ConfigurationDiagnostic> diagnostics)
        : base(diagnostics.Length == 1 ? diagnostics[0].ToString() : $"{diagnostics[0]} (and {diagnostics.Length - 1} more)") =>
        Diagnostics = diagnostics;

    /// <summary>All the errors, in the order of the files.</summary>
    public ImmutableArray<ConfigurationDiagnostic> Diagnostics { get; }
}
