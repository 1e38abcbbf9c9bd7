using OnlineSafety.Findings;
using OnlineSafety.Training.Data;
using OnlineSafety.Urls;

namespace OnlineSafety.Training.Urls;

/// <summary>
/// The URLs to train on: files named <c>urls-*</c>, without the test split (by registrable domain), IP addresses and repeats.
/// Hosts and what follows them are kept apart: in public lists a path tells the source, not the risk. Immutable.
/// </summary>
internal sealed class UrlCorpus
{
    /// <summary>What the files' names begin with.</summary>
    public const string Prefix = "urls-";

    /// <summary>Folds of cross-validation.</summary>
    public const int FoldCount = 5;

    /// <summary>Bits of all targets.</summary>
    public static readonly uint AllTargets = (1u << UrlTargets.Count) - 1;

    // Benign sources are held out whole, so that what is flagged of them is what would be flagged of a new kind of site.
    private static readonly Dictionary<string, int> s_folds = new(StringComparer.Ordinal)
    {
        ["urls-opendns"] = 0,
        ["urls-schools-universities"] = 1,
        ["urls-programming-books"] = 2,
    };

    private UrlCorpus(IReadOnlyList<UrlExample> hosts, IReadOnlyList<UrlExample> urls, IReadOnlyList<string> sources)
    {
        Hosts = hosts;
        Urls = urls;
        Sources = sources;
    }

    /// <summary>Distinct hosts of each source.</summary>
    public IReadOnlyList<UrlExample> Hosts { get; }

    /// <summary>The rows that have a path.</summary>
    public IReadOnlyList<UrlExample> Urls { get; }

    public IReadOnlyList<string> Sources { get; }

    /// <summary>Reads the URL files among some files.</summary>
    public static UrlCorpus Load(IEnumerable<string> files)
    {
        List<UrlExample> hosts = [];
        List<UrlExample> urls = [];
        List<string> sources = [];
        foreach (string file in files.Where(static f => LabelledDataReader.SourceOf(f).StartsWith(Prefix, StringComparison.Ordinal)))
        {
            int source = sources.Count;
            sources.Add(LabelledDataReader.SourceOf(file));
            Dictionary<string, int> seen = new(StringComparer.Ordinal);
            foreach (LabelledRow row in LabelledDataReader.Read(file))
            {
                if (row.Url is not { } url || Parse(row, url) is not { } example)
                    continue;
                example = example with { Source = source, Fold = s_folds.TryGetValue(sources[source], out int fold) ? fold : example.Fold };
                if (example.Rest.Length > 0)
                    urls.Add(example);
                if (seen.TryAdd(example.Host, hosts.Count))
                {
                    hosts.Add(example with { Rest = "" });
                    continue;
                }

                UrlExample other = hosts[seen[example.Host]];
                hosts[seen[example.Host]] = other with { Known = other.Known | example.Known, Positive = other.Positive | example.Positive };
            }
        }

        return new UrlCorpus(hosts, urls, sources);
    }

    /// <summary>The split that a URL belongs to: that of its registrable domain.</summary>
    public static DataSplit SplitOf(string url)
    {
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        UrlParts parts = UrlParser.Parse(url, buffer);
        return parts.Host.IsEmpty ? DataSplits.Of(url.Length == 0 ? "/" : url) : DataSplits.Of(PublicSuffixes.Default.GetRegistrableDomain(parts.Host.ToString()));
    }

    private static UrlExample? Parse(LabelledRow row, string url)
    {
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        UrlParts parts = UrlParser.Parse(url, buffer);
        if (parts.Kind != UrlKind.Web || parts.IsIp)
            return null;
        string domain = PublicSuffixes.Default.GetRegistrableDomain(parts.Host.ToString());
        if (DataSplits.Of(domain) == DataSplit.Test)
            return null;
        string host = parts.Host.StartsWith("www.") ? parts.Host[4..].ToString() : parts.Host.ToString();
        TextSpan rest = new(parts.Path.Start, parts.Query.End - parts.Path.Start);
        uint known = 0;
        uint positive = 0;
        for (int i = 0; i < UrlTargets.Count; i++)
        {
            bool? label = UrlTargets.IndicatorOf(i) is { } indicator ? row.Labels[indicator] : row.Labels.IsSafe ? false : row.IsDating;
            known |= label is null ? 0 : 1u << i;
            positive |= label == true ? 1u << i : 0;
        }

        bool hasRest = url.AsSpan(rest.Start, rest.Length).ContainsAnyExcept('/');
        return new UrlExample(host, hasRest ? url.Substring(rest.Start, rest.Length) : "", known, positive, 0, FoldOf(domain));
    }

    private static int FoldOf(string domain) => (int)(HostKeys.Of(domain) % FoldCount);
}
