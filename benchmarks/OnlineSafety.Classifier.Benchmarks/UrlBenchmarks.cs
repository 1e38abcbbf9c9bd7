using BenchmarkDotNet.Attributes;
using OnlineSafety.Urls;

namespace OnlineSafety.Benchmarks;

/// <summary>URLs, without lists and with a list of five million hosts, of which none is asked for but by "listed".</summary>
public class UrlBenchmarks
{
    public const int BatchLength = 1_000;
    public const int ListLength = 5_000_000;

    private readonly SafetyClassifier _plain = SafetyClassifier.Default;
    private readonly string[] _urls = UrlMix.Urls(BatchLength, 1);
    private readonly string[] _hosts = UrlMix.Hosts(BatchLength, 2);
    private readonly string[] _searches = UrlMix.Searches(BatchLength, 3);
    private string[] _listed = [];
    private HostList? _list;
    private SafetyClassifier? _withList;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        using TextReader lines = UrlMix.List(ListLength);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        _list = HostList.Parse(lines, "made up", "gambling");
        Console.WriteLine($"// {_list.HostCount} hosts listed, {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1_000_000.0:0.0} MB");
        using TextReader again = UrlMix.List(ListLength);
        _listed = [.. Enumerable.Range(0, ListLength).Select(_ => again.ReadLine()!).Where(static (_, i) => i % (ListLength / BatchLength) == 0)];
        _withList = SafetyClassifier.CreateBuilder().AddHostList(_list).Build();
        if (_listed.Any(host => !IsListed(host)) || _hosts.Any(IsListed))
            throw new InvalidOperationException("The list does not hold what it was given.");
    }

    [Benchmark(Description = "ScoreUrl, hosts, paths, queries")]
    public ScoreVector Score() => _plain.ScoreUrl(Next(_urls));

    [Benchmark(Description = "ScoreUrl, bare hosts")]
    public ScoreVector ScoreHosts() => _plain.ScoreUrl(Next(_hosts));

    [Benchmark(Description = "ScoreUrl, searches")]
    public ScoreVector ScoreSearches() => _plain.ScoreUrl(Next(_searches));

    [Benchmark(Description = "DecideUrl, hosts, paths, queries")]
    public Decision Decide() => _plain.DecideUrl(Next(_urls));

    [Benchmark(Description = "ScoreUrl, list of 5 million")]
    public ScoreVector ScoreWithList() => _withList!.ScoreUrl(Next(_urls));

    [Benchmark(Description = "DecideUrl, list of 5 million")]
    public Decision DecideWithList() => _withList!.DecideUrl(Next(_urls));

    [Benchmark(Description = "look-up in 5 million, not listed")]
    public bool LookUp() => IsListed(Next(_hosts));

    [Benchmark(Description = "look-up in 5 million, listed")]
    public bool LookUpListed() => IsListed(Next(_listed));

    /// <summary>Whether the list of five million has a host.</summary>
    internal bool IsListed(string host)
    {
        Span<ulong> keys = stackalloc ulong[HostKeys.MaxLabels];
        Span<int> starts = stackalloc int[HostKeys.MaxLabels];
        return _list!.Find(new HostView(host, isIp: false, PublicSuffixes.Default, keys, starts), default).Classes != 0;
    }

    private string Next(string[] urls) => urls[_next++ % urls.Length];
}
