using OnlineSafety.Findings;

namespace OnlineSafety.Urls;

/// <summary>
/// Where the parts of a URL lie. The host is a copy in canonical form (in the caller's buffer); all else are ranges of the
/// string as it was given.
/// </summary>
internal ref struct UrlParts
{
    public UrlKind Kind;

    /// <summary>
    /// The host: lower case, percent-escapes undone, punycode as Unicode, IP addresses in their usual spelling, no dot at
    /// either end. Empty where there is none.
    /// </summary>
    public ReadOnlySpan<char> Host;

    /// <summary>The host as it stands in the string.</summary>
    public TextSpan HostSpan;

    /// <summary>The path, its first slash included; empty for a bare host.</summary>
    public TextSpan Path;

    /// <summary>The query without its question mark.</summary>
    public TextSpan Query;

    /// <summary>The fragment without its hash sign.</summary>
    public TextSpan Fragment;

    /// <summary>The text of <see cref="UrlKind.Text"/>.</summary>
    public TextSpan Text;

    /// <summary>Path and query together, as they stand.</summary>
    public readonly TextSpan Rest => new(Path.Start, Query.End - Path.Start);

    /// <summary>Whether the host is an IP address.</summary>
    public bool IsIp;

    /// <summary>Whether there is a user's name before the host, as in <c>https://bank.example@other.example/</c>.</summary>
    public bool HasUserInfo;

    /// <summary>Whether a port other than 80 and 443 is named.</summary>
    public bool HasPort;
}
