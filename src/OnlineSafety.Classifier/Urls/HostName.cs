using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using OnlineSafety.Text;

namespace OnlineSafety.Urls;

/// <summary>Brings the many spellings of a host to one.</summary>
internal static class HostName
{
    /// <summary>Room for a canonical host: punycode may stand for twice as many units as it has.</summary>
    public const int MaxLength = 2 * MaxWritten;

    // Of a longer host, which no resolver would take, the end is kept: it says whose the host is.
    private const int MaxWritten = 256;

    private static readonly SearchValues<char> s_plain = SearchValues.Create("-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// Writes the canonical form of a host: escapes undone, lower case, full-width and circled letters as ASCII, invisible
    /// characters gone, punycode as Unicode, no dot at either end; IP addresses as 192.0.2.1 and 2001:db8::1.
    /// </summary>
    /// <param name="host">The host as it stands.</param>
    /// <param name="into">Room for <see cref="MaxLength"/> characters.</param>
    /// <param name="isIp">Whether it is an IP address.</param>
    [SkipLocalsInit]
    public static ReadOnlySpan<char> Canonicalize(ReadOnlySpan<char> host, Span<char> into, out bool isIp)
    {
        isIp = false;
        if (host.Length > 0 && host[0] == '[')
        {
            ReadOnlySpan<char> inner = host[1..];
            inner = inner.IndexOf(']') is >= 0 and int close ? inner[..close] : inner;
            isIp = IpAddresses.TryParseV6(inner, into, out int written);
            return isIp ? into[..written] : default;
        }

        Span<char> raw = stackalloc char[MaxWritten];
        ReadOnlySpan<char> folded = Fold(host, raw, out bool encoded).Trim('.');
        if (folded.IsEmpty)
            return default;
        if (IpAddresses.TryParseV4(folded, out uint address))
        {
            isIp = true;
            return into[..IpAddresses.FormatV4(address, into)];
        }

        if (!encoded)
        {
            folded.CopyTo(into);
            return into[..folded.Length];
        }

        return DecodeLabels(folded, into);
    }

    private static ReadOnlySpan<char> Fold(ReadOnlySpan<char> host, Span<char> into, out bool encoded)
    {
        // Escapes and invisible characters take up to twelve units each; what is longer still is hostile.
        const int MaxRead = 12 * MaxWritten;
        if (host.Length <= into.Length && !host.ContainsAnyExcept(s_plain))
        {
            Ascii.ToLower(host, into, out int length);
            encoded = into[..length].Contains('x');
            return into[..length];
        }

        if (host.Length > MaxRead)
            host = host[^MaxRead..];
        int n = 0;
        encoded = false;
        for (int i = 0; i < host.Length;)
        {
            char c = host[i];
            int units = 1;
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            {
                c = (char)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c);
                encoded |= c == 'x';
            }
            else
            {
                // In a host a plus sign is no space.
                int scalar = c == '+' ? c : PercentDecoder.Decode(host, i, out units);
                c = FoldScalar(scalar, out char low);
                if (low != 0)
                {
                    Append(into, ref n, c);
                    c = low;
                }
            }

            if (c != 0)
                Append(into, ref n, c);
            i += units;
        }

        return into[..n];
    }

    private static void Append(Span<char> into, ref int n, char c)
    {
        if (n == into.Length)
        {
            into[(into.Length / 2)..].CopyTo(into);
            n = into.Length / 2;
        }

        into[n++] = c;
    }

    /// <summary>What a character of a host is mapped to (after UTS 46); 0 for nothing.</summary>
    private static char FoldScalar(int scalar, out char low)
    {
        low = '\0';
        switch (scalar)
        {
            case < 0:
                return '\uFFFD';
            case 0x3002 or 0xFF0E or 0xFF61:
                return '.';
            case <= 0x20 or 0x7F or 0xAD or (>= 0x200B and <= 0x200F) or (>= 0x2060 and <= 0x2064) or 0xFEFF or (>= 0xFE00 and <= 0xFE0F):
                return '\0';
            case (>= 0xFF01 and <= 0xFF5E) or (>= 0x24B6 and <= 0x24E9):
                return FoldTable.Fold((char)scalar);
            case > char.MaxValue when FoldTable.IsMathematicalGreek(scalar):
                return LowerCase.Of(FoldTable.PlainGreek(scalar));
            case > char.MaxValue:
                char folded = FoldTable.FoldSupplementary(scalar);
                if (folded != FoldTable.Expand)
                    return folded;
                low = (char)(0xDC00 + (scalar & 0x3FF));
                return (char)(0xD800 + ((scalar - 0x10000) >> 10));
            default:
                return LowerCase.Of((char)scalar);
        }
    }

    private static ReadOnlySpan<char> DecodeLabels(scoped ReadOnlySpan<char> host, Span<char> into)
    {
        int n = 0;
        while (true)
        {
            int dot = host.IndexOf('.');
            ReadOnlySpan<char> label = dot < 0 ? host : host[..dot];
            if (label.StartsWith(Punycode.Prefix) && Punycode.TryDecode(label[Punycode.Prefix.Length..], into[n..(n + (2 * label.Length))], out int length))
            {
                n += length;
            }
            else
            {
                label.CopyTo(into[n..]);
                n += label.Length;
            }

            if (dot < 0)
                return into[..n];
            into[n++] = '.';
            host = host[(dot + 1)..];
        }
    }
}
