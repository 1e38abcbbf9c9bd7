using System.Buffers;
using OnlineSafety.Findings;

namespace OnlineSafety.Urls;

/// <summary>
/// Takes apart what filters really see, in the forgiving manner of browsers (WHATWG URL): no scheme, backslashes, too many or
/// too few slashes, user-info, ports, escapes, IP addresses in every spelling. Never throws, allocates nothing, cost linear.
/// </summary>
internal static class UrlParser
{
    private const int MaxScheme = 20;

    // javascript: of javascript:javascript:... and the like; nobody nests deeper.
    private const int MaxNesting = 4;

    private static readonly SearchValues<char> s_endOfAuthority = SearchValues.Create("/\\?#");

    /// <summary>Takes a URL apart.</summary>
    /// <param name="url">Any string.</param>
    /// <param name="host">Room for the host: <see cref="HostName.MaxLength"/> characters.</param>
    public static UrlParts Parse(ReadOnlySpan<char> url, Span<char> host)
    {
        int start = 0;
        int end = url.Length;
        while (start < end && IsWrapping(url[start]))
        {
            start++;
        }

        while (end > start && IsWrapping(url[end - 1]))
        {
            end--;
        }

        bool hasScheme = false;
        for (int nesting = 0; nesting < MaxNesting && start < end; nesting++)
        {
            Scheme scheme = SchemeOf(url[start..end], out int length);
            if (scheme == Scheme.Absent)
                break;
            start += length;
            hasScheme = true;
            if (scheme == Scheme.Wrapper)
                continue;
            if (scheme == Scheme.Data)
                return DataText(url, start, end);
            if (scheme == Scheme.Mail)
                return OfText(After(url, start, end, '?'));
            if (scheme == Scheme.Opaque)
                return default;
            break;
        }

        while (start < end && (url[start] is '/' or '\\' || IsDropped(url[start])))
        {
            start++;
        }

        return start == end ? default : ParseAuthority(url, start, end, hasScheme, host);
    }

    private static UrlParts ParseAuthority(ReadOnlySpan<char> url, int start, int end, bool hasScheme, Span<char> host)
    {
        int length = url[start..end].IndexOfAny(s_endOfAuthority);
        int authorityEnd = length < 0 ? end : start + length;
        ReadOnlySpan<char> authority = url[start..authorityEnd];

        // A browser would search for it; a host has no spaces.
        if (!hasScheme && authority.Contains(' '))
            return OfText(new TextSpan(start, end - start));

        UrlParts parts = default;
        int at = authority.LastIndexOf('@');
        parts.HasUserInfo = at >= 0;
        int hostStart = at + 1;
        int hostEnd = authority.Length;
        int colon = authority.LastIndexOf(':');
        if (colon >= hostStart && authority[colon..].IndexOf(']') < 0)
        {
            ReadOnlySpan<char> port = authority[(colon + 1)..].TrimStart('0');
            parts.HasPort = port.Length > 0 && port is not ("80" or "443");
            hostEnd = colon;
        }

        parts.HostSpan = new TextSpan(start + hostStart, hostEnd - hostStart);
        parts.Host = HostName.Canonicalize(authority[hostStart..hostEnd], host, out parts.IsIp);
        if (parts.Host.IsEmpty)
            return default;
        parts.Kind = UrlKind.Web;

        int fragment = url[authorityEnd..end].IndexOf('#');
        int pathEnd = fragment < 0 ? end : authorityEnd + fragment;
        parts.Fragment = new TextSpan(Math.Min(end, pathEnd + 1), Math.Max(0, end - pathEnd - 1));
        int query = url[authorityEnd..pathEnd].IndexOf('?');
        int queryStart = query < 0 ? pathEnd : authorityEnd + query;
        parts.Query = new TextSpan(Math.Min(pathEnd, queryStart + 1), Math.Max(0, pathEnd - queryStart - 1));
        parts.Path = new TextSpan(authorityEnd, queryStart - authorityEnd);
        return parts;
    }

    /// <summary>The scheme at the start, and how long it is with its colon.</summary>
    private static Scheme SchemeOf(ReadOnlySpan<char> url, out int length)
    {
        length = 0;
        if (!url.Contains(':'))
            return Scheme.Absent;
        Span<char> name = stackalloc char[MaxScheme];
        int n = 0;
        int i = 0;
        for (; i < url.Length && url[i] != ':'; i++)
        {
            if (IsDropped(url[i]))
                continue;
            if (n == MaxScheme || !(char.IsAsciiLetterOrDigit(url[i]) || url[i] is '+' or '.' or '-'))
                return Scheme.Absent;
            name[n++] = char.ToLowerInvariant(url[i]);
        }

        if (i == url.Length || n == 0)
            return Scheme.Absent;
        length = i + 1;
        ReadOnlySpan<char> scheme = name[..n];
        ReadOnlySpan<char> rest = url[length..];
        switch (scheme)
        {
            case "http" or "https" or "hxxp" or "hxxps" or "ftp" or "ftps" or "ws" or "wss":
                return Scheme.Web;
            case "view-source" or "blob" or "filesystem" or "feed":
                return Scheme.Wrapper;
            case "data":
                return Scheme.Data;
            case "mailto":
                return Scheme.Mail;
            case "javascript" or "vbscript" or "about" or "tel" or "sms" or "file" or "chrome" or "chrome-extension" or "edge" or "magnet" or "urn":
                return Scheme.Opaque;
        }

        if (rest.StartsWith("//") || rest.StartsWith("\\\\"))
            return Scheme.Web;

        // "host.example:8080/", "localhost:80", "name:secret@host.example": no scheme at all.
        ReadOnlySpan<char> authority = rest.IndexOfAny(s_endOfAuthority) is >= 0 and int e ? rest[..e] : rest;
        if (scheme.Contains('.') || authority.Contains('@') || (authority.Length > 0 && !authority.ContainsAnyExceptInRange('0', '9')))
            return Scheme.Absent;
        return Scheme.Opaque;
    }

    /// <summary>The text that a data: URL carries, unless it is encoded or no text.</summary>
    private static UrlParts DataText(ReadOnlySpan<char> url, int start, int end)
    {
        TextSpan text = After(url, start, end, ',');
        ReadOnlySpan<char> type = url[start..Math.Max(start, text.Start - 1)];
        bool isText = !type.EndsWith("base64", StringComparison.OrdinalIgnoreCase) &&
            (type.IsEmpty || type[0] == ';' || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase));
        return isText ? OfText(text) : default;
    }

    private static UrlParts OfText(TextSpan text) => text.Length == 0 ? default : new UrlParts { Kind = UrlKind.Text, Text = text };

    /// <summary>What comes after the first of a character; empty at the end where there is none.</summary>
    private static TextSpan After(ReadOnlySpan<char> url, int start, int end, char c)
    {
        int found = url[start..end].IndexOf(c);
        return found < 0 ? new TextSpan(end, 0) : new TextSpan(start + found + 1, end - start - found - 1);
    }

    // Browsers leave these out wherever they stand.
    private static bool IsDropped(char c) => c is '\t' or '\n' or '\r';

    // White space and controls; and what stands round a URL in a mail or a chat.
    private static bool IsWrapping(char c) => c <= ' ' || c is '<' or '>' or '"' or '\u00A0' or '\u200B' or '\uFEFF' or '“' or '”' or '«' or '»';

    private enum Scheme
    {
        Absent,
        Web,
        Wrapper,
        Data,
        Mail,
        Opaque,
    }
}
