using System.Collections.Immutable;
using System.Numerics;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Suppression;

namespace OnlineSafety.Analysis;

/// <summary>
/// The rules of the 24 indicators: a finding for each phrase of the lexicon, and for what the model flags without any phrase
/// one at the words that weigh most. Immutable.
/// </summary>
internal sealed class IndicatorAnalyzer(LexiconMatcher matcher, RiskModel? model) : SafetyAnalyzer
{
    private const int MaxFurtherEvidence = 8;

    public override ImmutableArray<FindingDescriptor> SupportedDescriptors => Taxonomy.Descriptors;

    public override void Initialize(AnalysisContext context) => context.RegisterTextAction(Analyze);

    private void Analyze(in TextAnalysisContext context)
    {
        FindingCollector findings = context.Findings;
        ScanWorkspace workspace = context.Text.Workspace;
        uint found = 0;

        // What moved the model is the same for all phrases of an indicator, and costs as much as scoring the segment anew.
        ImmutableArray<Evidence>[]? parts = null;
        foreach (LexiconHit hit in workspace.Hits.Items)
        {
            LexiconEntry entry = matcher.Entries[hit.Entry];
            if (entry.Indicator is not { } indicator)
                continue;
            ref readonly RuleSettings rule = ref findings.RuleOf(indicator);
            Weighed weighed = Weigh(findings, workspace, indicator, Logistic.Probability(workspace.Evidence.Before(indicator)));
            bool suppressed = weighed.Before >= rule.Flag && weighed.Score < rule.Flag;
            if (!rule.Applies || (weighed.Score < context.Options.MinimumScore && !suppressed))
                continue;
            found |= 1u << (int)indicator;
            Report(context, indicator, hit.Start, hit.End, weighed, SeverityOf(rule, entry.Severity, entry.Stance, weighed.Score, workspace),
                findings.IsFull ? [] : EvidenceOf(indicator, hit, suppressed && weighed.Suppressor is null, workspace, ref (parts ??= new ImmutableArray<Evidence>[Taxonomy.IndicatorCount])[(int)indicator]));
        }

        // Without a model nothing is flagged but by a phrase.
        List<(int Start, int End, int[] Sums)>? words = null;
        for (uint left = findings.Reached & ~found; left != 0 && model is not null && workspace.Text.Length > 0; left &= left - 1)
        {
            Indicator indicator = (Indicator)BitOperations.TrailingZeroCount(left);
            Weighed weighed = Weigh(findings, workspace, indicator, 0);
            (int start, int end) = model.Linear.StrongestWords(workspace.Text.Chars, (int)indicator, ref words);
            Report(context, indicator, start, end, weighed, SeverityOf(findings.RuleOf(indicator), Severity.None, Stance.None, weighed.Score, workspace),
                findings.IsFull ? [] : [ModelEvidence(workspace.Logits[(int)indicator] - model.Empty[(int)indicator]), .. model.Explain(workspace, indicator)]);
        }
    }

    /// <summary>The score that thresholds are held against, and what it would be without what lowered it.</summary>
    private static Weighed Weigh(FindingCollector findings, ScanWorkspace workspace, Indicator indicator, float byPhrase)
    {
        int logit = workspace.Logits[(int)indicator];
        return findings.SuppressorOf(indicator) is { } suppressor
            ? new Weighed(Logistic.Probability(SuppressorSet.Lowered(logit, suppressor)), Logistic.Probability(logit), suppressor)
            : new Weighed(Logistic.Probability(logit), byPhrase, null);
    }

    private static void Report(in TextAnalysisContext context, Indicator indicator, int start, int end, Weighed weighed, Severity severity, ImmutableArray<Evidence> evidence)
    {
        float threshold = context.Findings.RuleOf(indicator).Flag;
        bool suppressed = weighed.Before >= threshold && weighed.Score < threshold;
        context.Findings.Add(new Finding
        {
            Descriptor = Taxonomy.GetDescriptor(indicator),
            Span = context.Text.GetSpan(start, end - start),
            Score = weighed.Score,
            Threshold = threshold,
            ScoreBefore = suppressed || weighed.Suppressor is not null ? weighed.Before : weighed.Score,
            Severity = severity,
            IsSuppressed = suppressed,
            SuppressedBy = suppressed ? weighed.Suppressor ?? SuppressorSet.Outweighed : null,
            Evidence = weighed.Suppressor is null ? evidence : evidence.Add(Evidence.Of(weighed.Suppressor)),
        }, counts: weighed.Score >= threshold);
    }

    /// <summary>
    /// The rule's, at least what the phrase asks for; one higher where the words are aimed at a person and name an intent, a time
    /// or a place; one lower where the score is below the threshold.
    /// </summary>
    private static Severity SeverityOf(RuleSettings rule, Severity least, Stance stance, float score, ScanWorkspace workspace)
    {
        Severity severity = (Severity)Math.Max((int)rule.Severity, (int)least);
        LexiconEvidence evidence = workspace.Evidence;
        bool aimed = stance == Stance.Directed || evidence.Context(ContextKind.SecondPerson) > 0;
        bool concrete = stance == Stance.Intent || evidence.Context(ContextKind.Intent) > 0 || evidence.Context(ContextKind.TimePlace) > 0;
        if (score < rule.Flag)
            return severity > Severity.Low ? severity - 1 : severity;
        return aimed && concrete && severity is Severity.Medium or Severity.High ? severity + 1 : severity;
    }

    private static Evidence ModelEvidence(int milliLogits) => new(EvidenceKind.Model, "model", milliLogits / (float)Logistic.Milli);

    /// <summary>What moved the score, in order: the phrase, further phrases, then the model's view of the whole or the contexts.</summary>
    private ImmutableArray<Evidence> EvidenceOf(Indicator indicator, LexiconHit hit, bool outweighed, ScanWorkspace workspace, ref ImmutableArray<Evidence> parts)
    {
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        LexiconEntry own = matcher.Entries[hit.Entry];
        evidence.Add(new Evidence(EvidenceKind.Lexicon, own.Phrase, own.Weight));
        if (hit.IsDisguised)
            evidence.Add(new Evidence(EvidenceKind.Evasion, "disguised", LexiconMatcher.DisguiseWeight / (float)Logistic.Milli));
        foreach (LexiconHit other in workspace.Hits.Items)
        {
            if (evidence.Count >= MaxFurtherEvidence)
                break;
            LexiconEntry entry = matcher.Entries[other.Entry];
            if (entry.Indicator == indicator && !evidence.Any(e => e.Name == entry.Phrase))
                evidence.Add(new Evidence(EvidenceKind.Lexicon, entry.Phrase, entry.Weight));
        }

        if (model is not null)
        {
            // What the model took off a phrase that alone would have been flagged, or all that it saw.
            int against = outweighed ? workspace.Evidence.Before(indicator) : model.Empty[(int)indicator];
            evidence.Add(ModelEvidence(workspace.Logits[(int)indicator] - against));
            if (parts.IsDefault)
                parts = model.Explain(workspace, indicator);
            evidence.AddRange(parts);
            return evidence.ToImmutable();
        }

        int lowering = workspace.Evidence.Before(indicator) - workspace.Evidence.After(indicator);
        if (lowering > 0)
        {
            foreach (ContextKind kind in Enum.GetValues<ContextKind>())
            {
                int part = workspace.Evidence.Context(kind) * ContextEffects.Percent(kind, indicator) / 100;
                if (part > 0)
                    evidence.Add(new Evidence(EvidenceKind.Context, EnumIds<ContextKind>.Of(kind), -part / (float)Logistic.Milli));
            }
        }

        return evidence.ToImmutable();
    }

    /// <param name="Score">What thresholds are held against.</param>
    /// <param name="Before">What it would be without the suppressor, or by the phrase alone.</param>
    /// <param name="Suppressor">What lowered it, or null.</param>
    private readonly record struct Weighed(float Score, float Before, SuppressorDescriptor? Suppressor);
}
