namespace OnlineSafety.Cli.Input;

/// <summary>
/// One input: a text, a URL or a chat, or the error that kept it from being read. <paramref name="Id"/> is JSON, as given.
/// </summary>
internal sealed record InputRecord(string Id, string? Text = null, IReadOnlyList<InputMessage>? Messages = null, string? Error = null)
{
    /// <summary>The id of an input that has none.</summary>
    public const string NoId = "null";
}
