namespace OnlineSafety.Tests.Matching;

/// <summary>One row of the table of searches: what each kind of match must find, as (pattern, start, end).</summary>
public sealed record SearchTest(
    string Name, string[] Patterns, string Haystack, (int Pattern, int Start, int End)[] Overlapping, (int Pattern, int Start, int End)[] LeftmostLongest)
{
    public override string ToString() => Name;
}
