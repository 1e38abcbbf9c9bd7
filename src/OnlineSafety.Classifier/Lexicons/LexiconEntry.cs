namespace OnlineSafety.Lexicons;

/// <summary>
/// One line of a lexicon: a phrase and what it is evidence of. Immutable. Exactly one of <see cref="Indicator"/> and
/// <see cref="Context"/> is set.
/// </summary>
public sealed record LexiconEntry
{
    /// <summary>The lowest weight allowed.</summary>
    public const float MinWeight = 0.1f;

    /// <summary>The highest weight allowed.</summary>
    public const float MaxWeight = 9f;

    /// <summary>The phrase as the file has it; matching folds it as it folds texts.</summary>
    public required string Phrase { get; init; }

    /// <summary>The indicator that the phrase raises.</summary>
    public Indicator? Indicator { get; init; }

    /// <summary>The context that the phrase shows.</summary>
    public ContextKind? Context { get; init; }

    /// <summary>Evidence in natural log-odds, 0.1 to 9; for a context, how strongly it shows.</summary>
    public required float Weight { get; init; }

    /// <summary>How the phrase's ends must meet the text.</summary>
    public MatchMode Match { get; init; }

    /// <summary>Whether upper and lower case must be as written.</summary>
    public bool IsCaseSensitive { get; init; }

    /// <summary>How the writer stands to the risk.</summary>
    public Stance Stance { get; init; }

    /// <summary>The least severity of a finding from this phrase; <see cref="Severity.None"/> leaves the rule's default.</summary>
    public Severity Severity { get; init; }

    /// <summary>The step of a harmful course.</summary>
    public Stage Stage { get; init; }

    /// <summary>What a reviewer should know.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The name of the target as the file writes it: an indicator's id, or <c>context.</c> and a kind.</summary>
    public string Target => Indicator is { } indicator
        ? Taxonomy.GetId(indicator)
        : LexiconParser.ContextPrefix + EnumIds<ContextKind>.Of(Context!.Value);
}
