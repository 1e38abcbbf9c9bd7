using System.Collections.Immutable;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Models;

namespace OnlineSafety.Urls;

/// <summary>Turns the scan of a URL and the result of its words into one result.</summary>
internal sealed class UrlFindings(UrlScanner scanner, ProfileThresholds thresholds, ClassificationOptions options)
{
    // From here on, what follows the host is part of the reason.
    private const int TellingStep = 500;

    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();
    private Severity _severity;

    /// <summary>The result.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="words">The result of the words in it, spans in the URL; null for none.</param>
    /// <param name="isCut">Whether the URL was longer than the limit.</param>
    public ClassificationResult ToResult(scoped in UrlScan scan, ClassificationResult? words, bool isCut)
    {
        ScoreVector scores = UrlScanner.ScoresOf(scan);
        RiskFlags flags = words?.Flags ?? RiskFlags.None;
        foreach (FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            Indicator indicator = descriptor.Indicator!.Value;
            float threshold = thresholds.Flag(options.Profile, indicator);
            bool flagged = scores[indicator] >= threshold && (descriptor.Surface & options.Surface) != 0;
            flags |= flagged ? Taxonomy.FlagOf(indicator) : RiskFlags.None;
            Add(scan, descriptor, scores[indicator], flagged, UrlTargets.ColumnOf(indicator), (scan.Match.Classes & HostClasses.Bit(indicator)) != 0);
        }

        float dating = UrlScanner.DatingOf(scan);
        Add(scan, Taxonomy.DatingSite, dating, IsDatingFlagged(scanner, dating, options), UrlTargets.Dating, (scan.Match.Classes & HostClasses.Dating) != 0);
        scores = scores.Max(words?.Scores ?? default);
        Decision decision = Decide(scanner, scan, thresholds, options);
        decision = (Decision)Math.Max((int)decision, (int)(words?.Decision ?? Decision.Allow));
        Severity severity = (Severity)Math.Max((int)_severity, (int)(words?.Severity ?? Severity.None));
        return new ClassificationResult(scores, flags, severity, decision, All(words, isCut));
    }

    /// <summary>What the profile makes of host, path and query, without the words in them. Allocates nothing.</summary>
    public static Decision Decide(UrlScanner scanner, scoped in UrlScan scan, ProfileThresholds thresholds, ClassificationOptions options)
    {
        Decision decision = thresholds.Decide(UrlScanner.ScoresOf(scan), options);
        Decision dating = IsDatingFlagged(scanner, UrlScanner.DatingOf(scan), options) ? DatingDecision(scan) : Decision.Allow;
        return (Decision)Math.Max((int)decision, (int)dating);
    }

    // A site that a list names is for adults; one that the model takes for one, a person may look at.
    private static Decision DatingDecision(scoped in UrlScan scan) =>
        (scan.Match.Classes & HostClasses.Dating) != 0 ? Decision.Block : Decision.Flag;

    /// <summary>Dating is for adults: a concern of filtering for pupils up to 16.</summary>
    private static bool IsDatingFlagged(UrlScanner scanner, float dating, ClassificationOptions options) =>
        (options.Surface & Surface.Filtering) != 0 && options.Profile <= Profile.KeyStage4 &&
        dating >= (scanner.Model?.ThresholdOf(UrlTargets.Dating) ?? UrlScanner.Listed);

    private void Add(scoped in UrlScan scan, FindingDescriptor descriptor, float score, bool flagged, int column, bool isListed)
    {
        if ((score < options.MinimumScore && !flagged) || score <= 0 || (descriptor.Surface & options.Surface) == 0)
            return;
        Severity severity = flagged || descriptor.DefaultSeverity <= Severity.Low ? descriptor.DefaultSeverity : descriptor.DefaultSeverity - 1;
        if (flagged && severity > _severity)
            _severity = severity;
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        if (isListed)
            evidence.Add(new Evidence(EvidenceKind.HostList, scan.Match.List, 0));
        bool byPath = isListed && scan.Match.IsOfPath;
        if (scan.IsScored && column >= 0)
        {
            evidence.Add(new Evidence(EvidenceKind.Model, "model", (scan.Logits[column] - UrlModel.BaseLogit) / (float)Logistic.Milli));
            byPath |= !isListed && scan.Steps[column] >= TellingStep;
        }

        if (scanner.LookAlikeOf(scan) is { } brand)
            evidence.Add(new Evidence(EvidenceKind.LookAlike, brand, 0));
        TextSpan host = scan.Parts.HostSpan;
        _findings.Add(new Finding
        {
            Descriptor = descriptor,
            Span = byPath ? new TextSpan(host.Start, scan.Parts.Rest.End - host.Start) : host,
            Score = score,
            Severity = severity,
            Evidence = evidence.ToImmutable(),
        });
    }

    private ImmutableArray<Finding> All(ClassificationResult? words, bool isCut)
    {
        IEnumerable<Finding> all = _findings.Concat(words?.Findings ?? []);
        Finding[] rules = [.. all.Where(static f => !f.Descriptor.IsEngine).OrderBy(static f => f.Span.Start)];
        List<Finding> engine = [.. all.Where(static f => f.Descriptor.IsEngine)];
        if (isCut)
            engine.Add(Note(Taxonomy.InputCut, new TextSpan(options.MaxLength, 0)));
        if (rules.Length > options.MaxFindings && !engine.Any(static f => f.Descriptor == Taxonomy.FindingsCut))
            engine.Add(Note(Taxonomy.FindingsCut, default));
        return [.. rules.Take(options.MaxFindings), .. engine];

        static Finding Note(FindingDescriptor descriptor, TextSpan span) =>
            new() { Descriptor = descriptor, Span = span, Score = 0, Severity = Severity.None };
    }
}
