using System.Collections.Immutable;

namespace OnlineSafety.Findings;

/// <summary>
/// An instance of a rule at a place in the input. Immutable; holds no text of the input.
/// </summary>
public sealed record Finding
{
    /// <summary>The rule.</summary>
    public required FindingDescriptor Descriptor { get; init; }

    /// <summary>The place in the input as it was given.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The probability of the rule's indicator where this was found, 0 to 1.</summary>
    public required float Score { get; init; }

    /// <summary>The rule's default severity, raised where the words are direct.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Whether context (a lesson, the news, a help-line...) took the score below the profile's threshold.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>What moved the score, in order: what was found here first, then what else counted.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
}
