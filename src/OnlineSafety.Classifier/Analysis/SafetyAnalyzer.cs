using System.Collections.Immutable;
using OnlineSafety.Findings;

namespace OnlineSafety.Analysis;

/// <summary>
/// Rules of one's own, in Roslyn's manner: says which, and registers actions that are run on what is classified. The built-in
/// rules come by the same door. An analyzer is shared by all threads: it must not change after <see cref="Initialize"/>.
/// </summary>
public abstract class SafetyAnalyzer
{
    /// <summary>The rules that this analyzer may report; no others.</summary>
    public abstract ImmutableArray<FindingDescriptor> SupportedDescriptors { get; }

    /// <summary>Registers the analyzer's actions. Called once, when a classifier is built.</summary>
    public abstract void Initialize(AnalysisContext context);
}
