using System.Collections.Immutable;

namespace OnlineSafety.Configuration;

/// <summary>One line of a configuration, where it stands and what it says. Immutable.</summary>
public sealed record ConfigurationSetting
{
    /// <summary>The file's name.</summary>
    public required string Source { get; init; }

    /// <summary>Line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The section that it stands in, as in <c>*</c> or <c>ks3, ks4/filtering</c>.</summary>
    public required string Section { get; init; }

    /// <summary>The key, as in <c>os_indicator.gambling.threshold</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The value as written.</summary>
    public required string Value { get; init; }

    internal ImmutableArray<Profile> Profiles { get; init; }

    internal Surface Surface { get; init; }

    internal SettingTarget Target { get; init; }

    internal string Name { get; init; } = "";

    internal SettingProperty Property { get; init; }

    internal SettingValue Parsed { get; init; }

    internal bool Covers(Profile profile, Surface surface) => (Surface & surface) != 0 && Profiles.Contains(profile);
}
