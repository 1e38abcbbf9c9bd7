using System.Runtime.CompilerServices;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Suppression;
using OnlineSafety.Urls;

namespace OnlineSafety;

public sealed partial class SafetyClassifier
{
    // Made when the first URL comes: who only has texts does not wait for suffixes, brands and host lists.
    private readonly Lazy<UrlScanner> _urls;

    /// <summary>
    /// Classifies a URL as filters see them: with or without scheme, escaped, disguised, broken. Lists come first, then the
    /// model of hosts and paths; the words typed into a search engine, a shop or a chat with a machine are read as text. What was
    /// typed into an address bar without being a URL is text too. Never throws on any string.
    /// </summary>
    /// <returns>Spans are in UTF-16 code units of <paramref name="url"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="url"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public ClassificationResult ClassifyUrl(string url, ClassificationOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        return ClassifyUrl(url.AsSpan(), options);
    }

    /// <inheritdoc cref="ClassifyUrl(string, ClassificationOptions)"/>
    public ClassificationResult ClassifyUrl(ReadOnlySpan<char> url, ClassificationOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        bool cut = url.Length > options.MaxLength;
        if (cut)
            url = url[..options.MaxLength];
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        _urls.Value.Scan(url, buffer, out UrlScan scan);
        FindingCollector findings = new(Configuration, Policy.Suppressors, options);
        UrlFindings.Add(_urls.Value, scan, findings);
        if (scan.Text.Length > 0)
        {
            findings.Origin = scan.Text.Start;
            Scan<char, PercentDecoder>(url.Slice(scan.Text.Start, scan.Text.Length), findings);
            findings.Origin = 0;
        }

        Policy.Driver.RunUrl(url, findings.Scores, findings);
        if (cut)
            findings.AddEngine(Taxonomy.InputCut, new TextSpan(options.MaxLength, 0));
        return findings.ToResult(Policy.Driver);
    }

    /// <summary>
    /// Scores a URL without saying why. Allocates nothing once the calling thread has its buffers. For a filter's question,
    /// <see cref="DecideUrl"/> is the answer: hosts and words have thresholds of their own.
    /// </summary>
    [SkipLocalsInit]
    public ScoreVector ScoreUrl(ReadOnlySpan<char> url)
    {
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        _urls.Value.Scan(url, buffer, out UrlScan scan);
        ScoreVector scores = UrlScanner.ScoresOf(scan);
        return scan.Text.Length == 0 ? scores : scores.Max(Score<char, PercentDecoder>(url.Slice(scan.Text.Start, scan.Text.Length)));
    }

    /// <summary>
    /// What the profile makes of a URL: the decision that <see cref="ClassifyUrl(string, ClassificationOptions)"/> would give,
    /// without the reasons. Allocates nothing once the classifier has been asked and the calling thread has its buffers, unless
    /// analyzers of texts or URLs were added, which have to be asked. Reads all of the words, whatever the time budget.
    /// </summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    [SkipLocalsInit]
    public Decision DecideUrl(ReadOnlySpan<char> url, ClassificationOptions options = default)
    {
        if (Policy.Driver.HasOwnUrlActions)
            return ClassifyUrl(url, options).Decision;
        options.CancellationToken.ThrowIfCancellationRequested();
        if (url.Length > options.MaxLength)
            url = url[..options.MaxLength];
        Span<char> buffer = stackalloc char[HostName.MaxLength];
        _urls.Value.Scan(url, buffer, out UrlScan scan);
        Decision decision = UrlFindings.Decide(scan, Configuration, options);
        if (scan.Text.Length == 0 || decision == Decision.Block)
            return decision;
        return (Decision)Math.Max((int)decision, (int)DecideWords(url.Slice(scan.Text.Start, scan.Text.Length), options));
    }

    /// <summary>What the profile makes of the words in a URL, after suppression.</summary>
    private Decision DecideWords(ReadOnlySpan<char> words, ClassificationOptions options)
    {
        Decision decision = Decision.Allow;
        ScanWorkspace workspace = ScanWorkspace.Rent();
        try
        {
            Segment segment = default;
            do
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                segment = NextSegment<char, PercentDecoder>(words, segment, workspace.Text);
                Analyze<char, PercentDecoder>(words, segment, workspace);
                AnalyzedText text = View<char, PercentDecoder>(words, segment, workspace);
                ScoreVector scores = text.Scores;
                for (int i = 0; i < Taxonomy.IndicatorCount; i++)
                {
                    Indicator indicator = (Indicator)i;
                    ref readonly RuleSettings rule = ref Configuration.At(options.Profile, options.Surface, i);
                    Decision here = rule.Decide(scores[indicator]);
                    if (here > decision && Policy.Suppressors.Strongest(text, indicator, Configuration.Suppressors(options.Profile, options.Surface), options, collector: null) is { } suppressor)
                        here = rule.Decide(SuppressorSet.Lowered(text, indicator, suppressor));
                    decision = (Decision)Math.Max((int)decision, (int)here);
                }
            }
            while (segment.To < words.Length);
        }
        finally
        {
            workspace.Return();
        }

        return decision;
    }
}
