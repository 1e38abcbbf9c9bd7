namespace OnlineSafety.Urls;

/// <summary>How many entries a list has, and how many lines were skipped.</summary>
internal readonly record struct HostListCounts(int Hosts, int Paths, long Skipped);
