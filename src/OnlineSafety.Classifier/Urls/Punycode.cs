namespace OnlineSafety.Urls;

/// <summary>Undoes Punycode (RFC 3492) in a label of a host name.</summary>
internal static class Punycode
{
    /// <summary>What an encoded label starts with.</summary>
    public const string Prefix = "xn--";

    private const int Base = 36;
    private const int MaxPoints = 64;

    /// <summary>Decodes a label without its prefix.</summary>
    /// <param name="encoded">Lower-case ASCII.</param>
    /// <param name="into">Room for the result.</param>
    /// <param name="length">Characters written.</param>
    /// <returns>False where it is not well formed or too long; <paramref name="into"/> is then undefined.</returns>
    public static bool TryDecode(ReadOnlySpan<char> encoded, Span<char> into, out int length)
    {
        length = 0;
        Span<int> points = stackalloc int[MaxPoints];
        int basic = Math.Max(0, encoded.LastIndexOf('-'));
        if (basic > MaxPoints)
            return false;
        int count = 0;
        for (; count < basic; count++)
        {
            points[count] = encoded[count];
        }

        int n = 128;
        int bias = 72;
        long i = 0;
        int at = basic > 0 ? basic + 1 : 0;
        while (at < encoded.Length)
        {
            long old = i;
            long weight = 1;
            for (int k = Base; ; k += Base)
            {
                if (at == encoded.Length || Digit(encoded[at++]) is not (>= 0 and int digit))
                    return false;
                i += digit * weight;
                int threshold = Math.Clamp(k - bias, 1, 26);
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
                if (i > int.MaxValue || weight > int.MaxValue)
                    return false;
            }

            count++;
            bias = Adapt((int)Math.Min(i - old, int.MaxValue), count, old == 0);
            long next = n + (i / count);
            i %= count;
            if (next > 0x10FFFF || next is >= 0xD800 and <= 0xDFFF || count > MaxPoints)
                return false;
            n = (int)next;
            points[(int)i..(count - 1)].CopyTo(points[((int)i + 1)..]);
            points[(int)i++] = n;
        }

        foreach (int point in points[..count])
        {
            int units = point > char.MaxValue ? 2 : 1;
            if (length + units > into.Length)
                return false;
            if (units == 1)
            {
                into[length] = (char)point;
            }
            else
            {
                into[length] = (char)(0xD800 + ((point - 0x10000) >> 10));
                into[length + 1] = (char)(0xDC00 + (point & 0x3FF));
            }

            length += units;
        }

        return count > 0;
    }

    private static int Digit(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= '0' and <= '9' => c - '0' + 26,
        _ => -1,
    };

    private static int Adapt(int delta, int count, bool first)
    {
        delta = first ? delta / 700 : delta / 2;
        delta += delta / count;
        int k = 0;
        while (delta > 455)
        {
            delta /= Base - 1;
            k += Base;
        }

        return k + (Base * delta / (delta + 38));
    }
}
