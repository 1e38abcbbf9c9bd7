using System.Numerics;

namespace OnlineSafety.Conversations;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein 2012) of UTF-16 text: a keyed hash for short names, so that states hold no names and
/// the names of one conversation cannot be matched with those of another. No allocation, the same on every machine.
/// </summary>
internal static class SipHash
{
    /// <summary>The hash of a text, which for this stands as little-endian UTF-16.</summary>
    public static ulong Of(ReadOnlySpan<char> text, ulong key0, ulong key1)
    {
        State s = new(key0, key1);
        int whole = text.Length & ~3;
        for (int i = 0; i < whole; i += 4)
        {
            s.Add(text[i] | ((ulong)text[i + 1] << 16) | ((ulong)text[i + 2] << 32) | ((ulong)text[i + 3] << 48));
        }

        ulong last = (ulong)(byte)(text.Length * sizeof(char)) << 56;
        for (int i = whole; i < text.Length; i++)
        {
            last |= (ulong)text[i] << (16 * (i - whole));
        }

        s.Add(last);
        return s.Finish();
    }

    private struct State(ulong key0, ulong key1)
    {
        private ulong _a = key0 ^ 0x736F_6D65_7073_6575;
        private ulong _b = key1 ^ 0x646F_7261_6E64_6F6D;
        private ulong _c = key0 ^ 0x6C79_6765_6E65_7261;
        private ulong _d = key1 ^ 0x7465_6462_7974_6573;

        public void Add(ulong word)
        {
            _d ^= word;
            Round();
            Round();
            _a ^= word;
        }

        public ulong Finish()
        {
            _c ^= 0xFF;
            Round();
            Round();
            Round();
            Round();
            return _a ^ _b ^ _c ^ _d;
        }

        private void Round()
        {
            _a += _b;
            _b = BitOperations.RotateLeft(_b, 13) ^ _a;
            _a = BitOperations.RotateLeft(_a, 32);
            _c += _d;
            _d = BitOperations.RotateLeft(_d, 16) ^ _c;
            _a += _d;
            _d = BitOperations.RotateLeft(_d, 21) ^ _a;
            _c += _b;
            _b = BitOperations.RotateLeft(_b, 17) ^ _c;
            _c = BitOperations.RotateLeft(_c, 32);
        }
    }
}
