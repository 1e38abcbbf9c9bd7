using System.Buffers;

namespace OnlineSafety.Urls;

/// <summary>
/// Reads a line of the formats that people have: hosts files, plain domains, squidGuard <c>urls</c>, AdGuard and Adblock Plus
/// domain rules, CSV with classes. Each line tells by itself what it is, so mixed files work. Allocates nothing.
/// </summary>
internal static class HostLineParser
{
    private const int MaxLine = 4096;

    private static readonly SearchValues<char> s_notInHosts = SearchValues.Create("*@\\ <>\"'(){}|^%&=,$");

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="defaultClasses">What its host is where the line does not say.</param>
    /// <param name="buffer">Room for a host: <see cref="HostName.MaxLength"/> characters.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="error">What is wrong.</param>
    public static HostLineKind Parse(ReadOnlySpan<char> line, uint defaultClasses, Span<char> buffer, out HostRule rule, out string error)
    {
        rule = default;
        error = "";
        line = line.Trim().Trim('\uFEFF');
        if (line.IsEmpty || line[0] is '#' or '!' or ';' || (line[0] == '[' && line[^1] == ']' && line.IndexOf(' ') > 0))
            return HostLineKind.Nothing;
        if (line.Length > MaxLine)
            return Bad($"longer than {MaxLine} characters", out error);
        if (line.StartsWith("||") || line.StartsWith("@@"))
            return ParseAdblock(line, defaultClasses, buffer, out rule, out error);
        if (line.Contains("##", StringComparison.Ordinal) || line.Contains("#@#", StringComparison.Ordinal) || line.Contains("#?#", StringComparison.Ordinal))
            return Bad("a rule that hides elements of pages, which is no rule about hosts", out error);
        int comment = line.IndexOf('#');
        if (comment > 0 && line[comment - 1] is ' ' or '\t')
            line = line[..comment].TrimEnd();

        int comma = line.IndexOfAny(',', ';', '\t');
        int space = line.IndexOfAny(' ', '\t');
        if (space > 0 && IsSinkhole(line[..space]))
        {
            // Some hosts files name several hosts behind one address; only the first is usual, and all are asked to be alone.
            ReadOnlySpan<char> name = line[space..].Trim();
            return name.IndexOfAny(' ', '\t') >= 0
                ? Bad("more than one host behind an address; put each on a line of its own", out error)
                : IsLocal(name) ? HostLineKind.Nothing
                : Host(name, defaultClasses, isExact: true, buffer, out rule, out error);
        }

        uint classes = defaultClasses;
        if (comma > 0)
        {
            ReadOnlySpan<char> first = line[..comma].Trim().Trim('"');
            if (first is "domain" or "host" or "hostname" or "url")
                return HostLineKind.Nothing;
            bool hasClasses = TryClasses(line[(comma + 1)..], out uint named);
            if (!hasClasses && !first.Contains('/'))
                return Bad("the second column names no known class", out error);
            if (hasClasses)
            {
                line = first;
                classes = named;
            }
        }
        else if (space >= 0)
        {
            return Bad("white space inside a host", out error);
        }

        return Host(line, classes, isExact: false, buffer, out rule, out error);
    }

    /// <summary><c>||host^</c> or <c>@@||host^</c>, options after a dollar sign.</summary>
    private static HostLineKind ParseAdblock(ReadOnlySpan<char> line, uint defaultClasses, Span<char> buffer, out HostRule rule, out string error)
    {
        rule = default;
        uint classes = defaultClasses;
        if (line.StartsWith("@@"))
        {
            line = line[2..];
            classes = HostClasses.Allow;
        }

        if (!line.StartsWith("||"))
            return Bad("an exception that is not about a host (@@||host^)", out error);
        line = line[2..];
        int dollar = line.IndexOf('$');
        ReadOnlySpan<char> options = dollar < 0 ? default : line[(dollar + 1)..];
        line = dollar < 0 ? line : line[..dollar];

        // Options that narrow a rule to some pages or kinds of request make it no rule about a host.
        while (!options.IsEmpty)
        {
            int end = options.IndexOf(',');
            ReadOnlySpan<char> option = end < 0 ? options : options[..end];
            if (option is not ("important" or "all" or "document" or "doc" or "third-party" or "popup"))
                return Bad("an option that narrows the rule to some requests", out error);
            options = end < 0 ? default : options[(end + 1)..];
        }

        line = line.TrimEnd('^').TrimEnd('|').TrimEnd('^');
        if (line.IndexOfAny('*', '^', '|') >= 0 && !line.StartsWith("*."))
            return Bad("a pattern inside the host or path", out error);
        return Host(line, classes, isExact: false, buffer, out rule, out error);
    }

    private static HostLineKind Host(ReadOnlySpan<char> text, uint classes, bool isExact, Span<char> buffer, out HostRule rule, out string error)
    {
        rule = default;
        error = "";
        if (text.StartsWith("*."))
            text = text[2..];
        if (text.IndexOf("://") is >= 0 and int scheme)
            text = text[(scheme + 3)..];
        int slash = text.IndexOfAny('/', '?');
        ReadOnlySpan<char> path = slash < 0 ? default : text[slash..].Trim('/');
        text = slash < 0 ? text : text[..slash];

        // A port says nothing about who is there; an IPv6 address has colons of its own.
        if (text.Count(':') == 1)
            text = text[..text.IndexOf(':')];
        ReadOnlySpan<char> host = text.Count(':') > 1 && IpAddresses.TryParseV6(text.Trim("[]"), buffer, out int written)
            ? buffer[..written]
            : HostName.Canonicalize(text, buffer, out _);
        bool isIp = host.Contains(':') || IpAddresses.TryParseV4(host.IsEmpty ? "x" : host, out _);
        if (slash >= 0 && isIp && !path.IsEmpty && path.Length <= 3 && !path.ContainsAnyExceptInRange('0', '9'))
            return Bad("a range of addresses; only single addresses and hosts can be listed", out error);
        if (host.IsEmpty || text.ContainsAny(s_notInHosts))
            return Bad("not a host", out error);
        if (!isIp && !host.Contains('.') && !IsTopLevel(host))
            return Bad("a host without a dot", out error);
        if (!isIp && (host.Contains("..", StringComparison.Ordinal) || host.Count('.') >= HostKeys.MaxLabels || text.Length > 253))
            return Bad("not a host: empty labels, or too long", out error);
        rule = new HostRule { Host = host, IsIp = isIp, Path = path, Classes = classes, IsExact = isExact };
        return HostLineKind.Rule;
    }

    private static bool TryClasses(ReadOnlySpan<char> names, out uint classes)
    {
        classes = 0;
        foreach (Range part in names.SplitAny(',', ';', '|', ' ', '\t', '/'))
        {
            ReadOnlySpan<char> name = names[part].Trim().Trim('"');
            if (name.IsEmpty)
                continue;
            if (!HostClasses.TryParse(name, out uint found))
                return classes != 0;
            classes |= found;
        }

        return classes != 0;
    }

    private static bool IsSinkhole(ReadOnlySpan<char> address) =>
        address is "0.0.0.0" or "127.0.0.1" or "::" or "::1" or "0" || IpAddresses.TryParseV4(address, out _);

    // What every hosts file starts with.
    private static bool IsLocal(ReadOnlySpan<char> name) =>
        name is "localhost" or "localhost.localdomain" or "local" or "broadcasthost" or "ip6-localhost" or "ip6-loopback" or "ip6-localnet"
            or "ip6-mcastprefix" or "ip6-allnodes" or "ip6-allrouters" or "ip6-allhosts" or "0.0.0.0";

    // A whole top-level domain may be listed, as in "xxx" or ".zip", but not any word.
    private static bool IsTopLevel(ReadOnlySpan<char> host) => host.Length is >= 2 and <= 6 && !host.ContainsAnyExceptInRange('a', 'z');

    private static HostLineKind Bad(string message, out string error)
    {
        error = message;
        return HostLineKind.Bad;
    }
}
