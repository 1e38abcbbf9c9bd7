using System.Collections.Immutable;
using OnlineSafety.Suppression;

namespace OnlineSafety.Findings;

/// <summary>
/// An instance of a rule at a place in the input. Immutable; holds no text of the input.
/// </summary>
public sealed record Finding
{
    private readonly float? _scoreBefore;

    /// <summary>The rule.</summary>
    public required FindingDescriptor Descriptor { get; init; }

    /// <summary>The place in the input as it was given.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The probability of the rule's indicator where this was found, 0 to 1, after suppression: what thresholds are held against.</summary>
    public required float Score { get; init; }

    /// <summary>
    /// The probability before suppression, equal to <see cref="Score"/> where nothing lowered it. For a phrase that the rest of the
    /// text outweighs (OSS0000): what the phrases alone would score.
    /// </summary>
    public float ScoreBefore
    {
        get => _scoreBefore ?? Score;
        init => _scoreBefore = value;
    }

    /// <summary>The least probability that flags the rule here: the profile's for the rule, in text or in a URL's host and path; 0 for the engine's notes.</summary>
    internal float Threshold { get; init; }

    /// <summary>The rule's default severity, raised where the words are direct.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Whether context (a lesson, the news, a help-line...) took the score below the profile's threshold.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>What suppressed it, with the reason; null where nothing did.</summary>
    public SuppressorDescriptor? SuppressedBy { get; init; }

    /// <summary>What moved the score, in order: the phrase found here, further phrases, the model or contexts, last a suppressor.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
}
