namespace OnlineSafety.Conversations;

/// <summary>What a state says of one participant. Immutable; a lead for a person to look into.</summary>
public sealed record ParticipantAssessment
{
    /// <summary>The sender's name, where it was given to be matched; else null: the state holds none.</summary>
    public string? Sender { get; init; }

    /// <summary>The participant's place in the state, from 0; may change when somebody has to make room.</summary>
    public required int Index { get; init; }

    /// <summary>The part that this person seems to play in the gravest alert; bystander without one.</summary>
    public required ParticipantRole Role { get; init; }

    /// <summary>The flags of the alerts in which this person is suspected.</summary>
    public required RiskFlags Flags { get; init; }

    /// <summary>The latest step of a course that this person took, among the messages that weigh most; null for none.</summary>
    public ConversationStep? Stage { get; init; }

    /// <summary>Own messages.</summary>
    public required int Messages { get; init; }

    /// <summary>Of the own messages with a time, how many were sent between 22:00 and 06:00.</summary>
    public required int NightMessages { get; init; }

    /// <summary>Own messages on the busiest day.</summary>
    public required int BusiestDay { get; init; }

    /// <summary>Whether this person went on after somebody had refused.</summary>
    public required bool Persisted { get; init; }
}
