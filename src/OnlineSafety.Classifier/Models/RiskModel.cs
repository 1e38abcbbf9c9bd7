using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using OnlineSafety.Features;
using OnlineSafety.Findings;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Models;

/// <summary>
/// The trained model: linear stage, trees, calibration. Immutable; safe for any thread, each with its own workspace.
/// </summary>
internal sealed class RiskModel
{
    // Less than this moved nothing that a reader should look at.
    private const int LeastPart = 50;

    private readonly TreeModel _trees;
    private readonly Calibration _calibration;
    private readonly int[] _thresholdLogits = new int[Taxonomy.IndicatorCount];
    private readonly float[] _emptyFeatures = new float[DenseFeatures.Count];

    private RiskModel(LinearModel linear, TreeModel trees, Calibration calibration)
    {
        Linear = linear;
        _trees = trees;
        _calibration = calibration;
        for (int i = 0; i < _thresholdLogits.Length; i++)
        {
            _thresholdLogits[i] = Logistic.LeastLogit(calibration.Thresholds[i]);
        }

        Empty = new int[Taxonomy.IndicatorCount];
        ScanWorkspace workspace = new();
        workspace.Evidence.Clear();
        Prepare(workspace);
        Score(workspace, Empty);
        DenseFeatures.Compute(Linear, workspace, _emptyFeatures);
    }

    /// <summary>The logits of a text without anything in it, in thousandths: what evidence is measured against.</summary>
    public int[] Empty { get; }

    /// <summary>The linear stage.</summary>
    public LinearModel Linear { get; }

    /// <summary>The least probability of each indicator that the key stage 3 profile flags.</summary>
    public float[] Thresholds => _calibration.Thresholds;

    /// <summary>The least logit of an indicator that the key stage 3 profile flags, in thousandths.</summary>
    public int ThresholdLogit(Indicator indicator) => _thresholdLogits[(int)indicator];

    /// <summary>Opens the model of a bundle, or returns null for a bundle of a lexicon alone.</summary>
    /// <exception cref="InvalidDataException">A section is missing or not well formed.</exception>
    public static RiskModel? Open(Bundle bundle)
    {
        if (!bundle.TryGet(BundleSection.Linear, out ReadOnlyMemory<byte> linear))
            return null;
        if (!bundle.TryGet(BundleSection.Trees, out ReadOnlyMemory<byte> trees) ||
            !bundle.TryGet(BundleSection.Calibration, out ReadOnlyMemory<byte> calibration))
            throw new InvalidDataException("The bundle has a linear section but no trees or no calibration.");
        WordMemo? memo = bundle.TryGet(BundleSection.Words, out ReadOnlyMemory<byte> words) ? new WordMemo(words, linear) : null;
        return new RiskModel(new LinearModel(linear, memo), new TreeModel(trees), Calibration.Read(calibration));
    }

    /// <summary>Sends for what <see cref="Score"/> needs of the segment that a workspace holds: it comes while the lexicon is searched.</summary>
    public void Prepare(ScanWorkspace workspace) => Linear.Note(workspace.Text.Chars, workspace.Linear);

    /// <summary>
    /// The logits of the segment that a workspace holds and <see cref="Prepare"/> has seen, in thousandths, one an indicator: the calibrated
    /// model's, and at least what the lexicon's rule says, so that a plain phrase is found though training never met it.
    /// </summary>
    public void Score(ScanWorkspace workspace, Span<int> logits)
    {
        Span<float> features = stackalloc float[DenseFeatures.Count];
        DenseFeatures.Compute(Linear, workspace, features);
        _trees.Score(features, logits);
        _calibration.Apply(logits);

        // The floors of Floor, eight at a time.
        ReadOnlySpan<int> rules = workspace.Evidence.AllAfter;
        for (int i = 0; i < rules.Length; i += Vector256<int>.Count)
        {
            Vector256<int> rule = Vector256.Create(rules[i..]);
            Vector256<int> floor = rule + Vector256.AndNot(Vector256.Create(_thresholdLogits, i), Vector256.LessThan(rule, default));
            Vector256.Max(Vector256.Create<int>(logits[i..]), floor).CopyTo(logits[i..]);
        }
    }

    /// <summary>
    /// What moved the model's score of an indicator, heaviest first: for each group of features, by how much the logit falls
    /// when the group is as in an empty text (occlusion, Zeiler and Fergus 2014). Parts need not add up: groups act together.
    /// Nothing where the lexicon's rule decided: its phrases are evidence already.
    /// </summary>
    public ImmutableArray<Evidence> Explain(ScanWorkspace workspace, Indicator indicator)
    {
        Span<float> features = stackalloc float[DenseFeatures.Count];
        DenseFeatures.Compute(Linear, workspace, features);
        Span<int> logits = stackalloc int[Taxonomy.IndicatorCount];
        int i = (int)indicator;
        int whole = Logit(i, features, logits);
        if (whole < Floor(i, workspace))
            return [];

        List<Evidence> parts = [];
        int own = DenseFeatures.Linear + i;
        int phrases = DenseFeatures.Lexicon + i;
        Occlude(features, EvidenceKind.Feature, "words", own..(own + 1));
        Occlude(features, EvidenceKind.Feature, "phrases", phrases..(phrases + 1));
        Occlude(features, EvidenceKind.Feature, "other-risks", DenseFeatures.Linear..own, (own + 1)..phrases, (phrases + 1)..DenseFeatures.Context);
        Occlude(features, EvidenceKind.Feature, "shape", DenseFeatures.Shape..DenseFeatures.Count);
        for (int at = DenseFeatures.Context; at < DenseFeatures.Shape; at++)
        {
            Occlude(features, EvidenceKind.Context, EnumIds<ContextKind>.Of((ContextKind)(at - DenseFeatures.Context)), at..(at + 1));
        }

        return [.. parts.OrderByDescending(static p => Math.Abs(p.Weight))];

        void Occlude(ReadOnlySpan<float> features, EvidenceKind kind, string name, params ReadOnlySpan<Range> group)
        {
            Span<float> without = stackalloc float[DenseFeatures.Count];
            features.CopyTo(without);
            foreach (Range range in group)
            {
                _emptyFeatures.AsSpan(range).CopyTo(without[range]);
            }

            int part = whole - Logit(i, without, stackalloc int[Taxonomy.IndicatorCount]);
            if (Math.Abs(part) >= LeastPart)
                parts.Add(new Evidence(kind, name, part / (float)Logistic.Milli));
        }
    }

    private int Logit(int indicator, ReadOnlySpan<float> features, Span<int> logits)
    {
        _trees.Score(features, logits);
        _calibration.Apply(logits);
        return logits[indicator];
    }

    /// <summary>What the lexicon's rule flags alone (from one half), the thresholds flag too, however high they lie.</summary>
    private int Floor(int indicator, ScanWorkspace workspace)
    {
        int rule = workspace.Evidence.After((Indicator)indicator);
        return rule < 0 ? rule : rule + _thresholdLogits[indicator];
    }
}
