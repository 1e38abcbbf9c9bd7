using OnlineSafety.Findings;

namespace OnlineSafety.Urls;

/// <summary>Knows where in a URL of a search engine, a video or shopping site, an encyclopaedia or a chat with a machine the words stand. Immutable.</summary>
internal sealed class SearchSites
{
    private const string AnySuffix = ".*";
    private const string InPath = "{path}";

    // Several entries may name one host.
    private readonly Dictionary<ulong, Site[]> _byHost;
    private readonly Dictionary<ulong, Site[]> _byName;

    private SearchSites(IEnumerable<string> lines)
    {
        List<(string Host, Site Site)> sites = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            sites.Add((words[0], new Site(words[1] == "*" ? "" : words[1], words[2..])));
        }

        _byName = Group(sites.Where(static s => s.Host.EndsWith(AnySuffix, StringComparison.Ordinal)).Select(static s => (s.Host[..^AnySuffix.Length], s.Site)));
        _byHost = Group(sites.Where(static s => !s.Host.EndsWith(AnySuffix, StringComparison.Ordinal)));
    }

    /// <summary>The library's own table.</summary>
    public static SearchSites Default { get; } = new(EmbeddedText.Lines("searches.txt"));

    /// <summary>Finds the words that somebody typed, or an empty span.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="host">Its host.</param>
    public TextSpan FindText(ReadOnlySpan<char> url, scoped in UrlParts parts, scoped in HostView host)
    {
        if (host.IsIp || (parts.Query.Length == 0 && parts.Fragment.Length == 0 && parts.Path.Length <= 1))
            return default;
        TextSpan text = default;
        for (int depth = host.Keys.Length; depth > 1 && text.Length == 0; depth--)
        {
            if (_byHost.TryGetValue(host.Keys[depth - 1], out Site[]? sites))
                text = In(sites, url, parts);
        }

        // "translate.google.*" before "google.*".
        int nameEnd = host.Suffix.Length == host.Host.Length ? 0 : host.Host.Length - host.Suffix.Length - 1;
        for (int start = 0; start < nameEnd && text.Length == 0;)
        {
            if (_byName.TryGetValue(HostKeys.Of(host.Host[start..nameEnd]), out Site[]? sites))
                text = In(sites, url, parts);
            int dot = host.Host[start..nameEnd].IndexOf('.');
            start = dot < 0 ? nameEnd : start + dot + 1;
        }

        return text;
    }

    private static Dictionary<ulong, Site[]> Group(IEnumerable<(string Host, Site Site)> sites) =>
        sites.GroupBy(static s => s.Host).ToDictionary(static g => HostKeys.Of(g.Key), static g => g.Select(static s => s.Site).ToArray());

    private static TextSpan In(Site[] sites, ReadOnlySpan<char> url, scoped in UrlParts parts)
    {
        foreach (Site site in sites)
        {
            ReadOnlySpan<char> path = url.Slice(parts.Path.Start, parts.Path.Length);
            if (!path.StartsWith(site.Path, StringComparison.OrdinalIgnoreCase))
                continue;
            if (site.Parameters[0] == InPath)
            {
                ReadOnlySpan<char> words = path[site.Path.Length..].TrimEnd('/');
                if (words.Length > 0)
                    return new TextSpan(parts.Path.Start + site.Path.Length, words.Length);
                continue;
            }

            // Single-page sites keep their query behind the hash sign.
            TextSpan text = Parameter(url, parts.Query, site.Parameters);
            text = text.Length > 0 ? text : Parameter(url, parts.Fragment, site.Parameters);
            if (text.Length > 0)
                return text;
        }

        return default;
    }

    /// <summary>The value of the first of some parameters that has one.</summary>
    private static TextSpan Parameter(ReadOnlySpan<char> url, TextSpan query, string[] names)
    {
        int end = query.End;
        for (int start = query.Start; start < end;)
        {
            int length = url[start..end].IndexOfAny('&', ';', '?');
            ReadOnlySpan<char> pair = length < 0 ? url[start..end] : url.Slice(start, length);

            // Links copied from a page's source say "&amp;".
            int amp = pair.StartsWith("amp;") ? 4 : 0;
            int equals = pair.IndexOf('=');
            if (equals > 0)
            {
                foreach (string name in names)
                {
                    if (pair[amp..equals].Equals(name, StringComparison.OrdinalIgnoreCase) && equals + 1 < pair.Length)
                        return new TextSpan(start + equals + 1, pair.Length - equals - 1);
                }
            }

            start += pair.Length + 1;
        }

        return default;
    }

    /// <summary>Where a site has its words: below a path, in parameters.</summary>
    private sealed record Site(string Path, string[] Parameters);
}
