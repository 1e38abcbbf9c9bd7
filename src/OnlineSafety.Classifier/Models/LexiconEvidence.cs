using System.Runtime.Intrinsics;
using OnlineSafety.Lexicons;
using OnlineSafety.Matching;

namespace OnlineSafety.Models;

/// <summary>
/// What the lexicon says of one segment: the logit of each indicator before and after context, by the rule of docs/scoring.md.
/// Integers throughout (thousandths of a logit). A reusable buffer.
/// </summary>
internal sealed class LexiconEvidence
{
    /// <summary>The logit of a text without evidence: p = 0.0025.</summary>
    public const int Prior = -6 * Logistic.Milli;

    private const int MaxLowering = 3500;
    private const int MaxContext = 4 * Logistic.Milli;

    // A negation counts where it ends this close before the phrase, in the same sentence.
    private const int NegationReach = 12;
    private const int KindCount = (int)ContextKind.Family + 1;

    private readonly int[] _before = new int[Taxonomy.IndicatorCount];
    private readonly int[] _after = new int[Taxonomy.IndicatorCount];
    private readonly int[] _context = new int[KindCount];
    private readonly bool[] _disclosed = new bool[Taxonomy.IndicatorCount];
    private Term[] _terms = new Term[64];
    private int _termCount;
    private (int SeenIn, int Term)[] _seen = [];
    private int _epoch;

    /// <summary>The logits of all indicators before context lowered them, in thousandths.</summary>
    public ReadOnlySpan<int> AllBefore => _before;

    /// <summary>The logits of all indicators, in thousandths.</summary>
    public ReadOnlySpan<int> AllAfter => _after;

    /// <summary>The logit of an indicator before context lowered it, in thousandths.</summary>
    public int Before(Indicator indicator) => _before[(int)indicator];

    /// <summary>The logit of an indicator, in thousandths.</summary>
    public int After(Indicator indicator) => _after[(int)indicator];

    /// <summary>How strongly a context shows, in thousandths.</summary>
    public int Context(ContextKind kind) => _context[(int)kind];

    /// <summary>Sums up the workspace's hits, dropping those that a longer hit makes void.</summary>
    public void Compute(LexiconMatcher matcher, LexiconHitList hits, ReadOnlySpan<char> text)
    {
        Clear();
        if (hits.Count == 0)
            return;

        DropContained(matcher, hits);
        GatherTerms(matcher, hits, text);
        SumTerms();
        LowerByContext();
    }

    /// <summary>The evidence of a text without anything in it.</summary>
    public void Clear()
    {
        for (int i = 0; i < Taxonomy.IndicatorCount; i += Vector256<int>.Count)
        {
            Vector256.Create(Prior).CopyTo(_before, i);
            Vector256.Create(Prior).CopyTo(_after, i);
        }

        Array.Clear(_context);
    }

    /// <summary>
    /// Drops hits inside a longer hit of the same target, and risky hits inside a longer hit of a context that shields.
    /// Hits are sorted by start, longer first, so what may contain a hit comes before it.
    /// </summary>
    private static void DropContained(LexiconMatcher matcher, LexiconHitList hits)
    {
        Span<int> targetEnd = stackalloc int[Taxonomy.IndicatorCount + KindCount];
        targetEnd.Clear();
        LexiconHit shield = default;
        int kept = 0;
        Span<LexiconHit> items = hits.Items;
        ReadOnlySpan<LexiconEntryRow> rows = matcher.Entries.Rows;
        foreach (LexiconHit hit in items)
        {
            ref readonly LexiconEntryRow entry = ref rows[hit.Entry];
            int target = entry.Target;
            if (hit.End <= targetEnd[target])
                continue;
            if (entry.IsContext && ContextEffects.Shields(entry.Context) && hit.End > shield.End)
                shield = hit;
            bool shielded = !entry.IsContext && hit.End <= shield.End && hit.End - hit.Start < shield.End - shield.Start;
            if (shielded)
                continue;
            targetEnd[target] = hit.End;
            items[kept++] = hit;
        }

        hits.Truncate(kept);
    }

    private void GatherTerms(LexiconMatcher matcher, LexiconHitList hits, ReadOnlySpan<char> text)
    {
        if (_seen.Length < matcher.Entries.Length)
            _seen = new (int, int)[matcher.Entries.Length];

        if (++_epoch == int.MaxValue)
        {
            Array.Clear(_seen);
            _epoch = 1;
        }

        if (_terms.Length < hits.Count)
            _terms = new Term[hits.Count * 2];
        _termCount = 0;
        Array.Clear(_disclosed);
        int negationEnd = int.MinValue;
        ReadOnlySpan<LexiconEntryRow> rows = matcher.Entries.Rows;
        foreach (LexiconHit hit in hits.Items)
        {
            ref readonly LexiconEntryRow entry = ref rows[hit.Entry];
            int weight = hit.Weight;
            if (entry.IsContext)
            {
                if (entry.Context == ContextKind.Negation)
                    negationEnd = hit.End;
            }
            else
            {
                if (entry.Stance == Stance.Disclosure)
                    _disclosed[entry.Target] = true;
                if (entry.Target != (int)Indicator.SelfHarm && IsNegated(text, negationEnd, hit.Start))
                    weight = weight * 2 / 5;
            }

            // A phrase counts once, at the heaviest of its places: denied here, it may be meant there.
            Term term = new(entry.Target, weight, hit.Entry);
            ref (int SeenIn, int Term) seen = ref _seen[hit.Entry];
            if (seen.SeenIn != _epoch)
            {
                seen = (_epoch, _termCount);
                _terms[_termCount++] = term;
            }
            else if (weight > _terms[seen.Term].Weight)
            {
                _terms[seen.Term] = term;
            }
        }
    }

    private static bool IsNegated(ReadOnlySpan<char> text, int negationEnd, int start) =>
        negationEnd <= start && start - (long)negationEnd <= NegationReach && !text[negationEnd..start].ContainsAny('.', '!', '?');

    /// <summary>Adds up distinct phrases, heaviest first, each further one counting three quarters of the one before.</summary>
    private void SumTerms()
    {
        Span<Term> terms = _terms.AsSpan(0, _termCount);
        ShortSort.Sort(terms);
        Array.Clear(_context);
        int share = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            share = i > 0 && terms[i - 1].Target == terms[i].Target ? share * 3 / 4 : 1 << 16;
            int weight = (int)(((long)terms[i].Weight * share) >> 16);
            if (terms[i].Target < Taxonomy.IndicatorCount)
                _before[terms[i].Target] += weight;
            else
                _context[terms[i].Target - Taxonomy.IndicatorCount] += weight;
        }

        for (int kind = 0; kind < KindCount; kind++)
        {
            _context[kind] = Math.Min(_context[kind], MaxContext);
        }
    }

    private void LowerByContext()
    {
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            _after[i] = _before[i];
            if (_before[i] == Prior || (_disclosed[i] && (Indicator)i == Indicator.SelfHarm))
                continue;
            int lowering = 0;
            for (int kind = 0; kind < KindCount; kind++)
            {
                lowering += _context[kind] * ContextEffects.Percent((ContextKind)kind, (Indicator)i) / 100;
            }

            _after[i] = Math.Max(Prior, _before[i] - Math.Min(lowering, MaxLowering));
        }
    }

    private readonly record struct Term(int Target, int Weight, int Entry) : IComparable<Term>
    {
        public int CompareTo(Term other) =>
            Target != other.Target ? Target.CompareTo(other.Target)
            : Weight != other.Weight ? other.Weight.CompareTo(Weight)
            : Entry.CompareTo(other.Entry);
    }
}
