namespace OnlineSafety.Urls;

/// <summary>What a string given as a URL turns out to be.</summary>
internal enum UrlKind
{
    /// <summary>Nothing that has a host or a text.</summary>
    None,

    /// <summary>A host, perhaps with path and query.</summary>
    Web,

    /// <summary>Words, as typed into an address bar; or what a data: or mailto: URL carries.</summary>
    Text,
}
