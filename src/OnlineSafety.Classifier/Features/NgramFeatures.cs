using System.Runtime.CompilerServices;
using OnlineSafety.Text;

namespace OnlineSafety.Features;

/// <summary>
/// The hashed features of a folded text: word 1- to 2-grams, and character 2- to 5-grams inside words, their ends marked.
/// A word or pair counts once, however often it is said (but for chance collisions among very many of them).
/// Punctuation, links and mentions are left out: they tell one data set from another rather than risk from none.
/// </summary>
internal static class NgramFeatures
{

    // Longer tokens are no words: their beginnings are enough, and hostile input costs no more than its length.
    private const int MaxToken = 32;

    // Words and pairs that are remembered, so that saying a thing two hundred times is no stronger evidence than saying it once.
    private const int SeenSlots = 1024;
    private const uint WordSeed = 0x9E37_79B9;
    private const uint PairSeed = 0x85EB_CA6B;
    private const uint CharSeed = 0xC2B2_AE35;
    private const uint Multiplier = 0x0100_0193;

    /// <summary>Hands the features of a text to a sink.</summary>
    public static void Extract<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        Span<char> letters = stackalloc char[MaxToken];
        Span<uint> seen = stackalloc uint[SeenSlots];
        uint previous = 0;
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (CharKinds.IsWord(c))
            {
                int end = ReadToken(text, i, letters, out int length, out uint hash);
                if (end < text.Length && text[end] is ':' or '.' && IsLink(letters[..length], text[end..]))
                {
                    i = EndOfLink(text, end);
                    continue;
                }

                AddWord(letters[..length], hash, hasCharacters: true, seen, ref previous, ref sink);
                i = end;
            }
            else if (c == '@' && i + 1 < text.Length && CharKinds.IsWord(text[i + 1]))
            {
                i = ReadToken(text, i + 1, letters, out _, out _);
            }
            else if (c >= 0x2190)
            {
                int length = char.IsHighSurrogate(c) && i + 1 < text.Length ? 2 : 1;
                ReadOnlySpan<char> symbol = text.Slice(i, length);
                AddWord(symbol, Hash(symbol), hasCharacters: false, seen, ref previous, ref sink);
                i += length;
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>
    /// Reads a token: its letters, digits and underscores, at most <see cref="MaxToken"/> characters of it. Pupils leave apostrophes
    /// out as often as not: "don't" and "dont" are one word.
    /// </summary>
    /// <returns>Where the token ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadToken(ReadOnlySpan<char> text, int from, Span<char> letters, out int length, out uint hash)
    {
        length = 0;
        hash = 0;
        int i = from;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (!CharKinds.IsWord(c) && c != '_')
            {
                if (c == '\'')
                    continue;
                break;
            }

            if (i - from >= MaxToken)
                continue;
            letters[length++] = c;
            hash = (hash ^ c) * Multiplier;
        }

        return i;
    }

    private static uint Hash(ReadOnlySpan<char> token)
    {
        uint hash = 0;
        foreach (char c in token)
        {
            hash = (hash ^ c) * Multiplier;
        }

        return hash;
    }

    private static bool IsLink(ReadOnlySpan<char> token, ReadOnlySpan<char> after) =>
        (token is "http" or "https" && after.StartsWith("://")) || (token is "www" && after.StartsWith("."));

    private static int EndOfLink(ReadOnlySpan<char> text, int i)
    {
        int space = text[i..].IndexOf(' ');
        return space < 0 ? text.Length : i + space;
    }

    private static void AddWord<TSink>(scoped ReadOnlySpan<char> token, uint hash, bool hasCharacters, scoped Span<uint> seen, ref uint previous, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        uint feature = Mix(hash ^ WordSeed);
        if (IsNew(feature, seen) && !(hasCharacters && sink.TryAddWord(feature, token)))
        {
            sink.Add([feature]);
            if (hasCharacters)
                CharacterGrams.Extract(token, CharSeed, CharacterGrams.Shortest, ref sink);
        }

        if (previous != 0)
        {
            uint pair = Mix(((previous * 31) + hash) ^ PairSeed);
            if (IsNew(pair, seen))
                sink.Add([pair]);
        }

        previous = hash;
    }

    /// <summary>Whether a word or pair has not been seen lately; it has now.</summary>
    private static bool IsNew(uint feature, scoped Span<uint> seen)
    {
        ref uint slot = ref seen[(int)(feature % SeenSlots)];
        bool isNew = slot != feature;
        slot = feature;
        return isNew;
    }

    /// <summary>Spreads a hash over all bits (the finaliser of MurmurHash3, Appleby).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Mix(uint h)
    {
        h ^= h >> 16;
        h *= 0x85EB_CA6B;
        h ^= h >> 13;
        h *= 0xC2B2_AE35;
        return h ^ (h >> 16);
    }
}
