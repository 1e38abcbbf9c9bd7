namespace OnlineSafety.Urls;

/// <summary>
/// An immutable map from keys to small values in ten bytes a slot: open addressing with linear probing over two flat arrays,
/// seven slots in ten taken, so that a look-up touches one or two cache lines.
/// </summary>
internal sealed class HostTable
{
    private const double Load = 0.7;

    private readonly ulong[] _keys;
    private readonly ushort[] _values;

    private HostTable(ulong[] keys, ushort[] values)
    {
        _keys = keys;
        _values = values;
    }

    /// <summary>Builds a table of distinct keys, none of them 0.</summary>
    public static HostTable Build(int count, IEnumerable<KeyValuePair<ulong, ushort>> entries)
    {
        int slots = (int)(count / Load) + 1;
        ulong[] keys = new ulong[slots];
        ushort[] values = new ushort[slots];
        foreach ((ulong key, ushort value) in entries)
        {
            int slot = SlotOf(key, slots);
            while (keys[slot] != 0)
            {
                slot = slot + 1 == slots ? 0 : slot + 1;
            }

            keys[slot] = key;
            values[slot] = value;
        }

        return new HostTable(keys, values);
    }

    /// <summary>The value of a key, or 0.</summary>
    public ushort Find(ulong key)
    {
        ulong[] keys = _keys;
        int slot = SlotOf(key, keys.Length);
        while (keys[slot] != key)
        {
            if (keys[slot] == 0)
                return 0;
            slot = slot + 1 == keys.Length ? 0 : slot + 1;
        }

        return _values[slot];
    }

    // Multiplication in place of a remainder (Lemire 2016).
    private static int SlotOf(ulong key, int slots) => (int)Math.BigMul(key, (ulong)slots, out _);
}
