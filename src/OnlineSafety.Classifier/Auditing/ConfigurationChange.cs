using System.Collections.Immutable;
using OnlineSafety.Configuration;

namespace OnlineSafety.Auditing;

/// <summary>A change of a value in force: who, when, what, before, after. Immutable.</summary>
public sealed record ConfigurationChange
{
    /// <summary>Who changed it, as the caller says.</summary>
    public required string Who { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The profiles and surfaces that it holds for, as in <c>ks3/filtering, ks4/filtering</c>; <c>*</c> for all.</summary>
    public required string Scope { get; init; }

    /// <summary>The key, as in <c>os_indicator.gambling.threshold</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The value before; empty where there was none.</summary>
    public required string Before { get; init; }

    /// <summary>The value after; empty where there is none any more.</summary>
    public required string After { get; init; }

    /// <summary>The file and line that sets the value now, as in <c>school.onlinesafety(7)</c>; empty for a rule's own default.</summary>
    public required string SetBy { get; init; }

    /// <summary>SHA-256 of the configuration before.</summary>
    public required string ConfigurationBefore { get; init; }

    /// <summary>SHA-256 of the configuration after.</summary>
    public required string ConfigurationAfter { get; init; }

    /// <summary>
    /// Compares what was in force with what is: a record for each value that differs, one for all profiles and surfaces where it
    /// changed alike. Lines that change nothing in force make none.
    /// </summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ImmutableArray<ConfigurationChange> Compare(ResolvedConfiguration before, ResolvedConfiguration after, string who, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(who);
        List<(string Place, string Key, string Before, string After, string SetBy)> changes = [];
        int places = 0;
        foreach (Profile profile in Enum.GetValues<Profile>())
        {
            foreach (Surface surface in new[] { Surface.Filtering, Surface.Monitoring })
            {
                places++;
                string place = $"{ProfileIds.Of(profile)}/{EnumIds<Surface>.Of(surface)}";
                Dictionary<string, EffectiveSetting> old = before.GetSettings(profile, surface).ToDictionary(static s => s.Key);
                foreach (EffectiveSetting setting in after.GetSettings(profile, surface))
                {
                    string was = old.Remove(setting.Key, out EffectiveSetting o) ? o.Value : "";
                    if (was != setting.Value)
                        changes.Add((place, setting.Key, was, setting.Value, setting.Line > 0 ? $"{setting.Source}({setting.Line})" : ""));
                }

                changes.AddRange(old.Values.Select(gone => (place, gone.Key, gone.Value, "", "")));
            }
        }

        return
        [
            .. changes.OrderBy(static c => c.Key, StringComparer.Ordinal).GroupBy(static c => (c.Key, c.Before, c.After, c.SetBy)).Select(group => new ConfigurationChange
            {
                Who = who,
                Time = time.ToUniversalTime(),
                Scope = group.Count() == places ? "*" : string.Join(", ", group.Select(static c => c.Place)),
                Key = group.Key.Key,
                Before = group.Key.Before,
                After = group.Key.After,
                SetBy = group.Key.SetBy,
                ConfigurationBefore = before.Sha256,
                ConfigurationAfter = after.Sha256,
            }),
        ];
    }
}
