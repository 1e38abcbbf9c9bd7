using System.Collections.Frozen;

namespace OnlineSafety.Urls;

/// <summary>
/// What a list says a host is: bits of indicators, of dating, or of "allowed". Names are the taxonomy's, and those that the
/// lists people have use (UT1, squidGuard, blocklist projects).
/// </summary>
internal static class HostClasses
{
    /// <summary>The bit of dating sites.</summary>
    public const uint Dating = 1u << Taxonomy.IndicatorCount;

    /// <summary>The bit of allowed hosts.</summary>
    public const uint Allow = 1u << 31;

    // Facts about the lists' own names; what they call "games" or "shopping" is no risk of the taxonomy.
    private static readonly FrozenDictionary<string, uint> s_byName = Build(
    [
        ("allow allowed whitelist liste_blanche safe", Allow),
        ("dating", Dating),
        ("adult porn mixed_adult lingerie sex xxx nsfw nudity", Bit(Indicator.Pornography)),
        ("agressif aggressive racism hatred", Bit(Indicator.Hate) | Bit(Indicator.Violence)),
        ("terrorism terror", Bit(Indicator.Extremism)),
        ("suicide", Bit(Indicator.SelfHarm)),
        ("gore shock", Bit(Indicator.Violence)),
        ("dangerous_material weapon guns", Bit(Indicator.Weapons)),
        ("drogue drug alcohol tobacco vaping", Bit(Indicator.Drugs)),
        ("fakenews fake-news conspiracy disinformation", Bit(Indicator.Misinformation)),
        ("warez torrent torrents p2p", Bit(Indicator.Piracy)),
        ("malware hacking ddos cryptojacking ransomware virus stalkerware hacker cryptomining mining", Bit(Indicator.CyberCrime)),
        ("proxy redirector strict_redirector strong_redirector vpn residential-proxies anonvpn doh anonymizer", Bit(Indicator.FilterBypass)),
        ("casino betting gamble", Bit(Indicator.Gambling)),
        ("phishing-urls spoofing", Bit(Indicator.Phishing)),
        ("fraud abuse scams marketingware", Bit(Indicator.Scam)),
        ("ads adv advert publicite tracking spam", Bit(Indicator.Advertising)),
    ]);

    /// <summary>The bit of an indicator.</summary>
    public static uint Bit(Indicator indicator) => 1u << (int)indicator;

    /// <summary>Finds what a name means; case does not matter.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out uint classes)
    {
        Span<char> lower = stackalloc char[32];
        classes = 0;
        name = name.Trim();
        return name.Length <= lower.Length && name.ToLowerInvariant(lower) == name.Length &&
            s_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower[..name.Length], out classes);
    }

    /// <summary>Finds what a name means, or says what names there are.</summary>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static uint Parse(string name, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(name))] string? parameter = null) =>
        TryParse(name, out uint classes) ? classes
        : throw new ArgumentException($"'{name}' is no class of hosts; use an indicator's id (as in 'gambling'), 'dating', 'allow' or a name that public lists use (as in 'adult', 'malware', 'proxy').", parameter);

    private static FrozenDictionary<string, uint> Build((string Names, uint Classes)[] aliases)
    {
        Dictionary<string, uint> byName = Taxonomy.Descriptors.ToDictionary(static d => d.IndicatorId!, static d => Bit(d.Indicator!.Value), StringComparer.Ordinal);
        foreach ((string names, uint classes) in aliases)
        {
            foreach (string name in names.Split(' '))
            {
                byName.Add(name, classes);
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
