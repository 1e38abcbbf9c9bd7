using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OnlineSafety.Models;

namespace OnlineSafety.Urls;

/// <summary>
/// Lists, model and table of search sites, put to a URL one after the other: parse, look up, and only where no list allows the
/// host, score. Immutable but for lists that their owner exchanges; safe for any thread.
/// </summary>
internal sealed class UrlScanner(PublicSuffixes suffixes, UrlModel? model, ImmutableArray<HostList> lists, ImmutableArray<SwappableHostList> swappable)
{
    /// <summary>The probability of what a list names.</summary>
    public const float Listed = 0.999f;

    /// <summary>The model, or null for a bundle without one.</summary>
    public UrlModel? Model => model;

    /// <summary>Scans a URL.</summary>
    /// <param name="url">Any string.</param>
    /// <param name="buffer">Room for its host: <see cref="HostName.MaxLength"/> characters.</param>
    /// <param name="scan">What is found.</param>
    [SkipLocalsInit]
    public void Scan(ReadOnlySpan<char> url, Span<char> buffer, out UrlScan scan)
    {
        scan = default;
        scan.Parts = UrlParser.Parse(url, buffer);
        scan.Text = scan.Parts.Text;
        if (scan.Parts.Kind != UrlKind.Web)
            return;
        Span<ulong> keys = stackalloc ulong[HostKeys.MaxLabels];
        Span<int> starts = stackalloc int[HostKeys.MaxLabels];
        HostView host = new(scan.Parts.Host, scan.Parts.IsIp, suffixes, keys, starts);
        ReadOnlySpan<char> rest = url.Slice(scan.Parts.Rest.Start, scan.Parts.Rest.Length);
        foreach (HostList list in lists)
        {
            scan.Match = scan.Match.With(list.Find(host, rest));
        }

        foreach (SwappableHostList list in swappable)
        {
            scan.Match = scan.Match.With(list.Current.Find(host, rest));
        }

        scan.Text = SearchSites.Default.FindText(url, scan.Parts, host);

        // Whose services all use, nobody needs guesses about.
        if (model is null || scan.Match.IsAllowed || BrandList.Default.IsOwned(host.RegistrableKey))
            return;
        scan.IsScored = true;
        model.Score(host, rest, BrandList.Default, scan.Logits, scan.Steps);
    }

    /// <summary>The scores of host, path and query, without the words in it.</summary>
    public static ScoreVector ScoresOf(scoped in UrlScan scan)
    {
        ScoreVector scores = default;
        if (scan.IsScored)
        {
            Span<float> probabilities = stackalloc float[UrlTargets.Columns];
            Logistic.Probabilities(scan.Logits, probabilities);
            for (int i = 0; i < UrlTargets.Count; i++)
            {
                if (UrlTargets.IndicatorOf(i) is { } indicator)
                    scores[indicator] = probabilities[i];
            }
        }

        if (scan.Match.IsAllowed)
            return scores;
        for (uint left = scan.Match.Classes & (HostClasses.Dating - 1); left != 0; left &= left - 1)
        {
            scores[(Indicator)System.Numerics.BitOperations.TrailingZeroCount(left)] = Listed;
        }

        return scores;
    }

    /// <summary>The probability that it is a dating site.</summary>
    public static float DatingOf(scoped in UrlScan scan) =>
        !scan.Match.IsAllowed && (scan.Match.Classes & HostClasses.Dating) != 0 ? Listed
        : scan.IsScored ? Logistic.Probability(scan.Logits[UrlTargets.Dating])
        : 0;

    /// <summary>The name of the brand that a host looks like but is not; null for none.</summary>
    public string? LookAlikeOf(scoped in UrlScan scan)
    {
        Span<ulong> keys = stackalloc ulong[HostKeys.MaxLabels];
        Span<int> starts = stackalloc int[HostKeys.MaxLabels];
        HostView host = new(scan.Parts.Host, scan.Parts.IsIp, suffixes, keys, starts);
        if (host.IsIp || BrandList.Default.IsOwned(host.RegistrableKey))
            return null;
        int end = host.Host.Length - host.Suffix.Length;
        for (int start = 0; start < end;)
        {
            int length = host.Host[start..end].IndexOfAny('.', '-');
            ReadOnlySpan<char> word = length < 0 ? host.Host[start..end] : host.Host.Slice(start, length);
            if (BrandList.Default.Match(word, out int brand) != BrandLikeness.None)
                return BrandList.Default.NameOf(brand);
            start += word.Length + 1;
        }

        return null;
    }
}
