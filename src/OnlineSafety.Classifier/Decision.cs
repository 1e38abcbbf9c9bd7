namespace OnlineSafety;

/// <summary>What the profile's thresholds make of the scores.</summary>
public enum Decision
{
    /// <summary>Nothing reached a threshold.</summary>
    Allow,

    /// <summary>A person should look.</summary>
    Flag,

    /// <summary>A filter should not show it (never for <see cref="Surface.Monitoring"/> alone).</summary>
    Block,
}
