namespace OnlineSafety.Urls;

/// <summary>One line of a host list, read.</summary>
internal readonly ref struct HostRule
{
    /// <summary>The canonical host, in the caller's buffer.</summary>
    public required ReadOnlySpan<char> Host { get; init; }

    /// <summary>Whether it is an IP address.</summary>
    public bool IsIp { get; init; }

    /// <summary>The path below it that is meant, without its first slash; empty for all.</summary>
    public ReadOnlySpan<char> Path { get; init; }

    /// <summary>What it is: bits of <see cref="HostClasses"/>.</summary>
    public required uint Classes { get; init; }

    /// <summary>Whether the host alone is meant, not what lies below it.</summary>
    public bool IsExact { get; init; }
}
