using System.Numerics;
using OnlineSafety.Features;

namespace OnlineSafety.Urls;

/// <summary>
/// The hashed features of a host: character 2- to 5-grams of the registered name and of the whole host, dots and top-level domain
/// included, 3- to 5-grams of the subdomains, words, the public suffix, shape, and what brand it looks like. Whether it starts with
/// <c>www</c> is left out: lists differ in that by habit, not by nature.
/// </summary>
internal static class HostFeatures
{
    private const int MaxHost = CharacterGrams.MaxText;
    private const int MaxName = 48;
    private const int MaxSubdomain = 32;
    private const int MinWord = 3;
    private const uint HostSeed = 0x510E_52A1;
    private const uint NameSeed = 0x3C6E_F372;
    private const uint SubdomainSeed = 0xBB67_AE85;
    private const uint WordSeed = 0xA54F_F53A;
    private const uint SuffixSeed = 0x510E_527F;
    private const uint ShapeSeed = 0x9B05_688C;
    private const uint Multiplier = 0x0100_0193;

    // What a character of a name is.
    private const int Digit = 1;
    private const int Hyphen = 2;
    private const int Vowel = 4;
    private const int Consonant = 8;

    private static readonly byte[] s_traits = BuildTraits();

    /// <summary>Hands the features of a host to a sink. An IP address has none.</summary>
    public static void Extract<TSink>(scoped in HostView host, BrandList brands, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        if (host.IsIp)
            return;
        ReadOnlySpan<char> name = host.Name;
        name = name[..Math.Min(name.Length, MaxName)];
        ReadOnlySpan<char> subdomain = host.Subdomain;
        subdomain = subdomain[..Math.Min(subdomain.Length, MaxSubdomain)];
        ReadOnlySpan<char> whole = host.WithoutWww;
        CharacterGrams.Extract(whole[Math.Max(0, whole.Length - MaxHost)..], HostSeed, CharacterGrams.Shortest, ref sink);
        CharacterGrams.Extract(name, NameSeed, CharacterGrams.Shortest, ref sink);
        CharacterGrams.Extract(subdomain, SubdomainSeed, 3, ref sink);
        uint suffix = Hash(host.Suffix, SuffixSeed);
        sink.Add([NgramFeatures.Mix(suffix), NgramFeatures.Mix(suffix + LengthBucket(name.Length))]);
        bool owned = brands.IsOwned(host.RegistrableKey);
        Words(name, brands, owned, inName: true, ref sink);
        Words(subdomain, brands, owned, inName: false, ref sink);
        Shape(name, ref sink);
    }

    /// <summary>The feature of a word.</summary>
    public static uint WordOf(ReadOnlySpan<char> word) => NgramFeatures.Mix(Hash(word, WordSeed));

    private static void Words<TSink>(ReadOnlySpan<char> text, BrandList brands, bool owned, bool inName, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        for (int start = 0; start < text.Length;)
        {
            int length = text[start..].IndexOfAny('-', '.', '_');
            ReadOnlySpan<char> word = length < 0 ? text[start..] : text.Slice(start, length);
            start += word.Length + 1;
            if (word.Length < MinWord)
                continue;
            sink.Add([WordOf(word)]);
            BrandLikeness likeness = brands.Match(word, out _);
            if (likeness != BrandLikeness.None && !owned)
                sink.Add([ShapeOf(64 + (uint)likeness + (inName ? 8u : 0))]);
        }
    }

    private static void Shape<TSink>(ReadOnlySpan<char> name, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        int digits = 0;
        int hyphens = 0;
        int vowels = 0;
        int letters = 0;
        int run = 0;
        int longestRun = 0;
        int changes = 0;
        int wasDigit = 0;
        ulong seen = 0;
        Scripts scripts = Scripts.None;
        byte[] traits = s_traits;
        foreach (char c in name)
        {
            // Without a branch: nobody can predict the letters of a name.
            int trait = c < 128 ? traits[c] : 0;
            int digit = trait & Digit;
            int consonant = (trait / Consonant) & 1;
            digits += digit;
            hyphens += (trait / Hyphen) & 1;
            vowels += (trait / Vowel) & 1;
            letters += consonant | ((trait / Vowel) & 1);
            run = (run + 1) & -consonant;
            longestRun = Math.Max(longestRun, run);
            changes += digit ^ wasDigit;
            wasDigit = digit;
            seen |= 1UL << (c & 63);
            if (c >= 128)
                scripts |= ScriptOf(c);
        }

        sink.Add(
        [
            ShapeOf(100 + LengthBucket(name.Length)),
            ShapeOf(200 + (uint)Math.Min(digits, 7)),
            ShapeOf(210 + (uint)Math.Min(hyphens, 4)),
            ShapeOf(220 + (uint)Math.Min(longestRun, 8)),
            ShapeOf(230 + (uint)(letters == 0 ? 11 : vowels * 10 / letters)),
            ShapeOf(250 + (uint)Math.Min(changes, 6)),
            ShapeOf(300 + (LengthBucket(name.Length) * 32) + (uint)Math.Min(BitOperations.PopCount(seen), 31)),
        ]);
        if (scripts != Scripts.None)
            sink.Add([ShapeOf(80 + (uint)scripts)]);
    }

    private static byte[] BuildTraits()
    {
        byte[] traits = new byte[128];
        for (int c = 0; c < traits.Length; c++)
        {
            traits[c] = (char)c switch
            {
                'a' or 'e' or 'i' or 'o' or 'u' or 'y' => Vowel,
                >= 'a' and <= 'z' or >= 'A' and <= 'Z' => Consonant,
                >= '0' and <= '9' => Digit,
                '-' => Hyphen,
                _ => 0,
            };
        }

        return traits;
    }

    /// <summary>The scripts whose letters pass for one another; a label that mixes them imitates.</summary>
    private static Scripts ScriptOf(char c) => c switch
    {
        >= '\u0370' and < '\u0400' => Scripts.Greek,
        >= '\u0400' and < '\u0530' => Scripts.Cyrillic,
        _ => Scripts.Other,
    };

    private static uint LengthBucket(int length) => (uint)Math.Min(length, 24 + ((length - 24) / 8));

    private static uint ShapeOf(uint what) => NgramFeatures.Mix((what * Multiplier) ^ ShapeSeed);

    private static uint Hash(ReadOnlySpan<char> text, uint seed)
    {
        uint hash = seed;
        foreach (char c in text)
        {
            hash = (hash ^ c) * Multiplier;
        }

        return hash;
    }

    [Flags]
    private enum Scripts
    {
        None = 0,
        Greek = 1,
        Cyrillic = 2,
        Other = 4,
    }
}
