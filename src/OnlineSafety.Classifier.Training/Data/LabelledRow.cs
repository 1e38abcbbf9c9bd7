namespace OnlineSafety.Training.Data;

/// <summary>
/// One labelled row: a text, a URL or a conversation. Immutable. Only the repository's own rows have all properties.
/// </summary>
public sealed record LabelledRow
{
    /// <summary>The file's name without extensions: the source.</summary>
    public required string Source { get; init; }

    /// <summary>Line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The row's id; where the source has none, its name and the line for a conversation, and empty for others.</summary>
    public string Id { get; init; } = "";

    /// <summary>The text, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The URL, or null.</summary>
    public string? Url { get; init; }

    /// <summary>The messages, or null.</summary>
    public IReadOnlyList<LabelledMessage>? Conversation { get; init; }

    /// <summary>The labels.</summary>
    public LabelSet Labels { get; init; }

    /// <summary>Whether a URL is labelled as a dating site, which is no indicator; null where that is unknown.</summary>
    public bool? IsDating { get; init; }

    /// <summary>The register (chat, forum, search...), or empty.</summary>
    public string Register { get; init; } = "";

    /// <summary>What the row contrasts with, or empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>The indicator that a functional test is about.</summary>
    public Indicator? Indicator { get; init; }

    /// <summary>The capability that a functional test checks, or empty.</summary>
    public string Functionality { get; init; } = "";

    /// <summary>The contrast pair that a functional test belongs to, or empty.</summary>
    public string Pair { get; init; } = "";

    /// <summary>The categories that a functional test expects.</summary>
    public IReadOnlyList<RiskCategory> Expected { get; init; } = [];

    /// <summary>The role of each participant of a conversation.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();
}
