using OnlineSafety.Lexicons;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;

namespace OnlineSafety.Training.Tests;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData(new[] { 0.1, 0.2, 0.8, 0.9 }, new[] { false, false, true, true }, 1.0)]
    [InlineData(new[] { 0.9, 0.8, 0.2, 0.1 }, new[] { false, false, true, true }, 0.0)]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, new[] { false, true, false, true }, 0.5)]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true }, 0.75)]
    [InlineData(new[] { 0.1, 0.4 }, new[] { true, true }, double.NaN)]
    public void Area_under_the_curve(double[] scores, bool[] positive, double expected) =>
        Assert.Equal(expected, RocAuc.Of(scores.Zip(positive)));

    [Fact]
    public void Diversity_finds_near_duplicates_and_openings()
    {
        Diversity diversity = Diversity.Of(["the cat sat on the mat", "The cat sat, on the mat!", "the cat went home again today", "something else"]);
        Assert.Equal((0, 1, 1.0), Assert.Single(diversity.NearDuplicates));
        Assert.Equal(0.75, diversity.CommonestOpening);
        Assert.InRange(diversity.DistinctTrigrams, 0.6, 0.7);
    }

    [Fact]
    public void Functional_tests_count_by_what_should_happen()
    {
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle()
            .AddLexicon(Lexicons.Lexicon.Parse("zorble | scam | 9", "x", out _)).Build();
        LabelledRow Row(string text, bool positive, string functionality) => new()
        {
            Source = "t",
            Line = 1,
            Text = text,
            Indicator = Indicator.Scam,
            Functionality = functionality,
            Labels = default(LabelSet).With(Indicator.Scam, positive),
        };
        (IReadOnlyList<FunctionalResult> byFunctionality, _, FunctionalResult all) = FunctionalEvaluation.Run(
            classifier, [Row("zorble", true, "plain"), Row("z0rble", true, "leet"), Row("zorble?", false, "plain"), Row("hi", false, "plain")], Profile.KeyStage3);
        Assert.Equal(new FunctionalResult("all", 2, 2, 2, 1), all);
        Assert.Equal([new FunctionalResult("leet", 1, 1, 0, 0), new FunctionalResult("plain", 1, 1, 2, 1)], byFunctionality);
    }

    [Fact]
    public void Suppressors_over_blocks_by_functionality_those_of_the_bar_and_near_misses()
    {
        Lexicon lexicon = Lexicon.Parse("zorble | gambling | 9", "x", out _);
        LabelledRow[] rows =
        [
            Row("zorble", LabelSet.Safe, "news"), Row("nothing", LabelSet.Safe, "news"), Row("zorble", LabelSet.Safe, "quoted"),
            Row("zorble", LabelSet.Safe, "plain"), // a twin, not of those that name a risk
            Row("zorble", LabelSet.Safe, "") with { Register = "chat" }, Row("zorble", LabelSet.Safe, ""),
        ];
        SuppressorEvaluation evaluation = SuppressorEvaluation.Run(
            c => SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(lexicon).UseConfiguration(c).Build(), rows,
            new ClassificationOptions { Profile = Profile.KeyStage4, Surface = Surface.Filtering }, static _ => { });
        Assert.Equal(
            [new("news", 2, 1, 1), new("quoted", 1, 1, 1), new("those of the bar", 2, 1, 1), new("all of these", 3, 2, 2), new("near misses of samples", 1, 1, 1)],
            evaluation.OverBlocks.ToArray());
        Assert.All(SuppressorEvaluation.Bar, static f => Assert.Contains(f, SuppressorEvaluation.OverBlock));

        static LabelledRow Row(string text, LabelSet labels, string functionality) => new()
        {
            Source = "x",
            Line = 1,
            Text = text,
            Labels = labels,
            Functionality = functionality,
            Indicator = functionality.Length > 0 ? Indicator.Gambling : null,
        };
    }
}
