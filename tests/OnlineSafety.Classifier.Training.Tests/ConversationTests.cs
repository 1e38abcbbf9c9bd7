using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Training.Conversations;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Tests;

public sealed class ConversationTests
{
    [Fact]
    public void The_regression_finds_weights_and_never_a_negative_one()
    {
        // Positive with the first feature, less so with the second, whatever the third.
        Random random = new(5);
        float[][] rows = [.. Enumerable.Range(0, 4000).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() })];
        bool[] positive = [.. rows.Select(r => random.NextDouble() < 1 / (1 + Math.Exp(1 - (4 * r[0]) + (3 * r[1]))))];
        (double bias, double[] weights) = LogisticTrainer.Fit(rows, positive, [.. Enumerable.Repeat(1.0, rows.Length)], 0.01);
        Assert.InRange(weights[0], 3, 5);
        Assert.Equal(0, weights[1]);
        Assert.InRange(weights[2], 0, 0.5);
        Assert.InRange(bias, -3.5, -1.5);
    }

    [Fact]
    public void Words_by_role_are_learnt_from_who_writes_them()
    {
        // The same words in all chats: a risk where one who asks is asked nothing, none where both ask and both answer.
        string folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "conversations"));
        Directory.CreateDirectory(Path.Combine(folder, "samples"));
        File.WriteAllLines(Path.Combine(folder, "conversations", "t.jsonl"), Enumerable.Range(0, 60).Select(static i =>
        {
            bool isRisky = i % 2 == 0;
            string second = isRisky ? "B" : "A";
            return $$$"""{"id":"t{{{i}}}","labels":{{{(isRisky ? """{"grooming":1}""" : """{"safe":1}""")}}},"participants":{"A":{"role":"initiator"},"B":{"role":"target"}},"conversation":[{"author":"A","text":"zorble quux"},{"author":"{{{second}}}","text":"nay nay thanks"}]}""";
        }));
        ConversationSettings settings = ConversationSettings.Tiny;
        ConversationCorpus corpus = ConversationCorpus.Load(folder, [], settings);
        Directory.Delete(folder, recursive: true);
        FeatureTable table = FeatureTable.Build(corpus.Texts, settings.Linear);
        RoleWords roles = new(RoleWords.Write(table.Bits, table.Tags, new RoleTrainer(corpus, table, settings).Train(-1, 1)));
        (int asks, int asked) = roles.Sum("zorble quux");
        (int own, int answered) = roles.Sum("nay nay thanks");
        Assert.True(asks > asked, $"asking: {asks} by the suspect, {asked} by others");
        Assert.True(answered > own, $"refusing: {own} by the suspect, {answered} by others");
        Assert.Equal(roles.Sum("zorble quux"), new RoleWords(RoleWords.Write(table.Bits, table.Tags, new RoleTrainer(corpus, table, settings).Train(-1, 1))).Sum("zorble quux"));
    }

    [Fact]
    public void Every_stage_but_none_is_a_step() =>
        Assert.All(Enum.GetValues<Stage>(), static s => Assert.Equal(s != Stage.None, EvidenceRows.StepOf(s) is not null));

    [Fact]
    public void Evaluation_counts_conversations_latency_and_initiators()
    {
        // Made by hand: a word is the step, and two of them are an alert.
        float[] weights = new float[TrajectoryFeatures.Count];
        weights[TrajectoryFeatures.Suspect] = 4;
        float[] scales = [.. Enumerable.Repeat(1f, EvidenceRows.Count)];
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, Bundle.Write(new Dictionary<BundleSection, byte[]>
        {
            [BundleSection.ConversationMessages] = LinearModel.Write(1, scales, new float[EvidenceRows.Count], new byte[2], new sbyte[2 * EvidenceRows.Count]),
            [BundleSection.Trajectories] = TrajectoryModel.Write(new float[EvidenceRows.Count], new TrajectoryModel.Regression(-6, 0.5f, weights)),
        }));
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().UseBundle(file).AddLexicon(Lexicon.Parse("zorble | grooming | 4 | stage=secrecy", "x", out _)).Build();
        File.Delete(file);

        LabelledRow[] rows =
        [
            Row(LabelSet.Safe.With(Indicator.Grooming, true), "A zorble", "A zorble", "B hi", "B hi", "B hi"), // found at the second of five
            Row(default(LabelSet).With(Indicator.Coercion, true), "B hi", "B hi", "A zorble", "A hi", "A zorble"), // found at the last, as another course
            Row(default(LabelSet).With(Indicator.Bullying, true), "A hi", "B hi", "A hi", "B hi", "A hi"), // missed
            Row(LabelSet.Safe, "A hi", "B zorble"), // rightly not
            Row(LabelSet.Safe, "B zorble", "B zorble"), // wrongly
            Row(default(LabelSet).With(Indicator.Hate, true), "A zorble", "A zorble"), // no conversation to judge
        ];
        ConversationEvaluation result = ConversationEvaluation.Run(classifier, rows, Profile.KeyStage3)!;
        Assert.Equal(new ConversationSourceResult("t", 3, 2, 1, 1, 2, 1), Assert.Single(result.Sources));
        Assert.Equal(500, result.Sources[0].FalseAlertsPer1000);
        Assert.Equal(["grooming", "coercion", "bullying"], result.Courses.Select(static c => c.Name));
        Assert.Equal((2 / 3.0, 2 / 3.0), (result.Precision, result.Recall));
        Assert.Equal(2 / 3.0, result.F1, 1e-12);
        Assert.Equal((3.5, 1 / 3.0), (result.MedianMessagesToAlert, result.EarlyShare));

        // The median length is five, so p = ln 3 / 4; alerts at 2 and 5 cost 0.1361 and 0.5.
        Assert.Equal(2 / 3.0 * (1 - ((((2 / (1 + Math.Pow(3, -0.25))) - 1) + 0.5) / 2)), result.LatencyF1, 1e-12);
        Assert.Equal((2 / 3.0, 2 / 3.0), (result.InitiatorPrecision, result.InitiatorRecall));
        Assert.Null(ConversationEvaluation.Run(classifier, rows[5..], Profile.KeyStage3));
    }

    private static LabelledRow Row(LabelSet labels, params string[] messages) => new()
    {
        Source = "t",
        Line = 1,
        Labels = labels,
        Conversation = [.. messages.Select(static m => new LabelledMessage(m[..1], null, m[2..], Stage.None))],
        Roles = new Dictionary<string, string> { ["A"] = "initiator", ["B"] = "target" },
    };
}
