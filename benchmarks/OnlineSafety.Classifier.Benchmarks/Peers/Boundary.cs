namespace OnlineSafety.Benchmarks.Peers;

/// <summary>Word boundaries, for the peers that do not know them.</summary>
internal static class Boundary
{
    public static bool IsWord(ReadOnlySpan<char> text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));

    public static bool IsWord(ReadOnlySpan<byte> text, int start, int end) =>
        (start == 0 || !char.IsAsciiLetterOrDigit((char)text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit((char)text[end]));
}
