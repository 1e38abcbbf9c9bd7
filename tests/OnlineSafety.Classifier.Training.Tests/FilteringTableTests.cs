namespace OnlineSafety.Training.Tests;

public sealed class FilteringTableTests
{
    // Of 100 that name a risk, number i lies at i times the odds of the threshold; as many more do not name one and are never flagged.
    private static readonly FilteringTable s_table = FilteringTable.Of(
        [.. Enumerable.Range(1, 100).Select(static i => (Milli(i), true)), .. Enumerable.Repeat((-1000, false), 100)],
        [Milli(0.7), Milli(1), Milli(2), Milli(4)]);

    [Theory]
    [InlineData(1, 0.5, 1.0, 0.75)]
    [InlineData(2, 0.495, 0.99, 0.5)] // what reaches the factor counts
    [InlineData(8, 0.465, 0.93, 0)]
    public void A_factor_comes_to(double factor, double nearMisses, double naming, double positives)
    {
        FilteringTable.Row row = s_table.Rows.Single(r => r.Factor == factor);
        Assert.Equal((nearMisses, naming, positives), (row.NearMisses, row.Naming, row.Positives));
    }

    [Fact]
    public void A_bar_is_met_by_the_least_factor_that_meets_it_among_those_that_name_a_risk()
    {
        Assert.Equal([0.03, 0.02, 0.01], s_table.Budgets.Select(static r => r.Naming));
        Assert.All(s_table.Budgets.Zip([97, 98, 99]), static r => Assert.InRange(r.First.Factor, r.Second, r.Second + 0.2));
    }

    [Fact]
    public void Nothing_to_go_by_is_no_error() => Assert.All(FilteringTable.Of([], []).Budgets, static r => Assert.Equal(0, r.Naming));

    [Fact]
    public void Told_in_lines_of_equal_length()
    {
        string[] lines = [.. s_table.ToMarkdown()];
        Assert.StartsWith("200 near misses, 100 of which name a risk, and 4 positives", lines[0], StringComparison.Ordinal);
        Assert.Single(lines[1..].Select(static l => l.Length).Distinct());
    }

    private static int Milli(double odds) => (int)Math.Ceiling(Math.Log(odds) * 1000);
}
