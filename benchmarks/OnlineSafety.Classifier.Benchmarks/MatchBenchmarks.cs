using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace OnlineSafety.Benchmarks;

/// <summary>
/// Finding the phrases of a lexicon, whatever the case, at word boundaries, in a document of 1 MiB. SearchValues and Regex find no
/// overlapping phrases and do not say which one it is, so they do less than the others.
/// </summary>
public class MatchBenchmarks
{
    public const int TextLength = 1 << 20;

    private byte[] _utf8 = [];
    private string _text = "";
    private Engines? _engines;

    [Params(500, 5_000, 50_000)]
    public int Phrases { get; set; }

    [Params("low", "dense")]
    public string Density { get; set; } = "";

    protected virtual int Length => TextLength;

    [GlobalSetup]
    public void Setup()
    {
        _engines = Engines.For(Phrases);
        _text = new English(1).Text(Length, _engines.Phrases, Density == "dense" ? 0.1 : 0.0005);
        _utf8 = Encoding.ASCII.GetBytes(_text);
        int expected = _engines.Textbook.Count(_text);
        if (Own() != expected || OwnInOneStream() != expected || (_engines.Hyperscan is { } hyperscan && hyperscan.Count(_utf8) != expected))
            throw new InvalidOperationException("The engines do not find the same.");
    }

    [Benchmark(Baseline = true, Description = "OnlineSafety")]
    public int Own() => _engines!.Own.Count(_utf8);

    [Benchmark(Description = "OnlineSafety, one stream")]
    public int OwnInOneStream() => _engines!.Own.Count(_utf8, inOneStream: true);

    [Benchmark(Description = "Hyperscan")]
    public int HyperscanOrVectorscan() => _engines!.Hyperscan?.Count(_utf8) ?? throw new NotSupportedException("libhs.so.5 is not installed.");

    [Benchmark(Description = "textbook automaton")]
    public int Textbook() => _engines!.Textbook.Count(_text);

    [Benchmark(Description = "SearchValues<string>")]
    public int SearchValuesOfStrings()
    {
        int count = 0;
        ReadOnlySpan<char> rest = _text;
        SearchValues<string> values = _engines!.Values;
        for (int at = rest.IndexOfAny(values); at >= 0; at = rest.IndexOfAny(values))
        {
            count++;
            rest = rest[(at + 1)..];
        }

        return count;
    }

    [Benchmark(Description = "Regex, compiled")]
    public int RegexCompiled() => (_engines!.Compiled ?? throw new NotSupportedException("Only for 500 phrases.")).Count(_text);

    [Benchmark(Description = "Regex, non-backtracking")]
    public int RegexNonBacktracking() => (_engines!.NonBacktracking ?? throw new NotSupportedException("Only for 500 phrases.")).Count(_text);
}
