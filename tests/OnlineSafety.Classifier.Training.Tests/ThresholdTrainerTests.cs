namespace OnlineSafety.Training.Tests;

public sealed class ThresholdTrainerTests
{
    private static readonly int[] s_benign = [.. Enumerable.Range(0, 1000)];

    [Fact]
    public void Near_misses_alone_set_the_threshold_where_ordinary_text_scores_low()
    {
        int[] nearMisses = [.. Enumerable.Range(5000, 100)];
        Assert.Equal(5097, ThresholdTrainer.Choose([new ThresholdTrainer.Rows([5050, 5098], nearMisses, s_benign)])[0]);
    }

    [Fact]
    public void False_alarms_go_to_the_indicator_that_finds_most_for_them()
    {
        // Three false alarms in 1,000 to share out. The first finds nothing more for any; the second finds half of its positives
        // for one, the third all of its positives for one, and a fourth would need two for one positive in ten.
        int[] chosen = ThresholdTrainer.Choose(
        [
            new ThresholdTrainer.Rows([2000, 3000], [], s_benign),
            new ThresholdTrainer.Rows([999, 2000], [], s_benign),
            new ThresholdTrainer.Rows([999, 999], [], s_benign),
            new ThresholdTrainer.Rows([.. Enumerable.Range(0, 9).Select(static _ => 10), 998], [], s_benign),
        ]);
        Assert.Equal([1000, 999, 999, 1000], chosen);
    }

    [Fact]
    public void What_the_lexicon_flags_anyway_is_spent()
    {
        ThresholdTrainer.Rows[] rows = [new ThresholdTrainer.Rows([999, 2000], [], s_benign)];
        Assert.Equal([999], ThresholdTrainer.Choose(rows, spent: 2));
        Assert.Equal([1000], ThresholdTrainer.Choose(rows, spent: 3));
    }

    [Fact]
    public void Both_budgets_are_kept_whatever_the_scores()
    {
        Random random = new(3);
        for (int round = 0; round < 20; round++)
        {
            ThresholdTrainer.Rows[] rows = [.. Enumerable.Range(0, 5).Select(_ => new ThresholdTrainer.Rows(Scores(50), Scores(200), Scores(4000)))];
            int[] chosen = ThresholdTrainer.Choose(rows);
            Assert.True(rows.Zip(chosen).Sum(static r => r.First.Benign.Count(b => b >= r.Second)) <= 12);
            Assert.All(rows.Zip(chosen), static r => Assert.True(r.First.NearMisses.Count(b => b >= r.Second) <= 6));
        }

        int[] Scores(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-3000, 3000)).Order()];
    }
}
