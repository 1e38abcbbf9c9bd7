namespace OnlineSafety.Findings;

/// <summary>
/// What a rule is, apart from any instance of it: a value, immutable, safe for any thread.
/// </summary>
public sealed record FindingDescriptor
{
    /// <summary>The rule's id, as in <c>OS1004</c>. Never changes meaning.</summary>
    public required string Id { get; init; }

    /// <summary>The indicator, or <see langword="null"/> for the engine's own rules (OS9xxx) and for <see cref="Taxonomy.DatingSite"/>.</summary>
    public Indicator? Indicator { get; init; }

    /// <summary>The indicator's kebab-case id, as in <c>self-harm</c>, or <see langword="null"/> for the engine's own rules.</summary>
    public string? IndicatorId { get; init; }

    /// <summary>The home category, or <see langword="null"/> for the engine's own rules.</summary>
    public RiskCategory? Category { get; init; }

    /// <summary>A few words, for a list.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what the rule covers.</summary>
    public required string Description { get; init; }

    /// <summary>The severity before directness raises it.</summary>
    public required Severity DefaultSeverity { get; init; }

    /// <summary>Whom a finding is for: advice, never a sanction.</summary>
    public required Route RecommendedRoute { get; init; }

    /// <summary>Where the rule applies.</summary>
    public required Surface Surface { get; init; }

    /// <summary>Whether a configuration may switch the rule off; rules of illegal classes may not be.</summary>
    public required bool IsConfigurable { get; init; }

    /// <summary>Whether this is a note of the engine's own (OS9xxx), about no risk; analyzers may declare none.</summary>
    internal bool IsEngine => Id.StartsWith("OS9", StringComparison.Ordinal);
}
