namespace OnlineSafety.Conversations;

/// <summary>One message of a chat. A value.</summary>
/// <param name="Sender">Who wrote it: a name or an id, the same for all messages of a person.</param>
/// <param name="At">When, in the sender's local time where known (night is 22:00 to 06:00 of this time); null where there are no times.</param>
/// <param name="Text">What was written.</param>
public readonly record struct ChatMessage(string Sender, DateTimeOffset? At, string Text)
{
    /// <summary>The service's id of the message, by which a repeated delivery is recognised; null where there is none.</summary>
    public string? Id { get; init; }

    /// <summary>What kind of message it is. Default <see cref="ChatMessageKind.Text"/>.</summary>
    public ChatMessageKind Kind { get; init; }
}
