using OnlineSafety.Tests;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Tests;

/// <summary>The repository's data keep their own rules, and there is as much of them as is claimed.</summary>
public sealed class RepositoryDataTests
{
    private static readonly RepositoryData s_data = RepositoryData.Load(RepositoryRoot.File("data"));

    private static readonly string[] s_withPublicData = ["pornography", "hate", "self-harm", "bullying", "filter-bypass", "profanity", "advertising"];

    [Fact]
    public void Every_row_keeps_the_rules() => Assert.Empty(s_data.Problems);

    public static TheoryData<string> Indicators => [.. Taxonomy.Descriptors.Select(static d => d.IndicatorId!)];

    [Theory]
    [MemberData(nameof(Indicators))]
    public void There_are_as_many_samples_as_claimed(string id)
    {
        Assert.True(Taxonomy.TryGetIndicator(id, out Indicator indicator));
        int least = s_withPublicData.Contains(id) ? 120 : 250;
        LabelledRow[] rows = [.. s_data.Samples.Where(r => r.Source == id)];
        Assert.True(rows.Count(r => r.Labels[indicator] == true) >= least);
        Assert.True(rows.Count(r => r.Labels[indicator] == false) >= least);
        Assert.True(s_data.FunctionalTests.Count(r => r.Indicator == indicator) >= 50);
    }

    [Theory]
    [InlineData(Indicator.Grooming, 120)]
    [InlineData(Indicator.Exploitation, 60)]
    [InlineData(Indicator.Recruitment, 60)]
    [InlineData(Indicator.Coercion, 50)]
    [InlineData(Indicator.Bullying, 50)]
    public void There_are_as_many_conversations_as_claimed(Indicator indicator, int least) =>
        Assert.True(s_data.Conversations.Count(r => r.Labels[indicator] == true) >= least);

    [Fact]
    public void There_are_as_many_benign_conversations_and_functional_tests_as_claimed()
    {
        Assert.True(s_data.Conversations.Count(static r => r.Labels.IsSafe) >= 350);
        Assert.True(s_data.FunctionalTests.Length >= 1200);
    }

    [Fact]
    public void Identity_words_stand_in_more_benign_rows_than_risky_ones()
    {
        string[] identities = ["muslim", "jewish", "gay", "black", "trans", "disabled", "polish", "traveller", "hijab", "autistic"];
        bool Mentions(LabelledRow row) => Diversity.Words(row.Text!).Any(identities.Contains);
        int benign = s_data.Samples.Count(r => r.Labels.IsSafe && Mentions(r));
        int risky = s_data.Samples.Count(r => r.Labels.Positive != 0 && Mentions(r));
        Assert.True(benign >= risky * 0.8, $"{benign} benign, {risky} risky");
    }
}
