using System.Runtime.CompilerServices;
using OnlineSafety.Configuration;
using OnlineSafety.Urls;

namespace OnlineSafety;

public sealed partial class SafetyClassifier
{
    private readonly UrlScanner _urls;

    /// <summary>From which probability each profile flags and blocks a host or path: the words in a URL keep the thresholds of text.</summary>
    internal ProfileThresholds UrlThresholds { get; }

    /// <summary>
    /// Classifies a URL as filters see them: with or without scheme, escaped, disguised, broken. Lists come first, then the
    /// model of hosts and paths; the words typed into a search engine, a shop or a chat with a machine are read as text. What was
    /// typed into an address bar without being a URL is text too. Never throws on any string.
    /// </summary>
    /// <returns>Spans are in UTF-16 code units of <paramref name="url"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    public ClassificationResult ClassifyUrl(string url, ClassificationOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        return ClassifyUrl(url.AsSpan(), options);
    }

    /// <inheritdoc cref="ClassifyUrl(string, ClassificationOptions)"/>
    public ClassificationResult ClassifyUrl(ReadOnlySpan<char> url, ClassificationOptions options = default)
    {
        bool cut = url.Length > options.MaxLength;
        if (cut)
            url = url[..options.MaxLength];
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        _urls.Scan(url, buffer, out UrlScan scan);
        ClassificationResult? words = scan.Text.Length == 0 ? null
            : Moved(Classify<char, PercentDecoder>(url.Slice(scan.Text.Start, scan.Text.Length), options), scan.Text.Start);
        return new UrlFindings(_urls, UrlThresholds, options).ToResult(scan, words, cut);
    }

    /// <summary>
    /// Scores a URL without saying why. Allocates nothing once the calling thread has its buffers. For a filter's question,
    /// <see cref="DecideUrl"/> is the answer: hosts and words have thresholds of their own.
    /// </summary>
    [SkipLocalsInit]
    public ScoreVector ScoreUrl(ReadOnlySpan<char> url)
    {
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        _urls.Scan(url, buffer, out UrlScan scan);
        ScoreVector scores = UrlScanner.ScoresOf(scan);
        return scan.Text.Length == 0 ? scores : scores.Max(Score<char, PercentDecoder>(url.Slice(scan.Text.Start, scan.Text.Length)));
    }

    /// <summary>
    /// What the profile makes of a URL: the decision that <see cref="ClassifyUrl(string, ClassificationOptions)"/> would give,
    /// without the reasons. Allocates nothing once the calling thread has its buffers.
    /// </summary>
    [SkipLocalsInit]
    public Decision DecideUrl(ReadOnlySpan<char> url, ClassificationOptions options = default)
    {
        if (url.Length > options.MaxLength)
            url = url[..options.MaxLength];
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        _urls.Scan(url, buffer, out UrlScan scan);
        Decision decision = UrlFindings.Decide(_urls, scan, UrlThresholds, options);
        if (scan.Text.Length == 0)
            return decision;
        ScoreVector words = Score<char, PercentDecoder>(url.Slice(scan.Text.Start, scan.Text.Length));
        return (Decision)Math.Max((int)decision, (int)Thresholds.Decide(words, options));
    }

    /// <summary>A result whose spans lie further on.</summary>
    private static ClassificationResult Moved(ClassificationResult result, int by) => new(result.Scores, result.Flags, result.Severity, result.Decision,
        [.. result.Findings.Select(f => f with { Span = f.Span with { Start = f.Span.Start + by } })]);
}
