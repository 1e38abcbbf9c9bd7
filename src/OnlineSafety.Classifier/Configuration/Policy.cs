using System.Collections.Immutable;
using OnlineSafety.Analysis;
using OnlineSafety.Findings;
using OnlineSafety.Suppression;

namespace OnlineSafety.Configuration;

/// <summary>
/// What makes findings and decisions of scores: analyzers, suppressors, and the configuration in force. Immutable; safe for any thread.
/// </summary>
internal sealed class Policy
{
    /// <summary>Checks what analyzers and suppressors declare, and resolves the configuration.</summary>
    /// <param name="builtIn">The analyzer of the 24 indicators.</param>
    /// <param name="analyzers">The user's.</param>
    /// <param name="suppressors">The user's.</param>
    /// <param name="thresholds">The bundle's threshold of each indicator at key stage 3, or null for one half.</param>
    /// <param name="hostThresholds">The same of the URL model, that of dating sites last; null for one half.</param>
    /// <param name="configuration">What is set over the built-in profiles.</param>
    /// <exception cref="ConfigurationFormatException">The configuration names what does not exist, or sets what may not be set.</exception>
    /// <exception cref="ArgumentException">An analyzer or suppressor declares what it may not.</exception>
    public Policy(IndicatorAnalyzer builtIn, ImmutableArray<SafetyAnalyzer> analyzers, ImmutableArray<SafetySuppressor> suppressors,
        float[]? thresholds, float[]? hostThresholds, SafetyConfiguration configuration)
    {
        ImmutableArray<FindingDescriptor> own = [.. Taxonomy.Descriptors, Taxonomy.DatingSite];
        ImmutableArray<FindingDescriptor> rules = [.. own, .. analyzers.SelectMany(static a => a.SupportedDescriptors).Except(own)];
        if (rules.CountBy(static r => r.Id).FirstOrDefault(static c => c.Value > 1).Key is { } twice)
            throw new ArgumentException($"Two rules are called {twice}.");
        if (rules.FirstOrDefault(static r => r.IsEngine) is { } engine)
            throw new ArgumentException($"An analyzer declares {engine.Id}; OS9 and what follows are the engine's own notes.");
        Suppressors = new SuppressorSet([.. BuiltInSuppressors.All, .. suppressors]);
        Configuration = new ConfigurationResolver(rules, [.. Suppressors.Descriptors.Select(static d => d.Id)], thresholds, hostThresholds).Resolve(configuration);
        Driver = new AnalysisDriver([builtIn, .. analyzers]);
    }

    /// <summary>Runs the analyzers.</summary>
    public AnalysisDriver Driver { get; }

    /// <summary>The suppressors, the built-in ones first.</summary>
    public SuppressorSet Suppressors { get; }

    /// <summary>What is in force for each profile and surface.</summary>
    public ResolvedConfiguration Configuration { get; }
}
