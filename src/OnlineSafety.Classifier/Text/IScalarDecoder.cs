namespace OnlineSafety.Text;

/// <summary>
/// Reads Unicode scalars from code units, so that one normaliser, specialised by the JIT, serves UTF-16 and UTF-8.
/// </summary>
/// <typeparam name="TUnit">The code unit: <see cref="char"/> or <see cref="byte"/>.</typeparam>
internal interface IScalarDecoder<TUnit>
    where TUnit : unmanaged
{
    /// <summary>What an ill-formed sequence decodes to.</summary>
    const int Invalid = -1;

    /// <summary>Whether printable ASCII stands for itself, unit by unit.</summary>
    static abstract bool IsAsciiPlain { get; }

    /// <summary>Decodes the scalar at <paramref name="at"/>; <see cref="Invalid"/> for an ill-formed sequence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">An index inside the text.</param>
    /// <param name="length">How many units the scalar (or the ill-formed sequence) takes, at least 1.</param>
    static abstract int Decode(ReadOnlySpan<TUnit> text, int at, out int length);

    /// <summary>Whether <paramref name="at"/> is not in the middle of a scalar.</summary>
    static abstract bool IsBoundary(ReadOnlySpan<TUnit> text, int at);
}
