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
    private readonly TimeSpan? _timeBudget;

    /// <summary>Creates the default options.</summary>
    public ClassificationOptions()
    {
    }

    /// <summary>Whose thresholds apply. Default <see cref="Profile.KeyStage3"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of the enumeration.</exception>
    public Profile Profile
    {
        get => _profile ?? Profile.KeyStage3;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, (uint)Profile.Staff, nameof(value));
            _profile = value;
        }
    }

    /// <summary>Which rules apply. Default <see cref="Surface.All"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of the enumeration.</exception>
    public Surface Surface
    {
        get => _surface ?? Surface.All;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, (uint)Surface.All, nameof(value));
            _surface = value;
        }
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

    /// <summary>
    /// The most time to spend; null, the default, for as long as it takes. Once it is spent, analyzers of users are left out and the
    /// rest of a long text is not read (at least one segment always is); an <c>OS9005</c> says so. An action that runs is not
    /// stopped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TimeSpan? TimeBudget
    {
        get => _timeBudget;
        init
        {
            if (value is { } budget)
                ArgumentOutOfRangeException.ThrowIfLessThan(budget, TimeSpan.Zero, nameof(value));
            _timeBudget = value;
        }
    }

    /// <summary>Stops between two segments, and is there for analyzers to heed. Default: never.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Whether to measure how long each analyzer takes (<see cref="ClassificationResult.AnalyzerTimings"/>). Default no.</summary>
    public bool MeasureAnalyzers { get; init; }
}
