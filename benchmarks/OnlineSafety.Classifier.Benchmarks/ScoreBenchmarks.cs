using System.Text;
using BenchmarkDotNet.Attributes;
using OnlineSafety.Text;

namespace OnlineSafety.Benchmarks;

/// <summary>The library's own path, all 24 indicators. The texts are the generator's, the risky one is the README's.</summary>
public class ScoreBenchmarks
{
    public const int DocumentLength = 1 << 20;
    public const int BatchLength = 1_000;

    private readonly SafetyClassifier _classifier = SafetyClassifier.Default;
    private readonly FoldedText _folded = new();
    private readonly ScoreVector[] _scores = new ScoreVector[BatchLength];
    private string[] _texts50 = [];
    private string[] _texts200 = [];
    private byte[][] _utf8 = [];
    private byte[] _document = [];
    private string _documentText = "";
    private TextSession? _session;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        English english = new(20261121);
        _texts50 = [.. Enumerable.Range(0, BatchLength).Select(_ => english.Text(50, [], 0))];
        _texts200 = [.. Enumerable.Range(0, BatchLength).Select(_ => english.Text(200, [], 0))];
        _utf8 = [.. _texts50.Select(Encoding.ASCII.GetBytes)];
        _documentText = english.Text(DocumentLength, [], 0);
        _document = Encoding.ASCII.GetBytes(_documentText);
        _session = _classifier.CreateSession();
        _session.Append(_documentText);
        _ = _session.Scores;
    }

    [Benchmark(Description = "normalise 50 characters")]
    public int Normalise50()
    {
        TextNormalizer.Normalize<char, Utf16Decoder>(Next(_texts50), _folded);
        return _folded.Length;
    }

    [Benchmark(Description = "ScoreText, 50 characters")]
    public ScoreVector Score50() => _classifier.ScoreText(Next(_texts50));

    [Benchmark(Description = "ScoreText, 50 bytes of UTF-8")]
    public ScoreVector ScoreUtf8() => _classifier.ScoreText(_utf8[_next++ % BatchLength]);

    [Benchmark(Description = "ScoreText, 200 characters")]
    public ScoreVector Score200() => _classifier.ScoreText(Next(_texts200));

    [Benchmark(Description = "ClassifyText, 50 characters, benign")]
    public ClassificationResult Classify50() => _classifier.ClassifyText(Next(_texts50));

    [Benchmark(Description = "ClassifyText, with findings")]
    public ClassificationResult ClassifyRisky() => _classifier.ClassifyText("fr33 r0bux, no verification needed, dont tell ur mum");

    [Benchmark(Description = "ScoreBatch, 1,000 of 50 characters")]
    public void Batch() => _classifier.ScoreBatch(_texts50, _scores);

    [Benchmark(Description = "ScoreText, 1 MiB of UTF-8")]
    public ScoreVector Document() => _classifier.ScoreText(_document);

    [Benchmark(Description = "ScoreText, 1 MiB on each of two threads")]
    public void DocumentsOnTwoThreads() => Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => _classifier.ScoreText(_document));

    [Benchmark(Description = "ScoreText(Stream), 1 MiB")]
    public ScoreVector StreamedDocument() => _classifier.ScoreText(new MemoryStream(_document));

    [Benchmark(Description = "TextSession, a key typed after 1 MiB")]
    public ScoreVector TypedKey()
    {
        _session!.Replace(_session.Length - 1, 1, _next++ % 2 == 0 ? "e" : "a");
        return _session.Scores;
    }

    [Benchmark(Description = "Build, embedded bundle")]
    public SafetyClassifier Build() => SafetyClassifier.CreateBuilder().Build();

    private string Next(string[] texts) => texts[_next++ % texts.Length];
}
