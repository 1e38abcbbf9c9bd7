namespace OnlineSafety;

/// <summary>
/// How to classify one input. A value; <see langword="default"/> and <c>new()</c> differ only in that the former's zeros
/// are read as the defaults too.
/// </summary>
public readonly record struct ClassificationOptions
{
    /// <summary>The default of <see cref="MinimumScore"/>.</summary>
    public const float DefaultMinimumScore = 0.25f;

    /// <summary>The default of <see cref="MaxFindings"/>.</summary>
    public const int DefaultMaxFindings = 1000;

    /// <summary>The default of <see cref="MaxLength"/>: 256 Mi code units.</summary>
    public const int DefaultMaxLength = 256 << 20;

    private readonly Profile? _profile;
    private readonly Surface? _surface;
    private readonly float? _minimumScore;
    private readonly int? _maxFindings;
    private readonly int? _maxLength;

    /// <summary>Creates the default options.</summary>
    public ClassificationOptions()
    {
    }

    /// <summary>Whose thresholds apply. Default <see cref="Profile.KeyStage3"/>.</summary>
    public Profile Profile
    {
        get => _profile ?? Profile.KeyStage3;
        init => _profile = value;
    }

    /// <summary>Which rules apply. Default <see cref="Surface.All"/>.</summary>
    public Surface Surface
    {
        get => _surface ?? Surface.All;
        init => _surface = value;
    }

    /// <summary>Findings are reported for indicators of at least this probability, 0 to 1. Default 0.25. Scores are always complete.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 1, or not a number.</exception>
    public float MinimumScore
    {
        get => _minimumScore ?? DefaultMinimumScore;
        init => _minimumScore = value is >= 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is between 0 and 1.");
    }

    /// <summary>The most findings to report; past it, one <c>OS9003</c> says so. Default 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int MaxFindings
    {
        get => _maxFindings ?? DefaultMaxFindings;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maxFindings = value;
        }
    }

    /// <summary>The most code units to read; past it, one <c>OS9001</c> says so. Default 256 Mi.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int MaxLength
    {
        get => _maxLength ?? DefaultMaxLength;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maxLength = value;
        }
    }
}
