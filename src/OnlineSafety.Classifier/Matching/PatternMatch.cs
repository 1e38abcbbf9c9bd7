namespace OnlineSafety.Matching;

/// <summary>An occurrence of a pattern in a haystack, in characters; <paramref name="End"/> is exclusive.</summary>
internal readonly record struct PatternMatch(int Pattern, int Start, int End)
{
    /// <summary>Length in characters.</summary>
    public int Length => End - Start;
}
