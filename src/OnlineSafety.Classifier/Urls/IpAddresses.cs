using System.Buffers;
using System.Globalization;

namespace OnlineSafety.Urls;

/// <summary>
/// Reads IP addresses in the spellings that browsers take (WHATWG URL): one to four parts, decimal, octal or hexadecimal for
/// version 4; RFC 4291 for version 6, of which addresses that map version 4 are read as such. Allocates nothing.
/// </summary>
internal static class IpAddresses
{
    private const int Groups = 8;

    private static readonly SearchValues<char> s_dotted = SearchValues.Create("0123456789.");

    /// <summary>Reads a version 4 address.</summary>
    public static bool TryParseV4(ReadOnlySpan<char> host, out uint address)
    {
        address = 0;
        int last = host.LastIndexOf('.');
        if (!char.IsAsciiDigit(host[last + 1 < host.Length ? last + 1 : last]))
            return false;
        ulong sum = 0;
        for (int part = 0; part < 4; part++)
        {
            int dot = host.IndexOf('.');
            if (!TryPart(dot < 0 ? host : host[..dot], out ulong value))
                return false;
            if (dot < 0)
            {
                // The last part fills the bytes that are left.
                int left = 4 - part;
                sum = (left == 4 ? 0 : sum << (8 * left)) + value;
                address = (uint)sum;
                return value < 1UL << (8 * left) && sum <= uint.MaxValue;
            }

            if (value > 255)
                return false;
            sum = (sum << 8) | value;
            host = host[(dot + 1)..];
        }

        return false;
    }

    /// <summary>Writes a version 4 address as four decimal parts; returns the characters written.</summary>
    public static int FormatV4(uint address, Span<char> into)
    {
        int n = 0;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            ((address >> shift) & 255).TryFormat(into[n..], out int written, provider: CultureInfo.InvariantCulture);
            n += written;
            if (shift > 0)
                into[n++] = '.';
        }

        return n;
    }

    /// <summary>Reads a version 6 address (without brackets, a zone left out) and writes it as RFC 5952 wants it.</summary>
    public static bool TryParseV6(ReadOnlySpan<char> text, Span<char> into, out int length)
    {
        length = 0;
        if (text.IndexOf('%') is >= 0 and int zone)
            text = text[..zone];
        Span<ushort> groups = stackalloc ushort[Groups];
        groups.Clear();
        int count = 0;
        int gap = -1;
        int i = 0;
        if (text.StartsWith("::"))
        {
            gap = 0;
            i = 2;
        }

        while (i < text.Length)
        {
            if (count == Groups)
                return false;
            int end = i;
            while (end < text.Length && char.IsAsciiHexDigit(text[end]))
            {
                end++;
            }

            if (end < text.Length && text[end] == '.')
            {
                if (count > Groups - 2 || text[i..].Count('.') != 3 || text[i..].ContainsAnyExcept(s_dotted) || !TryParseV4(text[i..], out uint v4))
                    return false;
                groups[count++] = (ushort)(v4 >> 16);
                groups[count++] = (ushort)v4;
                break;
            }

            if (end == i || end - i > 4)
                return false;
            groups[count++] = ushort.Parse(text[i..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (end == text.Length)
                break;
            if (text[end] != ':' || end + 1 == text.Length)
                return false;
            i = end + 1;
            if (text[i] == ':')
            {
                if (gap >= 0)
                    return false;
                gap = count;
                i++;
            }
        }

        if (gap < 0 ? count != Groups : count == Groups)
            return false;
        if (gap >= 0)
        {
            Span<ushort> tail = groups[gap..count];
            Span<ushort> moved = stackalloc ushort[Groups];
            moved.Clear();
            groups[..gap].CopyTo(moved);
            tail.CopyTo(moved[(Groups - tail.Length)..]);
            moved.CopyTo(groups);
        }

        length = !groups[..5].ContainsAnyExcept((ushort)0) && groups[5] == 0xFFFF
            ? FormatV4(((uint)groups[6] << 16) | groups[7], into)
            : FormatV6(groups, into);
        return true;
    }

    private static int FormatV6(ReadOnlySpan<ushort> groups, Span<char> into)
    {
        // The longest run of two or more zeros, the first of equals, is left out.
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < Groups; i++)
        {
            int run = groups[i..].IndexOfAnyExcept((ushort)0) is >= 0 and int r ? r : Groups - i;
            if (run > bestLength)
                (best, bestLength) = (i, run);
        }

        int n = 0;
        for (int i = 0; i < Groups; i++)
        {
            if (i == best)
            {
                into[n++] = ':';
                if (i == 0)
                    into[n++] = ':';
                i += bestLength - 1;
                continue;
            }

            groups[i].TryFormat(into[n..], out int written, "x", CultureInfo.InvariantCulture);
            n += written;
            if (i < Groups - 1)
                into[n++] = ':';
        }

        return n;
    }

    private static bool TryPart(ReadOnlySpan<char> part, out ulong value)
    {
        value = 0;
        if (part.IsEmpty)
            return false;
        uint radix = 10;
        if (part[0] == '0' && part.Length > 1)
        {
            bool hex = part[1] is 'x' or 'X';
            radix = hex ? 16u : 8u;
            part = part[(hex ? 2 : 1)..];
        }

        foreach (char c in part)
        {
            uint digit = char.IsAsciiDigit(c) ? (uint)(c - '0') : char.IsAsciiHexDigit(c) ? (uint)((c | 0x20) - 'a' + 10) : 16;
            if (digit >= radix)
                return false;
            value = (value * radix) + digit;
            if (value > uint.MaxValue)
                return false;
        }

        return true;
    }
}
