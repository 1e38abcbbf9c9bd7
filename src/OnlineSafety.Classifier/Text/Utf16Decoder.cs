using System.Runtime.CompilerServices;

namespace OnlineSafety.Text;

/// <summary>Reads scalars from UTF-16; a lone surrogate is ill-formed and one unit long.</summary>
internal readonly struct Utf16Decoder : IScalarDecoder<char>
{
    public static bool IsAsciiPlain => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<char> text, int at, out int length)
    {
        char c = text[at];
        length = 1;
        if (!char.IsSurrogate(c))
            return c;
        if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(c, text[at + 1]);
        }

        return IScalarDecoder<char>.Invalid;
    }

    public static bool IsBoundary(ReadOnlySpan<char> text, int at) =>
        at <= 0 || at >= text.Length || !(char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]));
}
