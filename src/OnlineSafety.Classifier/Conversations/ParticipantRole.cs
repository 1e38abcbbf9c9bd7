namespace OnlineSafety.Conversations;

/// <summary>The part that somebody seems to play in a chat. A lead for a person to look into, never a verdict.</summary>
public enum ParticipantRole
{
    /// <summary>Neither of the others.</summary>
    Bystander,

    /// <summary>Most of the course's steps were aimed at this person.</summary>
    Target,

    /// <summary>Most of the course's steps came from this person.</summary>
    SuspectedInitiator,
}
