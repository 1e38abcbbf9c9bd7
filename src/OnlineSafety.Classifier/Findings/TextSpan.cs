namespace OnlineSafety.Findings;

/// <summary>
/// A place in the input as it was given: UTF-16 code units for a string, bytes for UTF-8.
/// </summary>
/// <param name="Start">Offset of the first unit.</param>
/// <param name="Length">Number of units.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset after the last unit.</summary>
    public int End => Start + Length;

    /// <inheritdoc/>
    public override string ToString() => $"[{Start}..{End})";
}
