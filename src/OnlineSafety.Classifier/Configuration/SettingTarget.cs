namespace OnlineSafety.Configuration;

/// <summary>Which rules or suppressors a line of a configuration is about.</summary>
internal enum SettingTarget
{
    /// <summary>All rules of a category, or of all.</summary>
    Category,

    /// <summary>The rule of an indicator.</summary>
    Indicator,

    /// <summary>A rule by its id.</summary>
    Rule,

    /// <summary>A suppressor by its id, or all.</summary>
    Suppressor,
}
