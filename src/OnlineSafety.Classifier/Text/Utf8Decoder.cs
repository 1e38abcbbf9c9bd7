using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace OnlineSafety.Text;

/// <summary>Reads scalars from UTF-8; an ill-formed sequence is as long as its maximal subpart (Unicode 3.9, D93b).</summary>
internal readonly struct Utf8Decoder : IScalarDecoder<byte>
{
    public static bool IsAsciiPlain => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<byte> text, int at, out int length)
    {
        byte b = text[at];
        if (b < 0x80)
        {
            length = 1;
            return b;
        }

        return DecodeMultibyte(text[at..], out length);
    }

    public static bool IsBoundary(ReadOnlySpan<byte> text, int at) =>
        at <= 0 || at >= text.Length || (text[at] & 0xC0) != 0x80;

    private static int DecodeMultibyte(ReadOnlySpan<byte> text, out int length)
    {
        OperationStatus status = Rune.DecodeFromUtf8(text, out Rune rune, out length);
        return status == OperationStatus.Done ? rune.Value : IScalarDecoder<byte>.Invalid;
    }
}
