namespace OnlineSafety.Urls;

/// <summary>A canonical host with its labels told apart: subdomains, the registered name, the public suffix.</summary>
internal readonly ref struct HostView
{
    /// <summary>Looks at a host.</summary>
    /// <param name="host">A canonical host.</param>
    /// <param name="isIp">Whether it is an IP address.</param>
    /// <param name="suffixes">The public-suffix rules.</param>
    /// <param name="keys">Room for <see cref="HostKeys.MaxLabels"/> keys.</param>
    /// <param name="starts">Room for as many starts.</param>
    public HostView(ReadOnlySpan<char> host, bool isIp, PublicSuffixes suffixes, Span<ulong> keys, Span<int> starts)
    {
        Host = host;
        IsIp = isIp;
        int count = HostKeys.Compute(host, isIp, keys, starts);
        Keys = keys[..count];
        Starts = starts[..count];
        SuffixLabels = isIp ? 0 : suffixes.LabelsOfSuffix(Keys);
    }

    public ReadOnlySpan<char> Host { get; }

    public bool IsIp { get; }

    /// <summary>The keys of the suffixes, the top-level domain first.</summary>
    public ReadOnlySpan<ulong> Keys { get; }

    /// <summary>Where each suffix starts.</summary>
    public ReadOnlySpan<int> Starts { get; }

    /// <summary>Labels of the public suffix; 0 for an IP address.</summary>
    public int SuffixLabels { get; }

    /// <summary>The public suffix: <c>co.uk</c>. Empty for an IP address.</summary>
    public ReadOnlySpan<char> Suffix => IsIp ? default : Host[Starts[Math.Min(SuffixLabels, Starts.Length) - 1]..];

    /// <summary>The label before the suffix: what was registered. Empty where the host is itself a suffix.</summary>
    public ReadOnlySpan<char> Name => IsIp || Starts.Length <= SuffixLabels ? default : Host[Starts[SuffixLabels]..(Starts[SuffixLabels - 1] - 1)];

    /// <summary>The host without a leading <c>www</c>, unless that is what was registered.</summary>
    public ReadOnlySpan<char> WithoutWww => !IsIp && Starts.Length > SuffixLabels + 1 && Host.StartsWith("www.") ? Host[4..] : Host;

    /// <summary>What stands before the registrable domain, without a leading <c>www</c>, which says nothing. Empty where nothing does.</summary>
    public ReadOnlySpan<char> Subdomain
    {
        get
        {
            if (IsIp || Starts.Length <= SuffixLabels + 1)
                return default;
            ReadOnlySpan<char> before = Host[..(Starts[SuffixLabels] - 1)];
            if (before.StartsWith("www."))
                return before[4..];
            return before is "www" ? default : before;
        }
    }

    /// <summary>The key of the registrable domain; of a suffix or an IP address, its own.</summary>
    public ulong RegistrableKey => Keys[Math.Min(SuffixLabels, Keys.Length - 1)];
}
