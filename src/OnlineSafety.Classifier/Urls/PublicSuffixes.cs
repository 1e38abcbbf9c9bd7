using System.Globalization;

namespace OnlineSafety.Urls;

/// <summary>
/// The rules that tell which part of a host somebody registered: of <c>www.school.sch.uk</c> or <c>someone.github.io</c>. The
/// library brings compact rules of its own; a whole list in the format of publicsuffix.org can take their place. Immutable and
/// safe for any thread.
/// </summary>
public sealed class PublicSuffixes
{
    private const ushort Rule = 1;
    private const ushort Wildcard = 2;
    private const ushort Exception = 4;

    // No rule has more labels; a host's depth costs no look-ups.
    private const int MaxDepth = 6;

    private static readonly Lazy<PublicSuffixes> s_default = new(static () => new(Expand(EmbeddedText.Lines("suffixes.txt"))));

    private readonly HostTable _table;

    private PublicSuffixes(IEnumerable<string> rules)
    {
        Dictionary<ulong, ushort> table = [];
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        foreach (string line in rules)
        {
            // "example.com // comment": a rule ends at the first white space.
            ReadOnlySpan<char> rule = line.AsSpan().Trim();
            if (rule.IndexOfAny(' ', '\t') is > 0 and int space)
                rule = rule[..space];
            if (rule.IsEmpty || rule.StartsWith("//"))
                continue;
            ushort kind = rule[0] == '!' ? Exception : rule.StartsWith("*.") ? Wildcard : Rule;
            rule = rule[(kind == Exception ? 1 : kind == Wildcard ? 2 : 0)..];
            ReadOnlySpan<char> name = HostName.Canonicalize(rule, buffer, out bool isIp);
            if (name.IsEmpty || isIp || name.Contains('*'))
                continue;
            ulong key = HostKeys.Of(name);
            table[key] = (ushort)(table.GetValueOrDefault(key) | kind);
            Count++;
        }

        _table = HostTable.Build(table.Count, table);
    }

    /// <summary>The library's own rules: country registries as schools meet them, and where private sites are hosted.</summary>
    public static PublicSuffixes Default => s_default.Value;

    /// <summary>Number of rules.</summary>
    public int Count { get; }

    /// <summary>Reads rules in the format of publicsuffix.org: one a line, <c>*.</c> and <c>!</c>, comments after <c>//</c>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file has no rule in it.</exception>
    public static PublicSuffixes Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        PublicSuffixes suffixes = new(File.ReadLines(path));
        return suffixes.Count > 0 ? suffixes : throw new InvalidDataException($"'{path}' has no public-suffix rule in it.");
    }

    /// <summary>
    /// The registrable domain of a host: its public suffix and one label more. A host that is itself a public suffix, and an IP
    /// address, give themselves.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is null.</exception>
    public string GetRegistrableDomain(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        ReadOnlySpan<char> name = HostName.Canonicalize(host, buffer, out bool isIp);
        Span<ulong> keys = stackalloc ulong[HostKeys.MaxLabels];
        Span<int> starts = stackalloc int[HostKeys.MaxLabels];
        int count = name.IsEmpty ? 0 : HostKeys.Compute(name, isIp, keys, starts);
        return isIp || count == 0 ? name.ToString() : name[starts[Math.Min(count, LabelsOfSuffix(keys[..count]) + 1) - 1]..].ToString();
    }

    /// <summary>How many labels the public suffix of a host has, at least 1.</summary>
    /// <param name="keys">The host's keys, see <see cref="HostKeys"/>.</param>
    internal int LabelsOfSuffix(ReadOnlySpan<ulong> keys)
    {
        int labels = 1;
        for (int depth = 1; depth <= Math.Min(keys.Length, MaxDepth); depth++)
        {
            ushort kind = _table.Find(keys[depth - 1]);
            if ((kind & Exception) != 0)
                return depth - 1;
            if ((kind & Rule) != 0)
                labels = depth;
            if ((kind & Wildcard) != 0 && depth < keys.Length)
                labels = depth + 1;
        }

        return labels;
    }

    /// <summary>
    /// The compact form: <c>uk: ac co *sch</c> stands for <c>ac.uk</c>, <c>co.uk</c> and <c>*.sch.uk</c>; without a colon, each
    /// word is a rule.
    /// </summary>
    private static IEnumerable<string> Expand(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string parent = colon < 0 ? "" : "." + line[..colon];
            foreach (string word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return word[0] == '*' ? string.Create(CultureInfo.InvariantCulture, $"*.{word.AsSpan(1)}{parent}") : word + parent;
            }
        }
    }
}
