using System.Collections.Immutable;
using OnlineSafety.Analysis;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;

namespace OnlineSafety.Suppression;

/// <summary>The suppressors of a classifier. Immutable; safe for any thread.</summary>
internal sealed class SuppressorSet
{
    /// <summary>A bit each has to do.</summary>
    public const int MaxCount = 64;

    /// <summary>
    /// Not asked for: says of a finding that its phrase alone would have been flagged, had the text as a whole not scored lower.
    /// </summary>
    public static readonly SuppressorDescriptor Outweighed = new()
    {
        Id = "OSS0000",
        Title = "outweighed",
        Reason = "The phrase alone would be flagged; the text as a whole scores below the threshold.",
        Indicators = [],
        Lowering = 0,
    };

    private readonly SafetySuppressor[] _suppressors;
    private readonly uint[] _indicators;

    /// <summary>Checks what the suppressors declare.</summary>
    /// <exception cref="ArgumentException">One may suppress what nobody may, lowers nothing, or shares its id.</exception>
    public SuppressorSet(IEnumerable<SafetySuppressor> suppressors)
    {
        _suppressors = [.. suppressors];
        if (_suppressors.Length > MaxCount)
            throw new ArgumentException($"There are {_suppressors.Length} suppressors; at most {MaxCount}.", nameof(suppressors));
        HashSet<string> ids = [Outweighed.Id];
        foreach (SuppressorDescriptor descriptor in _suppressors.Select(static s => s.Descriptor))
        {
            if (!ids.Add(descriptor.Id))
                throw new ArgumentException($"Two suppressors are called {descriptor.Id}.", nameof(suppressors));
            if (!(descriptor.Lowering > 0))
                throw new ArgumentException($"{descriptor.Id} lowers by {descriptor.Lowering}; it must be above 0.", nameof(suppressors));
            foreach (FindingDescriptor rule in descriptor.Indicators.Select(Taxonomy.GetDescriptor).Where(static r => !r.IsConfigurable))
            {
                throw new ArgumentException($"{descriptor.Id} names {rule.Id} {rule.IndicatorId}, a rule of an illegal class that nobody can suppress.", nameof(suppressors));
            }
        }

        _indicators = [.. _suppressors.Select(static s => s.Descriptor.Indicators.Aggregate(0u, static (mask, i) => mask | (1u << (int)i)))];
    }

    /// <summary>What the suppressors are, in their order.</summary>
    public ImmutableArray<SuppressorDescriptor> Descriptors => [.. _suppressors.Select(static s => s.Descriptor)];

    /// <summary>The strongest suppressor that applies to an indicator in a segment, or null.</summary>
    /// <param name="text">The segment.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="enabled">Which suppressors are on, a bit each.</param>
    /// <param name="options">How the text is classified.</param>
    /// <param name="collector">Who is told of a suppressor that throws; null for nobody.</param>
    public SuppressorDescriptor? Strongest(in AnalyzedText text, Indicator indicator, ulong enabled, in ClassificationOptions options, FindingCollector? collector)
    {
        if (indicator == Indicator.SelfHarm && IsDisclosure(text))
            return null;
        SuppressorDescriptor? strongest = null;
        for (int i = 0; i < _suppressors.Length; i++)
        {
            if ((enabled & (1UL << i)) == 0 || (_indicators[i] & (1u << (int)indicator)) == 0)
                continue;
            try
            {
                SuppressorDescriptor descriptor = _suppressors[i].Descriptor;
                if ((strongest is null || descriptor.Lowering > strongest.Lowering) && _suppressors[i].Applies(text, indicator))
                    strongest = descriptor;
            }
            catch (Exception e) when (!(e is OperationCanceledException && options.CancellationToken.IsCancellationRequested))
            {
                collector?.AddFailure(_suppressors[i].GetType(), e);
            }
        }

        return strongest;
    }

    /// <summary>The score of an indicator in a segment, lowered by a suppressor.</summary>
    public static float Lowered(in AnalyzedText text, Indicator indicator, SuppressorDescriptor suppressor) =>
        Logistic.Probability(Lowered(text.Workspace.Logits[(int)indicator], suppressor));

    /// <summary>A logit, in thousandths, lowered by a suppressor.</summary>
    public static int Lowered(int milliLogits, SuppressorDescriptor suppressor) =>
        milliLogits - (int)Math.Min(suppressor.Lowering * Logistic.Milli, 2f * Logistic.Limit);

    /// <summary>
    /// Whether somebody may be telling of their own self-harm: a phrase of disclosure, or any word in the first person. Rather
    /// one essay flagged than one such message hidden.
    /// </summary>
    private static bool IsDisclosure(in AnalyzedText text)
    {
        for (int i = 0; i < text.MatchCount; i++)
        {
            if (text.RowOf(i).Stance == Stance.Disclosure)
                return true;
        }

        return FirstPerson.IsIn(text.Normalized);
    }
}
