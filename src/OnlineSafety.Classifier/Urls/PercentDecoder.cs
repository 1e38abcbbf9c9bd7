using System.Text;
using OnlineSafety.Text;

namespace OnlineSafety.Urls;

/// <summary>
/// Reads scalars from text as URLs write it: <c>%C3%A9</c> is one scalar of six units, <c>+</c> is a space. So the text path
/// reads a query where it stands, and every span it finds is a span of the URL. A percent sign without two hexadecimal digits
/// is itself; escaped bytes that are no UTF-8 are ill-formed.
/// </summary>
internal readonly struct PercentDecoder : IScalarDecoder<char>
{
    private const int EscapeLength = 3;
    private const int MaxBytes = 4;

    public static bool IsAsciiPlain => false;

    public static int Decode(ReadOnlySpan<char> text, int at, out int length)
    {
        char c = text[at];
        if (c == '+')
        {
            length = 1;
            return ' ';
        }

        if (c != '%' || !TryByte(text, at, out byte first))
            return Utf16Decoder.Decode(text, at, out length);
        if (first < 0x80)
        {
            length = EscapeLength;
            return first;
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        int count = 0;
        while (count < MaxBytes && TryByte(text, at + (count * EscapeLength), out bytes[count]))
        {
            count++;
        }

        bool valid = Rune.DecodeFromUtf8(bytes[..count], out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
        length = used * EscapeLength;
        return valid ? rune.Value : IScalarDecoder<char>.Invalid;
    }

    public static bool IsBoundary(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return true;
        bool inEscape = TryByte(text, at - 1, out _) || (at > 1 && TryByte(text, at - 2, out _));
        return !inEscape && !(TryByte(text, at, out byte b) && (b & 0xC0) == 0x80) && Utf16Decoder.IsBoundary(text, at);
    }

    private static bool TryByte(ReadOnlySpan<char> text, int at, out byte value)
    {
        value = 0;
        if (at < 0 || at + 2 >= text.Length || text[at] != '%' || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            return false;
        value = (byte)((Hex(text[at + 1]) << 4) | Hex(text[at + 2]));
        return true;

        static int Hex(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    }
}
