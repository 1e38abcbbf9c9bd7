using System.Collections.Immutable;

namespace OnlineSafety.Conversations;

/// <summary>What a whole conversation was found to be. Immutable; holds no text of the messages.</summary>
public sealed class ConversationResult
{
    internal ConversationResult(ImmutableArray<ClassificationResult> messages, ConversationAssessment assessment, ConversationState state)
    {
        Messages = messages;
        Assessment = assessment;
        State = state;
    }

    /// <summary>The result of each message, in the order given: what it says by itself, and what the conversation up to it shows.</summary>
    public ImmutableArray<ClassificationResult> Messages { get; }

    /// <summary>
    /// What the conversation says after its last message, with the names of the senders. Its alerts are those that were raised at
    /// any message, with the score of that moment.
    /// </summary>
    public ConversationAssessment Assessment { get; }

    /// <summary>The state after the last message, to go on with.</summary>
    public ConversationState State { get; }
}
