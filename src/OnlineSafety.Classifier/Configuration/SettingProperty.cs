namespace OnlineSafety.Configuration;

/// <summary>What a line of a configuration sets.</summary>
internal enum SettingProperty
{
    /// <summary>From which probability a rule flags.</summary>
    Threshold,

    /// <summary>From which probability a filter flags.</summary>
    FilteringThreshold,

    /// <summary>From which probability a filter blocks.</summary>
    BlockThreshold,

    /// <summary>The severity before directness raises it.</summary>
    Severity,

    /// <summary>Where the rule applies.</summary>
    Surface,

    /// <summary>Whether a suppressor is asked.</summary>
    Suppress,
}
