namespace OnlineSafety.Matching;

/// <summary>
/// Which ends of a pattern must lie at the end of a word (<see cref="WordBoundary"/>). An end that is neither letter nor digit
/// is one by itself.
/// </summary>
[Flags]
internal enum PatternBounds : byte
{
    /// <summary>Anywhere.</summary>
    None = 0,

    /// <summary>The first character starts a word.</summary>
    Start = 1,

    /// <summary>The last character ends a word.</summary>
    End = 2,
}
