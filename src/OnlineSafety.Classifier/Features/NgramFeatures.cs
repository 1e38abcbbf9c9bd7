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
    private const int MaxGram = 5;

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
        Span<char> buffer = stackalloc char[MaxToken];
        Span<uint> seen = stackalloc uint[SeenSlots];
        uint previous = 0;
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (CharKinds.IsWord(c))
            {
                int end = EndOfToken(text, i);
                ReadOnlySpan<char> token = text[i..Math.Min(end, i + MaxToken)];
                if (IsLink(token, text[end..]))
                {
                    i = EndOfLink(text, end);
                    continue;
                }

                ReadOnlySpan<char> letters = WithoutApostrophes(token, buffer);
                AddWord(letters, hasCharacters: true, seen, ref previous, ref sink);
                i = end;
            }
            else if (c == '@' && i + 1 < text.Length && CharKinds.IsWord(text[i + 1]))
            {
                i = EndOfToken(text, i + 1);
            }
            else if (c >= 0x2190)
            {
                int length = char.IsHighSurrogate(c) && i + 1 < text.Length ? 2 : 1;
                AddWord(text.Slice(i, length), hasCharacters: false, seen, ref previous, ref sink);
                i += length;
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>Pupils leave apostrophes out as often as not: "don't" and "dont" are one word.</summary>
    private static ReadOnlySpan<char> WithoutApostrophes(ReadOnlySpan<char> token, Span<char> buffer)
    {
        if (!token.Contains('\''))
            return token;
        int length = 0;
        foreach (char c in token)
        {
            if (c != '\'')
                buffer[length++] = c;
        }

        return buffer[..length];
    }

    private static int EndOfToken(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && (CharKinds.IsWord(text[i]) || text[i] is '\'' or '_'))
        {
            i++;
        }

        return i;
    }

    private static bool IsLink(ReadOnlySpan<char> token, ReadOnlySpan<char> after) =>
        (token is "http" or "https" && after.StartsWith("://")) || (token is "www" && after.StartsWith("."));

    private static int EndOfLink(ReadOnlySpan<char> text, int i)
    {
        int space = text[i..].IndexOf(' ');
        return space < 0 ? text.Length : i + space;
    }

    private static void AddWord<TSink>(scoped ReadOnlySpan<char> token, bool hasCharacters, scoped Span<uint> seen, ref uint previous, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        uint hash = 0;
        foreach (char c in token)
        {
            hash = (hash ^ c) * Multiplier;
        }

        uint feature = Mix(hash ^ WordSeed);
        if (!IsNew(feature, seen))
        {
            // Said already.
        }
        else if (!hasCharacters)
        {
            sink.Add(feature);
        }
        else if (!sink.TryAddWord(feature, token))
        {
            sink.Add(feature);
            AddCharacters(token, ref sink);
        }

        if (previous != 0)
        {
            uint pair = Mix(((previous * 31) + hash) ^ PairSeed);
            if (IsNew(pair, seen))
                sink.Add(pair);
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

    private static void AddCharacters<TSink>(scoped ReadOnlySpan<char> token, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        for (int start = -1; start < token.Length - 1; start++)
        {
            uint hash = CharSeed;
            int end = Math.Min(start + MaxGram, token.Length + 1);
            for (int i = start; i < end; i++)
            {
                char c = i < 0 || i == token.Length ? ' ' : token[i];
                hash = (hash ^ c) * Multiplier;
                if (i > start)
                    sink.Add(Mix(hash));
            }
        }
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
