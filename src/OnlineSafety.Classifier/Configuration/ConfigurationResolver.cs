using System.Collections.Immutable;
using System.Globalization;
using OnlineSafety.Findings;
using OnlineSafety.Urls;

namespace OnlineSafety.Configuration;

/// <summary>
/// Makes of the built-in profiles and a configuration what is in force, or says what is wrong: all of it or nothing.
/// </summary>
internal sealed class ConfigurationResolver
{
    private const int Filtering = 0;

    private static readonly Surface[] s_surfaces = [Surface.Filtering, Surface.Monitoring];

    private readonly ImmutableArray<FindingDescriptor> _rules;
    private readonly ImmutableArray<string> _suppressors;
    private readonly float[] _thresholds;
    private readonly float[] _hostThresholds;
    private readonly bool _hasHostModel;
    private readonly ConfigurationSetting?[,,,] _cells;
    private readonly ConfigurationSetting?[,,] _suppress;
    private readonly Thresholds[] _highest;
    private readonly Thresholds[] _highestHost;
    private readonly List<ConfigurationDiagnostic> _diagnostics = [];
    private readonly HashSet<ConfigurationSetting> _refused = [];

    /// <summary>Prepares to resolve.</summary>
    /// <param name="rules">The rules: those of the 24 indicators, that of dating sites, then those of analyzers.</param>
    /// <param name="suppressors">The ids of the suppressors, in their order.</param>
    /// <param name="thresholds">The bundle's threshold of each indicator at key stage 3, or null for one half.</param>
    /// <param name="hostThresholds">The same of the URL model, that of dating sites last; null for one half.</param>
    public ConfigurationResolver(ImmutableArray<FindingDescriptor> rules, ImmutableArray<string> suppressors, float[]? thresholds, float[]? hostThresholds)
    {
        _rules = rules;
        _suppressors = suppressors;
        _hasHostModel = hostThresholds is not null;
        _hostThresholds = [.. rules.Select((_, i) => i < hostThresholds?.Length ? hostThresholds[i] : 0.5f)];
        _thresholds = [.. rules.Select((rule, i) => i < thresholds?.Length ? thresholds[i] : rule == Taxonomy.DatingSite ? _hostThresholds[i] : 0.5f)];
        _cells = new ConfigurationSetting?[ResolvedConfiguration.ProfileCount, 2, rules.Length, (int)SettingProperty.Suppress];
        _suppress = new ConfigurationSetting?[ResolvedConfiguration.ProfileCount, 2, suppressors.Length];
        _highest = new Thresholds[rules.Length];
        _highestHost = new Thresholds[rules.Length];
    }

    /// <summary>Resolves a configuration.</summary>
    /// <exception cref="ConfigurationFormatException">A line of it is wrong, names what does not exist, or sets what may not be set.</exception>
    public ResolvedConfiguration Resolve(SafetyConfiguration configuration)
    {
        _diagnostics.AddRange(configuration.Diagnostics);
        foreach (ConfigurationSetting setting in SafetyConfiguration.BuiltIn.Settings)
        {
            Apply(setting);
        }

        // How far a rule that is not configurable may be raised: as high as the built-in profiles go, for staff.
        for (int r = 0; r < _rules.Length; r++)
        {
            _highest[r] = ThresholdsAt((int)Profile.Staff, Filtering, r, _thresholds[r]);
            _highestHost[r] = ThresholdsAt((int)Profile.Staff, Filtering, r, _hostThresholds[r], isHost: true);
        }

        foreach (ConfigurationSetting setting in configuration.Settings)
        {
            Apply(setting);
        }

        RuleSettings[,,] rules = new RuleSettings[ResolvedConfiguration.ProfileCount, 2, _rules.Length];
        RuleSettings[,,] hostRules = new RuleSettings[ResolvedConfiguration.ProfileCount, 2, _rules.Length];
        ulong[,] suppressors = new ulong[ResolvedConfiguration.ProfileCount, 2];
        ImmutableArray<EffectiveSetting>[] effective = new ImmutableArray<EffectiveSetting>[ResolvedConfiguration.ProfileCount * 2];
        for (int p = 0; p < ResolvedConfiguration.ProfileCount; p++)
        {
            for (int s = 0; s < s_surfaces.Length; s++)
            {
                ImmutableArray<EffectiveSetting>.Builder values = ImmutableArray.CreateBuilder<EffectiveSetting>();
                for (int r = 0; r < _rules.Length; r++)
                {
                    rules[p, s, r] = RuleAt(p, s, r);
                    hostRules[p, s, r] = HostRuleAt(p, s, r, rules[p, s, r]);
                    AddEffective(values, p, s, r, rules[p, s, r], hostRules[p, s, r]);
                }

                for (int i = 0; i < _suppressors.Length; i++)
                {
                    bool isOn = _suppress[p, s, i]?.Parsed.IsOn ?? true;
                    suppressors[p, s] |= isOn ? 1UL << i : 0;
                    values.Add(Effective($"os_suppress.{_suppressors[i]}", isOn ? "on" : "off", _suppress[p, s, i]));
                }

                effective[(p * 2) + s] = values.ToImmutable();
            }
        }

        return _diagnostics.Count == 0 ? new ResolvedConfiguration(_rules, rules, hostRules, suppressors, effective)
            : throw new ConfigurationFormatException([.. _diagnostics.OrderBy(static d => d.Source, StringComparer.Ordinal).ThenBy(static d => d.Line)]);
    }

    private static EffectiveSetting Effective(string key, string value, ConfigurationSetting? by) => new(key, value, by?.Source ?? "", by?.Line ?? 0);

    private static string Shown(float threshold) => threshold >= SettingValue.Never ? "never" : threshold.ToString("0.0000", CultureInfo.InvariantCulture);

    private void Apply(ConfigurationSetting setting)
    {
        if (setting.Target == SettingTarget.Suppressor)
        {
            int[] chosen = [.. Enumerable.Range(0, _suppressors.Length).Where(i => setting.Name == "*" || setting.Name == _suppressors[i])];
            if (chosen.Length == 0 && setting.Name != "*")
                Refuse(setting, $"there is no suppressor '{setting.Name}'{Suggestion.For(setting.Name, _suppressors)}");
            Set(setting, chosen, (p, s, i) => _suppress[p, s, i] = setting);
            return;
        }

        int[] rules = [.. Enumerable.Range(0, _rules.Length).Where(r => IsAbout(setting, _rules[r]))];
        if (rules.Length == 0)
        {
            Refuse(setting, setting.Name.StartsWith("OS9", StringComparison.Ordinal)
                ? $"{setting.Name} is a note of the engine's own and has no settings"
                : $"there is no rule '{setting.Name}'{Suggestion.For(setting.Name, _rules.Select(static r => r.Id))}");
        }

        // The built-in factors for filtering are made from what the model scores; analyzers' rules and lists of hosts have nothing to do with it.
        if (setting.Property == SettingProperty.FilteringThreshold && IsBuiltIn(setting))
            rules = [.. rules.Where(static r => r < Taxonomy.IndicatorCount)];
        Set(setting, rules, (p, s, r) => _cells[p, s, r, (int)setting.Property] = setting);
    }

    private static bool IsAbout(ConfigurationSetting setting, FindingDescriptor rule) => setting.Target switch
    {
        SettingTarget.Category => setting.Name == "*" || (rule.Category is { } category && setting.Name == EnumIds<RiskCategory>.Of(category)),
        // An analyzer's rule may be about an indicator too; the indicator's own rule is meant.
        SettingTarget.Indicator => setting.Name == rule.IndicatorId && Taxonomy.TryGetIndicator(rule.IndicatorId, out Indicator i) && rule.Id == Taxonomy.GetDescriptor(i).Id,
        _ => setting.Name == rule.Id,
    };

    private static void Set(ConfigurationSetting setting, int[] targets, Action<int, int, int> set)
    {
        foreach (Profile profile in setting.Profiles)
        {
            for (int s = 0; s < s_surfaces.Length; s++)
            {
                if (!setting.Covers(profile, s_surfaces[s]))
                    continue;
                foreach (int target in targets)
                {
                    set((int)profile, s, target);
                }
            }
        }
    }

    private RuleSettings RuleAt(int profile, int surface, int rule)
    {
        ConfigurationSetting? Cell(SettingProperty property) => _cells[profile, surface, rule, (int)property];
        FindingDescriptor descriptor = _rules[rule];
        (float own, float flag, float block) = ThresholdsAt(profile, surface, rule, _thresholds[rule]);
        Surface where = Cell(SettingProperty.Surface)?.Parsed.Surface ?? descriptor.Surface;
        bool applies = (where & s_surfaces[surface]) != 0;
        bool blocks = s_surfaces[surface] == Surface.Filtering;
        Severity severity = Cell(SettingProperty.Severity)?.Parsed.Severity ?? descriptor.DefaultSeverity;

        // Lines of the built-in profiles give way: a filter blocks no earlier than it flags, and flags where it is told to block.
        if (IsBuiltIn(Cell(SettingProperty.BlockThreshold)))
            block = Math.Max(block, flag);
        else if (IsBuiltIn(Cell(SettingProperty.FilteringThreshold)))
            flag = Math.Min(flag, Math.Max(block, own));
        if (blocks && block < flag)
        {
            Refuse(Later(Later(Cell(SettingProperty.FilteringThreshold), Cell(SettingProperty.Threshold)!), Cell(SettingProperty.BlockThreshold)!), $"{descriptor.Id} would block from {Shown(block)} but flag only from {Shown(flag)}");
        }

        if (!descriptor.IsConfigurable)
        {
            Thresholds highest = _highest[rule];
            if (IsAbove(own, highest.Own))
                Keep(Cell(SettingProperty.Threshold), descriptor, $"a threshold of {Shown(own)} lies above {Shown(highest.Own)}, the highest allowed");
            else if (IsAbove(flag, highest.Flag))
                Keep(Cell(SettingProperty.FilteringThreshold), descriptor, $"a filtering threshold of {Shown(flag)} lies above {Shown(highest.Flag)}, the highest allowed");
            else if (blocks && IsAbove(block, highest.Block))
                Keep(Cell(SettingProperty.BlockThreshold), descriptor, $"a block threshold of {Shown(block)} lies above {Shown(highest.Block)}, the highest allowed");
            if (!applies && (descriptor.Surface & s_surfaces[surface]) != 0)
                Keep(Cell(SettingProperty.Surface), descriptor, $"it applies to {EnumIds<Surface>.Of(s_surfaces[surface])}");
            if (severity < descriptor.DefaultSeverity)
                Keep(Cell(SettingProperty.Severity), descriptor, $"its severity is at least {EnumIds<Severity>.Of(descriptor.DefaultSeverity)}");
        }

        return new RuleSettings(applies, blocks, flag, blocks ? block : SettingValue.Never, severity);
    }

    /// <summary>What the lines make of a threshold of the bundle; only where filtering scores text may it flag from another than its own.</summary>
    private Thresholds ThresholdsAt(int profile, int surface, int rule, float bundle, bool isHost = false)
    {
        float Threshold(SettingProperty property, float of, float unset) => _cells[profile, surface, rule, (int)property]?.Parsed.Threshold(of) ?? unset;
        float own = Threshold(SettingProperty.Threshold, bundle, bundle);
        float flag = surface == Filtering && !isHost ? Threshold(SettingProperty.FilteringThreshold, own, own) : own;
        return new Thresholds(own, flag, Threshold(SettingProperty.BlockThreshold, flag, SettingValue.Never));
    }

    /// <summary>
    /// What the same lines make of a rule where a URL's host and path are concerned: factors are of the URL model's thresholds,
    /// probabilities are taken as they are. What would contradict itself, or loosen what nobody may, is cut: the line is right for text.
    /// </summary>
    private RuleSettings HostRuleAt(int profile, int surface, int rule, RuleSettings text)
    {
        (_, float flag, float block) = ThresholdsAt(profile, surface, rule, _hostThresholds[rule], isHost: true);
        if (!_rules[rule].IsConfigurable)
        {
            flag = Math.Min(flag, _highestHost[rule].Flag);
            block = Math.Min(block, _highestHost[rule].Block);
        }

        return text with { Flag = flag, Block = text.Blocks ? Math.Max(block, flag) : SettingValue.Never };
    }

    /// <summary>Above by more than rounding.</summary>
    private static bool IsAbove(float threshold, float highest) => threshold > highest + 1e-4f;

    private static ConfigurationSetting Later(ConfigurationSetting? first, ConfigurationSetting second) =>
        first is null ? second
        : first.Source == second.Source ? (first.Line > second.Line ? first : second)
        : IsBuiltIn(first) ? second : first;

    private static bool IsBuiltIn(ConfigurationSetting? setting) => setting is not null && SafetyConfiguration.BuiltIn.Settings.Contains(setting);

    private void Keep(ConfigurationSetting? setting, FindingDescriptor rule, string why)
    {
        if (setting is not null)
            Refuse(setting, $"covers {rule.Id} {rule.IndicatorId ?? rule.Title}, a rule of an illegal class that nobody can switch off: {why}");
    }

    /// <summary>One error a line, the first.</summary>
    private void Refuse(ConfigurationSetting setting, string message)
    {
        if (_refused.Add(setting))
            _diagnostics.Add(new ConfigurationDiagnostic(setting.Source, setting.Line, setting.Key, message));
    }

    private void AddEffective(ImmutableArray<EffectiveSetting>.Builder values, int profile, int surface, int rule, RuleSettings settings, RuleSettings host)
    {
        FindingDescriptor descriptor = _rules[rule];
        string name = rule < Taxonomy.IndicatorCount ? $"os_indicator.{descriptor.IndicatorId}" : $"os_rule.{descriptor.Id}";
        ConfigurationSetting? Cell(SettingProperty property) => _cells[profile, surface, rule, (int)property];
        values.Add(Effective($"{name}.threshold", Shown(ThresholdsAt(profile, surface, rule, _thresholds[rule]).Own), Cell(SettingProperty.Threshold)));
        if (settings.Blocks)
        {
            values.Add(Effective($"{name}.filtering_threshold", Shown(settings.Flag), Cell(SettingProperty.FilteringThreshold)));
            values.Add(Effective($"{name}.block_threshold", Shown(settings.Block), Cell(SettingProperty.BlockThreshold)));
        }

        if (_hasHostModel && descriptor.Indicator is { } indicator && rule < Taxonomy.IndicatorCount && UrlTargets.ColumnOf(indicator) >= 0)
        {
            values.Add(Effective($"{name}.host_threshold", Shown(host.Flag), Cell(SettingProperty.Threshold)));
            if (host.Blocks)
                values.Add(Effective($"{name}.host_block_threshold", Shown(host.Block), Cell(SettingProperty.BlockThreshold)));
        }

        values.Add(Effective($"{name}.severity", EnumIds<Severity>.Of(settings.Severity), Cell(SettingProperty.Severity)));
        values.Add(Effective($"{name}.surface", settings.Applies ? EnumIds<Surface>.Of(s_surfaces[surface]) : "none", Cell(SettingProperty.Surface)));
    }

    /// <summary>From what on a rule flags by its own threshold, flags where the surface has one of its own, and blocks.</summary>
    private readonly record struct Thresholds(float Own, float Flag, float Block);
}
