namespace OnlineSafety.Training.Data;

/// <summary>
/// Which indicators a row is labelled for, and which of these are positive: one bit an indicator. What is not known is
/// unknown, never negative.
/// </summary>
/// <param name="Known">Bits of the indicators that have a label.</param>
/// <param name="Positive">Bits of the indicators labelled 1; a subset of <paramref name="Known"/>.</param>
public readonly record struct LabelSet(uint Known, uint Positive)
{
    /// <summary>All indicators known, none positive: <c>"safe":1</c>.</summary>
    public static LabelSet Safe { get; } = new((1u << Taxonomy.IndicatorCount) - 1, 0);

    /// <summary>The label of an indicator, or null where it is unknown.</summary>
    public bool? this[Indicator indicator] => (Known & Bit(indicator)) == 0 ? null : (Positive & Bit(indicator)) != 0;

    /// <summary>Whether the row is known to be benign for every indicator.</summary>
    public bool IsSafe => this == Safe;

    /// <summary>The set with one more label.</summary>
    public LabelSet With(Indicator indicator, bool positive) =>
        new(Known | Bit(indicator), positive ? Positive | Bit(indicator) : Positive & ~Bit(indicator));

    private static uint Bit(Indicator indicator) => 1u << (int)indicator;
}
