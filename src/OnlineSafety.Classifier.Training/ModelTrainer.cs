using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Training.Conversations;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Linear;
using OnlineSafety.Training.Trees;
using OnlineSafety.Training.Urls;

namespace OnlineSafety.Training;

/// <summary>
/// Trains the whole model: linear stage, trees on out-of-fold logits, calibration and thresholds on out-of-fold scores. The
/// same data, lexicon and seed give the same bytes, whatever the number of threads.
/// </summary>
public static class ModelTrainer
{
    /// <summary>The seed of the committed bundle.</summary>
    public const int DefaultSeed = 20261121;

    /// <summary>Trains a model and returns the bundle, and what factors for filtering would come to.</summary>
    /// <param name="dataFolder">The repository's data folder: samples, of which the training split is used, and lexicons.</param>
    /// <param name="publicFiles">Files of public labelled data that may be trained on; may be empty.</param>
    /// <param name="seed">Seed of the order of examples.</param>
    /// <param name="isTiny">Whether to train a small model in seconds, for tests.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="InvalidDataException">A file is not well formed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (byte[] Bundle, FilteringTable Filtering) Train(string dataFolder, IReadOnlyList<string> publicFiles, int seed, bool isTiny, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        ArgumentNullException.ThrowIfNull(publicFiles);
        ArgumentNullException.ThrowIfNull(progress);
        LinearSettings linearSettings = (isTiny ? new LinearSettings { Bits = 12, Epochs = 2, MinTexts = 5 } : new LinearSettings()) with { LeastFeatures = LinearModel.LeastFeatures };
        TreeSettings treeSettings = isTiny ? new TreeSettings { Stages = [0, 4], Bins = 16 } : new TreeSettings();

        progress("reading");
        Lexicon lexicon = Lexicon.Load(Path.Combine(dataFolder, "lexicons"));
        LexiconMatcher matcher = new(lexicon.Entries);
        TrainingCorpus corpus = TrainingCorpus.Load(dataFolder, publicFiles, matcher);
        progress($"features of {corpus.Examples.Count} texts");
        FeatureTable table = FeatureTable.Build([.. corpus.Examples.Select(static e => e.Text)], linearSettings);
        ExampleWeights weights = ExampleWeights.Of(corpus, linearSettings);
        float[] logits = FusionData.OutOfFoldLogits(corpus, table, weights, linearSettings, seed, progress);
        progress("linear stage on everything");
        byte[] linear = LinearTrainer.Train(table, weights, [.. Enumerable.Range(0, corpus.Examples.Count)], linearSettings, seed).Quantize(table);

        progress("dense features");
        (float[][] features, int[][] byRule) = FusionData.Features(corpus, matcher, logits);
        BinnedFeatures binned = BinnedFeatures.Build(features, treeSettings.Bins);
        FusionTrainer fusion = new(corpus, weights, binned, features, treeSettings);
        CalibrationTrainer calibration = new(corpus, weights);
        TreeModel.Ensemble[] trees = new TreeModel.Ensemble[Taxonomy.IndicatorCount];
        Calibration.Row[] rows = new Calibration.Row[Taxonomy.IndicatorCount];
        int[][] outOfFold = new int[Taxonomy.IndicatorCount][];
        int done = 0;
        Parallel.For(0, Taxonomy.IndicatorCount, i =>
        {
            (trees[i], outOfFold[i]) = fusion.Train(i);
            rows[i] = calibration.Fit(i, outOfFold[i]);
            progress($"trees and calibration: {Interlocked.Increment(ref done)} of {Taxonomy.IndicatorCount} indicators");
        });

        int[] thresholds = ThresholdTrainer.Choose(corpus, outOfFold, byRule);
        rows = [.. rows.Select((row, i) => row with { Threshold = Logistic.Probability(row.Apply(thresholds[i])) })];
        FilteringTable filtering = FilteringTable.Of(corpus, outOfFold, features, byRule, rows);
        Dictionary<BundleSection, byte[]> sections = new()
        {
            [BundleSection.Linear] = linear,
            [BundleSection.Words] = WordMemo.Write(linearSettings.MemoBits, linear, CommonWords.Of(corpus.Examples.Select(static e => e.Text))),
            [BundleSection.Trees] = TreeModel.Write(trees),
            [BundleSection.Calibration] = Calibration.Write(rows),
        };
        BundleWriter.AddLexicon(sections, lexicon);
        AddConversations(sections, matcher, dataFolder, publicFiles, seed, isTiny, progress);
        if (TrainUrlSection(publicFiles, seed, isTiny, progress) is { } urls)
            sections[BundleSection.Urls] = urls;
        return (Bundle.Write(sections), filtering);
    }

    /// <summary>Trains the conversation model alone, with the lexicon as it is now, and returns another bundle with it.</summary>
    /// <param name="bundle">The bundle whose other sections are kept.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="dataFolder">The repository's data folder.</param>
    /// <param name="publicFiles">Files of public labelled data that may be trained on; may be empty.</param>
    /// <param name="seed">Seed of the order of examples.</param>
    /// <param name="isTiny">Whether to train a small model in seconds, for tests.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="InvalidDataException">A file is not well formed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static byte[] TrainConversations(ReadOnlyMemory<byte> bundle, string name, string dataFolder, IReadOnlyList<string> publicFiles, int seed, bool isTiny, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(dataFolder);
        ArgumentNullException.ThrowIfNull(publicFiles);
        ArgumentNullException.ThrowIfNull(progress);
        Dictionary<BundleSection, byte[]> sections = Bundle.Open(bundle, name).ToDictionary();
        Lexicon lexicon = Lexicon.Load(Path.Combine(dataFolder, "lexicons"));
        BundleWriter.AddLexicon(sections, lexicon);
        AddConversations(sections, new LexiconMatcher(lexicon.Entries), dataFolder, publicFiles, seed, isTiny, progress);
        return Bundle.Write(sections);
    }

    private static void AddConversations(
        Dictionary<BundleSection, byte[]> sections, LexiconMatcher matcher, string dataFolder, IReadOnlyList<string> publicFiles, int seed, bool isTiny, Action<string> progress)
    {
        ConversationSettings settings = isTiny ? ConversationSettings.Tiny : new ConversationSettings();
        foreach ((BundleSection tag, byte[] section) in ConversationTrainer.Train(dataFolder, publicFiles, matcher, settings, seed, progress))
        {
            sections[tag] = section;
        }
    }

    /// <summary>Trains the model of URLs alone and puts it into a bundle in place of its own.</summary>
    /// <param name="bundle">The bundle that all else comes from.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="publicFiles">Files of public labelled data; those named <c>urls-*</c> are read.</param>
    /// <param name="seed">Seed of the order of examples.</param>
    /// <param name="isTiny">Whether to train a small model in seconds, for tests.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="InvalidDataException">The bundle or a file is not well formed, or no file has URLs.</exception>
    public static byte[] TrainUrls(ReadOnlyMemory<byte> bundle, string name, IReadOnlyList<string> publicFiles, int seed, bool isTiny, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(publicFiles);
        ArgumentNullException.ThrowIfNull(progress);
        Dictionary<BundleSection, byte[]> sections = Bundle.Open(bundle, name).ToDictionary();
        sections[BundleSection.Urls] = TrainUrlSection(publicFiles, seed, isTiny, progress)
            ?? throw new InvalidDataException("None of the files has URLs: name some 'urls-*.jsonl' with --data.");
        return Bundle.Write(sections);
    }

    private static byte[]? TrainUrlSection(IReadOnlyList<string> files, int seed, bool isTiny, Action<string> progress) =>
        UrlTrainer.Train(files, seed, isTiny ? UrlSettings.Tiny : new UrlSettings(), progress);
}
