namespace OnlineSafety.Conversations;

/// <summary>What a <see cref="ChatMessage"/> is.</summary>
public enum ChatMessageKind
{
    /// <summary>Somebody wrote it.</summary>
    Text,

    /// <summary>Somebody changed a message. Its new words count as evidence; it is no turn of its own, and what the old words showed stays.</summary>
    Edited,

    /// <summary>Somebody deleted a message. Nothing is taken back: deleting is no proof of innocence.</summary>
    Deleted,

    /// <summary>The service wrote it ("Sam joined"). Never evidence.</summary>
    System,
}
