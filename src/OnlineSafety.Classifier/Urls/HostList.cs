using System.Collections.Immutable;

namespace OnlineSafety.Urls;

/// <summary>
/// Hosts, and paths below hosts, with what they are: to block, by class, or to allow. Millions fit: some fifteen bytes a host.
/// The most specific entry counts (a path before its host, a subdomain before its domain); of equally specific ones, "allow"
/// wins. Immutable and safe for any thread.
/// </summary>
/// <remarks>
/// Blocked hosts are kept as 64-bit keys: of five million, one in some 10¹² URLs would meet another's key. Allowed hosts are
/// compared as they are written, so nobody can choose a name that passes for one of them.
/// </remarks>
public sealed class HostList
{
    // A value's low bits are the number of a set of classes; 0 is none.
    private const ushort HasPaths = 0x8000;
    private const ulong ExactSalt = 0x5851_F42D_4C95_7F2D;
    private const int MaxPath = 1024;

    private readonly HostTable _table;
    private readonly uint[] _classes;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _allowed;

    private static readonly Lazy<HostList> s_own = new(static () =>
        Parse(new StringReader(string.Join('\n', EmbeddedText.Lines("allow.txt"))), "own", "allow"));

    internal HostList(string name, HostTable table, uint[] classes, HashSet<string> allowed, HostListCounts counts, ImmutableArray<HostListDiagnostic> diagnostics)
    {
        Name = name;
        _table = table;
        _classes = classes;
        _allowed = allowed.GetAlternateLookup<ReadOnlySpan<char>>();
        HostCount = counts.Hosts;
        PathCount = counts.Paths;
        SkippedLines = counts.Skipped;
        Diagnostics = diagnostics;
    }

    /// <summary>The library's own allowed hosts: help-lines, education, health, charities and public bodies.</summary>
    public static HostList Own => s_own.Value;

    /// <summary>The list's name, as findings give it.</summary>
    public string Name { get; }

    /// <summary>Distinct hosts.</summary>
    public int HostCount { get; }

    /// <summary>Distinct paths below hosts.</summary>
    public int PathCount { get; }

    /// <summary>Lines that were skipped because they could not be read.</summary>
    public long SkippedLines { get; }

    /// <summary>What was skipped and why: the first thousand.</summary>
    public ImmutableArray<HostListDiagnostic> Diagnostics { get; }

    /// <summary>
    /// Reads a list file, or a folder in the manner of UT1 and squidGuard (a subfolder a class, with <c>domains</c> and
    /// <c>urls</c>). Each line may be a line of a hosts file, a domain, a URL without scheme, an AdGuard or Adblock Plus domain
    /// rule, or a domain and its class as CSV; gzip or not. Bad lines are skipped, counted and told of in <see cref="Diagnostics"/>.
    /// </summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="category">
    /// What the hosts are where neither line nor folder says: an indicator's id, <c>dating</c>, <c>allow</c>, or a name that
    /// public lists use (<c>adult</c>, <c>malware</c>, <c>proxy</c>). Null: the file's name without extension.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException">The category is unknown.</exception>
    /// <exception cref="InvalidDataException">No category is given, and the file's name is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HostList Load(string path, string? category = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        HostListBuilder builder = new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        builder.Add(path, category);
        return builder.Build();
    }

    /// <summary>Reads a list from text, see <see cref="Load"/>.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The category is unknown.</exception>
    public static HostList Parse(TextReader lines, string name, string category)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(category);
        HostListBuilder builder = new(name);
        builder.Add(lines, name, HostClasses.Parse(category));
        return builder.Build();
    }

    /// <summary>The key of a rule that means a host alone.</summary>
    internal static ulong ExactKey(ulong key) => HostKeys.Combine(key, ExactSalt);

    /// <summary>The key of a path below a host.</summary>
    internal static ulong PathKey(ulong hostKey, ReadOnlySpan<char> path)
    {
        ulong hash = 0;
        foreach (char c in path)
        {
            hash = HostKeys.Step(hash, Lower(c));
        }

        return HostKeys.Combine(hostKey, hash);
    }

    /// <summary>Looks a URL up.</summary>
    /// <param name="host">The host.</param>
    /// <param name="rest">Path and query as they stand.</param>
    internal HostMatch Find(scoped in HostView host, ReadOnlySpan<char> rest)
    {
        HostMatch best = default;
        int whole = host.Keys.Length;
        if (host.Starts[whole - 1] == 0)
            best = best.With(At(ExactKey(host.Keys[whole - 1]), (2 * whole) + 1, host.Host, exact: true, out _));
        for (int depth = 1; depth <= whole; depth++)
        {
            ReadOnlySpan<char> suffix = host.Host[host.Starts[depth - 1]..];
            best = best.With(At(host.Keys[depth - 1], 2 * depth, suffix, exact: false, out bool hasPaths));
            if (hasPaths)
                best = best.With(FindPath(host.Keys[depth - 1], suffix, rest));
        }

        return best;
    }

    private static char Lower(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;

    private HostMatch At(ulong key, int specificity, ReadOnlySpan<char> suffix, bool exact, out bool hasPaths)
    {
        ushort value = _table.Find(key);
        hasPaths = (value & HasPaths) != 0;
        if (value == 0)
            return default;
        uint classes = _classes[value & ~HasPaths];
        if ((classes & HostClasses.Allow) != 0 && !IsAllowed(suffix, exact ? "=" : "", default))
            classes = 0;
        return new HostMatch(classes, specificity, Name);
    }

    private HostMatch FindPath(ulong hostKey, ReadOnlySpan<char> suffix, ReadOnlySpan<char> rest)
    {
        HostMatch best = default;
        rest = rest.TrimStart('/');
        ulong hash = 0;
        for (int i = 0; i < Math.Min(rest.Length, MaxPath); i++)
        {
            hash = HostKeys.Step(hash, Lower(rest[i]));
            if (i + 1 < rest.Length && rest[i + 1] is not ('/' or '?' or '&' or '#'))
                continue;
            uint classes = _classes[_table.Find(HostKeys.Combine(hostKey, hash)) & ~HasPaths];
            if ((classes & HostClasses.Allow) != 0 && !IsAllowed(suffix, "/", rest[..(i + 1)]))
                classes = 0;
            best = best.With(new HostMatch(classes, HostMatch.PathSpecificity + i, Name));
        }

        return best;
    }

    /// <summary>Whether a name stands among the allowed ones as it is, whatever its key.</summary>
    private bool IsAllowed(ReadOnlySpan<char> host, ReadOnlySpan<char> separator, ReadOnlySpan<char> path)
    {
        Span<char> name = stackalloc char[HostName.MaxLength + MaxPath + 1];
        host.CopyTo(name);
        separator.CopyTo(name[host.Length..]);
        int at = host.Length + separator.Length;
        foreach (char c in path)
        {
            name[at++] = Lower(c);
        }

        return _allowed.Contains(name[..at]);
    }
}
