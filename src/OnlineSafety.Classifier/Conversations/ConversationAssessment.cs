using System.Collections.Immutable;

namespace OnlineSafety.Conversations;

/// <summary>What a conversation's state says, after the message that came last. Immutable.</summary>
public sealed class ConversationAssessment
{
    internal ConversationAssessment(ScoreVector scores, ImmutableArray<ConversationAlert> alerts, ImmutableArray<ParticipantAssessment> participants)
    {
        Scores = scores;
        Alerts = alerts;
        Participants = participants;
    }

    /// <summary>The probability of each course; 0 for all other indicators, and for all where the bundle has no conversation model.</summary>
    public ScoreVector Scores { get; }

    /// <summary>The courses that reached the profile's threshold, the most probable first.</summary>
    public ImmutableArray<ConversationAlert> Alerts { get; }

    /// <summary>The participants that the state keeps apart.</summary>
    public ImmutableArray<ParticipantAssessment> Participants { get; }
}
