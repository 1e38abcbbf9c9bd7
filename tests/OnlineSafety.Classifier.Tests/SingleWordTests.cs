namespace OnlineSafety.Tests;

/// <summary>
/// What somebody looks up: a word alone is a risk where the lexicon says so, not because it is often said in risky sentences.
/// </summary>
public class SingleWordTests
{
    [Theory]
    [InlineData("gay")]
    [InlineData("jewish")]
    [InlineData("jews")]
    [InlineData("women")]
    [InlineData("girls")]
    [InlineData("female")]
    [InlineData("gypsies")]
    [InlineData("travellers")]
    [InlineData("foreigners")]
    [InlineData("headscarf")]
    [InlineData("skirt")]
    [InlineData("kiss")]
    [InlineData("older")]
    [InlineData("myself")]
    [InlineData("weekend")]
    [InlineData("bag")]
    [InlineData("code")]
    [InlineData("transfer")]
    [InlineData("race")]
    [InlineData("anniversary")]
    [InlineData("mud")]
    [InlineData("towel")]
    [InlineData("watching")]
    [InlineData("fussy")]
    public void An_everyday_word_alone_is_no_risk(string text) => Assert.Equal(Decision.Allow, SafetyClassifier.Default.ClassifyText(text).Decision);

    [Theory]
    [InlineData("kys")]
    [InlineData("porn")]
    [InlineData("suicidal")]
    [InlineData("thinspo")]
    public void A_word_that_the_lexicon_knows_is(string text) => Assert.NotEqual(Decision.Allow, SafetyClassifier.Default.ClassifyText(text).Decision);
}
