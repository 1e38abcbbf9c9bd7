namespace OnlineSafety.Cli.Input;

/// <summary>One message of a chat.</summary>
internal readonly record struct InputMessage(string Sender, string Text);
