using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Tests;

public sealed class FeatureTableTests
{
    [Theory]
    [InlineData("zorb", 1, 15)] // the word, and the 2- to 5-grams of " zorb "
    [InlineData("zorb", 110, 110)]
    [InlineData("a bc def ghij klmno pqrstu vwxyzab cdefghij klmnopqrs", 110, 180)]
    public void Values_are_counts_over_the_root_of_the_number_of_features(string text, int least, int number)
    {
        LinearSettings settings = new() { Bits = 20, MinTexts = 1, WeighsByRarity = false, LeastFeatures = least };
        FeatureTable table = FeatureTable.Build([text], settings);
        Assert.All(table.Values[0], value => Assert.Equal(Math.Round(value * Math.Sqrt(number)), value * Math.Sqrt(number), 1e-5));
        Assert.Equal(1, table.Values[0].Min() * Math.Sqrt(number), 1e-5);
    }
}
