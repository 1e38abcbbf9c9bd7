namespace OnlineSafety.Cli.Input;

/// <summary>
/// One input: a text, a URL or a chat, or the error that kept it from being read. <paramref name="Id"/> is JSON, as given; the URL
/// stands in <paramref name="Text"/>.
/// </summary>
internal sealed record InputRecord(string Id, string? Text = null, IReadOnlyList<InputMessage>? Messages = null, string? Error = null, bool IsUrl = false)
{
    /// <summary>The id of an input that has none.</summary>
    public const string NoId = "null";

    /// <summary>Whether a text is nothing but one URL with its scheme.</summary>
    public static bool IsUrlAlone(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) &&
            text.IndexOfAny(' ', '\t', '\n') < 0;
    }
}
