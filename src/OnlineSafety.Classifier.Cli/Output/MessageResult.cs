namespace OnlineSafety.Cli.Output;

/// <summary>The result of one message of a chat, or of a text (which is a chat of one without a sender).</summary>
internal readonly record struct MessageResult(string? Sender, string Text, ClassificationResult Result);
