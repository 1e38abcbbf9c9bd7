namespace OnlineSafety.Urls;

/// <summary>What a line of a host list is.</summary>
internal enum HostLineKind
{
    /// <summary>Empty, a comment or a heading.</summary>
    Nothing,

    /// <summary>A rule.</summary>
    Rule,

    /// <summary>Neither: skipped, counted and told of.</summary>
    Bad,
}
