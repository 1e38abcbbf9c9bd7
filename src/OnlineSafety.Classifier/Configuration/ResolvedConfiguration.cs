using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OnlineSafety.Findings;

namespace OnlineSafety.Configuration;

/// <summary>
/// What is in force: every value for each profile and surface, and which line of which file set it. Immutable and safe for
/// any thread.
/// </summary>
public sealed class ResolvedConfiguration
{
    internal const int ProfileCount = (int)Profile.Staff + 1;

    private const int SurfaceCount = (int)Surface.All + 1;

    private readonly RuleSettings[] _rules;
    private readonly RuleSettings[] _hostRules;
    private readonly ulong[] _suppressors;
    private readonly ImmutableArray<EffectiveSetting>[] _settings;
    private readonly int _ruleCount;
    private readonly Dictionary<string, int> _customRules;
    private readonly Lazy<string> _sha256;

    /// <summary>Creates the configuration of rules given by surface, filtering first.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="settings">What holds for each in text, by profile and surface.</param>
    /// <param name="hostSettings">What holds for each in a URL's host and path.</param>
    /// <param name="suppressors">Which suppressors are on, a bit each.</param>
    /// <param name="effective">What to show of all that.</param>
    internal ResolvedConfiguration(
        ImmutableArray<FindingDescriptor> rules, RuleSettings[,,] settings, RuleSettings[,,] hostSettings, ulong[,] suppressors, ImmutableArray<EffectiveSetting>[] effective)
    {
        Rules = rules;
        _ruleCount = rules.Length;
        _settings = effective;
        _rules = BySurface(settings);
        _hostRules = BySurface(hostSettings);
        _suppressors = new ulong[ProfileCount * SurfaceCount];
        for (int p = 0; p < ProfileCount; p++)
        {
            _suppressors[Row(p, Surface.Filtering)] = suppressors[p, 0];
            _suppressors[Row(p, Surface.Monitoring)] = suppressors[p, 1];
            _suppressors[Row(p, Surface.All)] = suppressors[p, 0] & suppressors[p, 1];
        }

        _customRules = [];
        for (int r = Taxonomy.IndicatorCount; r < _ruleCount; r++)
        {
            _customRules.Add(rules[r].Id, r);
        }

        _sha256 = new Lazy<string>(Hash);
    }

    /// <summary>The rules: those of the 24 indicators, <see cref="Taxonomy.DatingSite"/>, then those of analyzers.</summary>
    public ImmutableArray<FindingDescriptor> Rules { get; }

    /// <summary>SHA-256 over every value in force, lower-case hexadecimal: the same values give the same hash, whatever lines set them.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>Gets every value in force for a profile on one surface.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="surface"><see cref="Surface.Filtering"/> or <see cref="Surface.Monitoring"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No profile, or not one surface.</exception>
    public ImmutableArray<EffectiveSetting> GetSettings(Profile profile, Surface surface)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)profile, (uint)ProfileCount, nameof(profile));
        if (surface is not (Surface.Filtering or Surface.Monitoring))
            throw new ArgumentOutOfRangeException(nameof(surface), surface, "One surface is wanted, filtering or monitoring.");
        return _settings[((int)profile * 2) + (int)surface - 1];
    }

    /// <summary>The least probability that flags on any surface; above 1 for never.</summary>
    internal float Flag(Profile profile, Indicator indicator) => At(profile, Surface.All, (int)indicator).Flag;

    /// <summary>The least probability that blocks a page; above 1 for never.</summary>
    internal float Block(Profile profile, Indicator indicator) => At(profile, Surface.Filtering, (int)indicator).Block;

    /// <summary>What holds for a rule; indicators come first, so that theirs is their own number.</summary>
    internal ref readonly RuleSettings At(Profile profile, Surface surface, int rule) => ref _rules[(Row((int)profile, surface) * _ruleCount) + rule];

    /// <summary>What holds for a rule where a URL's host and path are concerned, whose model has thresholds of its own.</summary>
    internal ref readonly RuleSettings HostAt(Profile profile, Surface surface, int rule) => ref _hostRules[(Row((int)profile, surface) * _ruleCount) + rule];

    /// <summary>The index of a rule of these; the caller has checked that it is one.</summary>
    internal int IndexOf(FindingDescriptor rule) => _customRules.TryGetValue(rule.Id, out int index) ? index : (int)rule.Indicator!.Value;

    /// <summary>Which suppressors are on, a bit each.</summary>
    internal ulong Suppressors(Profile profile, Surface surface) => _suppressors[Row((int)profile, surface)];

    private RuleSettings[] BySurface(RuleSettings[,,] settings)
    {
        RuleSettings[] rules = new RuleSettings[ProfileCount * SurfaceCount * _ruleCount];
        for (int p = 0; p < ProfileCount; p++)
        {
            for (int r = 0; r < _ruleCount; r++)
            {
                rules[(Row(p, Surface.Filtering) * _ruleCount) + r] = settings[p, 0, r];
                rules[(Row(p, Surface.Monitoring) * _ruleCount) + r] = settings[p, 1, r];
                rules[(Row(p, Surface.All) * _ruleCount) + r] = settings[p, 0, r].And(settings[p, 1, r]);
            }
        }

        return rules;
    }

    private static int Row(int profile, Surface surface) => (profile * SurfaceCount) + (int)(surface & Surface.All);

    private string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < _settings.Length; i++)
        {
            foreach (EffectiveSetting setting in _settings[i])
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{i} {setting.Key}={setting.Value}\n"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
