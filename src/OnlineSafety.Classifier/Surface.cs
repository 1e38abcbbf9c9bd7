namespace OnlineSafety;

/// <summary>Where a rule applies.</summary>
[Flags]
public enum Surface
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Web filtering: may this be shown?</summary>
    Filtering = 1,

    /// <summary>Monitoring: should a person look at what this pupil typed?</summary>
    Monitoring = 2,

    /// <summary>Both.</summary>
    All = Filtering | Monitoring,
}
