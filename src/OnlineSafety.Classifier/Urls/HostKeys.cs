using System.Runtime.CompilerServices;

namespace OnlineSafety.Urls;

/// <summary>
/// 64-bit keys of a host's suffixes, all in one pass from its end. Two suffixes share a key with probability 2⁻⁶⁴: of five
/// million listed hosts, one in some 10¹² URLs would meet another host's entry (allow-lists compare the name itself).
/// </summary>
internal static class HostKeys
{
    /// <summary>The most labels that are told apart; of a longer host its end.</summary>
    public const int MaxLabels = 16;

    private const ulong Seed = 0xCBF2_9CE4_8422_2325;

    // An address is no suffix of a name that ends in the same digits.
    private const ulong AddressSeed = 0x8422_2325_CBF2_9CE4;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Computes the keys of a host's suffixes.</summary>
    /// <param name="host">A canonical host.</param>
    /// <param name="isIp">An IP address is one label.</param>
    /// <param name="keys">Keys: the top-level domain first.</param>
    /// <param name="starts">Where each suffix starts in the host.</param>
    /// <returns>How many there are; the last is the whole host, unless it has more labels than are told apart.</returns>
    public static int Compute(ReadOnlySpan<char> host, bool isIp, Span<ulong> keys, Span<int> starts)
    {
        ulong hash = isIp ? AddressSeed : Seed;
        int count = 0;
        for (int i = host.Length - 1; i >= 0; i--)
        {
            char c = host[i];
            if (c == '.' && !isIp)
            {
                keys[count] = Finish(hash);
                starts[count] = i + 1;
                if (++count == MaxLabels)
                    return count;
            }

            hash = Step(hash, c);
        }

        keys[count] = Finish(hash);
        starts[count] = 0;
        return count + 1;
    }

    /// <summary>The key of a whole name.</summary>
    public static ulong Of(ReadOnlySpan<char> name, bool isIp = false)
    {
        ulong hash = isIp ? AddressSeed : Seed;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            hash = Step(hash, name[i]);
        }

        return Finish(hash);
    }

    /// <summary>The key of a path below a host's, grown character by character: start with <c>0</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Step(ulong hash, char c)
    {
        hash = (hash ^ c) * Multiplier;
        return hash ^ (hash >> 29);
    }

    /// <summary>Combines two keys into one.</summary>
    public static ulong Combine(ulong key, ulong other) => Finish(key ^ (other * Multiplier));

    /// <summary>Spreads a hash over all bits (the 64-bit finaliser of MurmurHash3, Appleby); never 0.</summary>
    private static ulong Finish(ulong h)
    {
        h ^= h >> 33;
        h *= 0xFF51_AFD7_ED55_8CCD;
        h ^= h >> 33;
        h *= 0xC4CE_B9FE_1A85_EC53;
        h ^= h >> 33;
        return h == 0 ? 1 : h;
    }
}
