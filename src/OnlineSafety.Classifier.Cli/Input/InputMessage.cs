using OnlineSafety.Conversations;

namespace OnlineSafety.Cli.Input;

/// <summary>One message of a chat.</summary>
internal readonly record struct InputMessage(string Sender, string Text, DateTimeOffset? At = null, string? Id = null)
{
    public ChatMessage ToChatMessage() => new(Sender, At, Text) { Id = Id };
}
