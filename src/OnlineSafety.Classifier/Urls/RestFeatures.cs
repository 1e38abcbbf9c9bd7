using System.Buffers;
using OnlineSafety.Features;

namespace OnlineSafety.Urls;

/// <summary>
/// The hashed features of what follows the host: words of path and query, and the path's shape. A model of its own reads them:
/// public lists give paths to some classes and not to others, and a model of both would learn that a path is a risk.
/// </summary>
internal static class RestFeatures
{
    // Behind it nothing new comes, and hostile URLs cost no more.
    private const int MaxLength = 512;
    private const int MaxWord = 24;
    private const uint WordSeed = 0x1F83_D9AB;
    private const uint GramSeed = 0x5BE0_CD19;
    private const uint ShapeSeed = 0x6A09_E667;
    private const uint Multiplier = 0x0100_0193;

    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Hands the features of path and query to a sink.</summary>
    public static void Extract<TSink>(ReadOnlySpan<char> rest, BrandList brands, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        if (rest.Length > MaxLength)
            rest = rest[..MaxLength];
        int slashes = 0;
        int digits = 0;
        int words = 0;
        int longest = 0;
        Span<char> word = stackalloc char[MaxWord];
        for (int i = 0; i < rest.Length;)
        {
            char c = rest[i];
            slashes += c == '/' ? 1 : 0;
            if (!char.IsAsciiLetterOrDigit(c))
            {
                if (c is '~' or '@' or ';')
                    Shape(ref sink, c);
                i++;
                continue;
            }

            int n = 0;
            int start = i;
            int wordDigits = 0;
            for (; i < rest.Length && char.IsAsciiLetterOrDigit(rest[i]); i++)
            {
                wordDigits += char.IsAsciiDigit(rest[i]) ? 1 : 0;
                if (n < MaxWord)
                    word[n++] = (char)(char.IsAsciiLetterUpper(rest[i]) ? rest[i] | 0x20 : rest[i]);
            }

            words++;
            digits += wordDigits;
            longest = Math.Max(longest, i - start);
            Word(word[..n], i - start, wordDigits, brands, ref sink);
        }

        Shape(ref sink, 200 + (uint)Math.Min(slashes, 9));
        Shape(ref sink, 220 + (uint)Math.Min(longest / 4, 12));
        Shape(ref sink, 240 + (uint)(digits * 8 / Math.Max(1, rest.Length)));
        Shape(ref sink, 260 + (uint)Math.Min(words, 12));
    }

    private static void Word<TSink>(scoped ReadOnlySpan<char> word, int length, int digits, BrandList brands, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        if (digits * 3 > length)
        {
            // Numbers and identifiers: their shape is all they say.
            bool hex = length >= 16 && !word.ContainsAnyExcept(s_hex);
            Shape(ref sink, 300 + (uint)Math.Min(length / 4, 8) + (hex ? 16u : 0));
            return;
        }

        uint hash = WordSeed;
        foreach (char c in word)
        {
            hash = (hash ^ c) * Multiplier;
        }

        sink.Add([NgramFeatures.Mix(hash)]);
        for (int start = 0; start + 4 <= word.Length; start++)
        {
            uint gram = GramSeed;
            foreach (char c in word.Slice(start, 4))
            {
                gram = (gram ^ c) * Multiplier;
            }

            sink.Add([NgramFeatures.Mix(gram)]);
        }

        BrandLikeness likeness = brands.Match(word, out _);
        if (likeness != BrandLikeness.None)
            Shape(ref sink, 400 + (uint)likeness);
    }

    private static void Shape<TSink>(ref TSink sink, uint what)
        where TSink : struct, IFeatureSink, allows ref struct => sink.Add([NgramFeatures.Mix((what * Multiplier) ^ ShapeSeed)]);
}
