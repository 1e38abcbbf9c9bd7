using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OnlineSafety;

/// <summary>
/// The probability of each indicator, 0 to 1, as a value without any allocation. A category's score is the highest among
/// its indicators. The default value is all zeros.
/// </summary>
public struct ScoreVector : IEquatable<ScoreVector>
{
    private Values _values;

    /// <summary>Gets the probability of an indicator, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public float this[Indicator indicator]
    {
        readonly get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)indicator, (uint)Taxonomy.IndicatorCount, nameof(indicator));
            return _values[(int)indicator];
        }
        internal set => _values[(int)indicator] = value;
    }

    /// <summary>Gets the score of a category: the highest probability among its indicators.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public readonly float this[RiskCategory category]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)category, (uint)Taxonomy.CategoryCount, nameof(category));
            float highest = 0;
            foreach (Findings.FindingDescriptor descriptor in Taxonomy.Descriptors)
            {
                if (descriptor.Category == category)
                    highest = Math.Max(highest, _values[(int)descriptor.Indicator!.Value]);
            }

            return highest;
        }
    }

    /// <summary>The probabilities in the order of <see cref="Indicator"/>.</summary>
    [UnscopedRef]
    internal Span<float> AsSpan() => _values;

    /// <summary>The higher of two scores, indicator by indicator.</summary>
    internal readonly ScoreVector Max(ScoreVector other)
    {
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            other._values[i] = Math.Max(_values[i], other._values[i]);
        }

        return other;
    }

    /// <inheritdoc/>
    public readonly bool Equals(ScoreVector other) => ((ReadOnlySpan<float>)_values).SequenceEqual(other._values);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is ScoreVector other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        HashCode hash = default;
        foreach (float value in (ReadOnlySpan<float>)_values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether all scores are equal.</summary>
    public static bool operator ==(ScoreVector left, ScoreVector right) => left.Equals(right);

    /// <summary>Whether any score differs.</summary>
    public static bool operator !=(ScoreVector left, ScoreVector right) => !left.Equals(right);

    [InlineArray(Taxonomy.IndicatorCount)]
    private struct Values
    {
        private float _first;
    }
}
