namespace OnlineSafety.Configuration;

/// <summary>The value of a line of a configuration; which part counts, its property says.</summary>
/// <param name="Number">A probability, or a factor of odds.</param>
/// <param name="IsFactor">Whether the number multiplies odds.</param>
/// <param name="Severity">A severity.</param>
/// <param name="Surface">A surface.</param>
/// <param name="IsOn">On or off.</param>
internal readonly record struct SettingValue(float Number = 0, bool IsFactor = false, Severity Severity = default, Surface Surface = default, bool IsOn = false)
{
    /// <summary>The threshold that no probability reaches.</summary>
    public const float Never = 2;

    /// <summary>The probability that the value stands for, given what a factor multiplies the odds of.</summary>
    public float Threshold(float of)
    {
        if (!IsFactor)
            return Number;
        if (of >= Never)
            return Never;
        double odds = of / Math.Max(1e-9, 1.0 - of) * Number;
        return (float)(odds / (1 + odds));
    }
}
