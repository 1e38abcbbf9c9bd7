using OnlineSafety.Features;

namespace OnlineSafety.Models;

/// <summary>
/// The trained model: linear stage, trees, calibration. Immutable; safe for any thread, each with its own workspace.
/// </summary>
internal sealed class RiskModel
{
    private readonly TreeModel _trees;
    private readonly Calibration _calibration;
    private readonly int[] _thresholdLogits;

    private RiskModel(LinearModel linear, TreeModel trees, Calibration calibration)
    {
        Linear = linear;
        _trees = trees;
        _calibration = calibration;
        _thresholdLogits = [.. calibration.Thresholds.Select(Logistic.LeastLogit)];
        Empty = new int[Taxonomy.IndicatorCount];
        ScanWorkspace workspace = new();
        workspace.Evidence.Clear();
        Score(workspace, Empty);
    }

    /// <summary>The logits of a text without anything in it, in thousandths: what evidence is measured against.</summary>
    public int[] Empty { get; }

    /// <summary>The linear stage.</summary>
    public LinearModel Linear { get; }

    /// <summary>The least probability of each indicator that the key stage 3 profile flags.</summary>
    public float[] Thresholds => _calibration.Thresholds;

    /// <summary>Opens the model of a bundle, or returns null for a bundle of a lexicon alone.</summary>
    /// <exception cref="InvalidDataException">A section is missing or not well formed.</exception>
    public static RiskModel? Open(Bundle bundle)
    {
        if (!bundle.Sections.TryGetValue(BundleSection.Linear, out ReadOnlyMemory<byte> linear))
            return null;
        if (!bundle.Sections.TryGetValue(BundleSection.Trees, out ReadOnlyMemory<byte> trees) ||
            !bundle.Sections.TryGetValue(BundleSection.Calibration, out ReadOnlyMemory<byte> calibration))
            throw new InvalidDataException("The bundle has a linear section but no trees or no calibration.");
        WordMemo? memo = bundle.Sections.TryGetValue(BundleSection.Words, out ReadOnlyMemory<byte> words) ? new WordMemo(words, linear) : null;
        return new RiskModel(new LinearModel(linear, memo), new TreeModel(trees), new Calibration(calibration));
    }

    /// <summary>
    /// The logits of the segment that a workspace holds, in thousandths, one an indicator: the calibrated model's, and at least
    /// what the lexicon's rule says, so that a plain phrase is found though training never met it.
    /// </summary>
    public void Score(ScanWorkspace workspace, Span<int> logits)
    {
        Span<float> features = stackalloc float[DenseFeatures.Count];
        DenseFeatures.Compute(Linear, workspace, features);
        _trees.Score(features, logits);
        _calibration.Apply(logits);
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            // What the lexicon's rule flags alone (from one half), the thresholds flag too, however high they lie.
            int rule = workspace.Evidence.After((Indicator)i);
            int floor = rule < 0 ? rule : rule + _thresholdLogits[i];
            logits[i] = Math.Max(logits[i], floor);
        }
    }
}
