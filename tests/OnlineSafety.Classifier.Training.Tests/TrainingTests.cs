using OnlineSafety.Features;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Tests;
using OnlineSafety.Text;
using OnlineSafety.Training.Trees;

namespace OnlineSafety.Training.Tests;

public sealed class TrainingTests
{
    private static readonly Lazy<byte[]> s_tiny = new(static () => Train());

    [Fact]
    public void Training_on_the_repositorys_data_alone_gives_the_same_bytes_again() => Assert.True(s_tiny.Value.AsSpan().SequenceEqual(Train()));

    [Fact]
    public void A_trained_bundle_scores_and_explains()
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, s_tiny.Value);
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().UseBundle(file).Build();
        File.Delete(file);
        Assert.True(classifier.Info.HasModel);
        string text = "go kill yourself, nobody likes you";
        ClassificationResult result = classifier.ClassifyText(text, new ClassificationOptions { MinimumScore = 0 });
        Assert.Equal(classifier.ScoreText(text), result.Scores);
        Assert.True(result.Scores[Indicator.SelfHarm] > classifier.ScoreText("the weather is fine")[Indicator.SelfHarm]);
        Assert.Contains(result.Findings, static f => f.Evidence.Any(static e => e.ToString().StartsWith("model:", StringComparison.Ordinal)));

        classifier.ScoreText(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        classifier.ScoreText(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_trained_bundle_has_its_automata_compiled_and_its_words_summed()
    {
        Dictionary<BundleSection, byte[]> sections = Bundle.Open(s_tiny.Value, "tiny").ToDictionary();
        byte[] automata = LexiconAutomata.Write(LexiconEntries.Open(sections[BundleSection.Lexicon]));
        Assert.True(sections[BundleSection.Automata].AsSpan().SequenceEqual(automata));

        LinearModel model = new(sections[BundleSection.Linear], new WordMemo(sections[BundleSection.Words], sections[BundleSection.Linear]));
        int[] expected = new int[Taxonomy.IndicatorCount];
        LinearSums sums = new();
        foreach (string line in File.ReadLines(RepositoryRoot.File("data", "samples", "bullying.jsonl")).Take(200))
        {
            string folded = TextNormalizer.Fold(line);
            model.Note(folded, sums);
            model.AddRows(sums);
            Assert.Equal(model.SumScalar(folded, expected), sums.FeatureCount);
            Assert.Equal(expected, sums.Values);
        }
    }

    [Fact]
    public void Trees_learn_what_one_split_cannot_and_keep_to_monotony()
    {
        // Positive where the first feature is high, except where the second is too; the third must never lower the score.
        Random random = new(7);
        float[][] features = [.. Enumerable.Range(0, 2000).Select(_ => Row(random.NextSingle(), random.NextSingle(), random.NextSingle()))];
        bool[] positive = [.. features.Select(static f => f[0] > 0.5f && f[1] < 0.5f && f[2] < 0.9f)];
        bool[] increasing = new bool[DenseFeatures.Count];
        increasing[2] = true;
        TreeTrainer trainer = new(BinnedFeatures.Build(features, 32), increasing, new TreeSettings { Stages = [20] });
        List<TreeModel.Tree> trees = trainer.Train([.. Enumerable.Range(0, features.Length)], positive, [.. Enumerable.Repeat(1f, features.Length)], new int[features.Length]);
        int Score(float a, float b, float c) => trees.Sum(t => t.Score(Row(a, b, c)));

        Assert.True(Score(0.9f, 0.1f, 0.5f) > 0);
        Assert.True(Score(0.9f, 0.9f, 0.5f) < 0);
        Assert.True(Score(0.1f, 0.1f, 0.5f) < 0);
        for (int i = 0; i < 500; i++)
        {
            (float a, float b, float low, float high) = (random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle());
            Assert.True(Score(a, b, Math.Max(low, high)) >= Score(a, b, Math.Min(low, high)));
        }

        static float[] Row(float a, float b, float c)
        {
            float[] row = new float[DenseFeatures.Count];
            (row[0], row[1], row[2]) = (a, b, c);
            return row;
        }
    }

    private static byte[] Train() => ModelTrainer.Train(RepositoryRoot.File("data"), [], 1, isTiny: true, static _ => { }).Bundle;
}
