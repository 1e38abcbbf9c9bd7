using System.Collections.Immutable;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Models;

namespace OnlineSafety.Urls;

/// <summary>Turns the scan of a URL into findings about its host and path; the words in it are the text path's.</summary>
internal static class UrlFindings
{
    // From here on, what follows the host is part of the reason.
    private const int TellingStep = 500;

    /// <summary>Adds the scores and findings of a scan.</summary>
    public static void Add(UrlScanner scanner, scoped in UrlScan scan, FindingCollector findings)
    {
        ScoreVector scores = UrlScanner.ScoresOf(scan);
        findings.RaiseHost(scores);
        foreach (FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            Indicator indicator = descriptor.Indicator!.Value;
            Add(scanner, scan, descriptor, scores[indicator], UrlTargets.ColumnOf(indicator), (scan.Match.Classes & HostClasses.Bit(indicator)) != 0, findings);
        }

        Add(scanner, scan, Taxonomy.DatingSite, UrlScanner.DatingOf(scan), UrlTargets.Dating, (scan.Match.Classes & HostClasses.Dating) != 0, findings);
    }

    /// <summary>What the profile makes of host, path and query, without the words in them. Allocates nothing.</summary>
    public static Decision Decide(scoped in UrlScan scan, ResolvedConfiguration configuration, ClassificationOptions options)
    {
        ScoreVector scores = UrlScanner.ScoresOf(scan);
        Decision decision = configuration.HostAt(options.Profile, options.Surface, configuration.IndexOf(Taxonomy.DatingSite)).Decide(UrlScanner.DatingOf(scan));
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            decision = (Decision)Math.Max((int)decision, (int)configuration.HostAt(options.Profile, options.Surface, i).Decide(scores[(Indicator)i]));
        }

        return decision;
    }

    private static void Add(UrlScanner scanner, scoped in UrlScan scan, FindingDescriptor descriptor, float score, int column, bool isListed, FindingCollector findings)
    {
        ref readonly RuleSettings rule = ref findings.HostRuleOf(descriptor);
        if (score <= 0 || !findings.IsShown(rule, score))
            return;
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
        TextSpan span = byPath ? new TextSpan(host.Start, scan.Parts.Rest.End - host.Start) : host;
        findings.AddReported(descriptor, rule, span, score, evidence.ToImmutable(), suppressor: null);
    }
}
