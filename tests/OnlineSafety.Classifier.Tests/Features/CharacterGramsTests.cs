using FsCheck.Fluent;
using OnlineSafety.Features;

namespace OnlineSafety.Tests.Features;

public class CharacterGramsTests
{
    private const uint Seed = 0xC2B2_AE35;

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 3)] // " a", "a ", " a "
    [InlineData("ab", 6)] // three of two, two of three, one of four
    [InlineData("abc", 10)]
    public void A_text_of_n_characters_has_that_many(string text, int count) => Assert.Equal(count, HashesOf(text, 2).Length);

    [Fact]
    public void Behind_the_longest_text_nothing_is_read() =>
        Assert.Equal(HashesOf(new string('a', CharacterGrams.MaxText), 2), HashesOf(new string('a', CharacterGrams.MaxText + 1), 2));

    [Fact]
    public void Several_at_a_time_are_the_grams_one_by_one() =>
        Property.Holds(
            from length in Gen.Choose(0, CharacterGrams.MaxText)
            from shortest in Gen.Choose(2, 5)
            from characters in Gen.Choose(0, char.MaxValue).Select(static c => (char)c).ArrayOf(length)
            select (Text: new string(characters), Shortest: shortest),
            runs: 500,
            static c => Assert.Equal(c.Text.Length == 0 ? [] : Plain($" {c.Text} ", c.Shortest).Order(), HashesOf(c.Text, c.Shortest).Order()));

    /// <summary>What the vectors must give: each gram hashed from its first character to its last.</summary>
    private static IEnumerable<uint> Plain(string padded, int shortest) =>
        from start in Enumerable.Range(0, padded.Length)
        from length in Enumerable.Range(shortest, 6 - shortest)
        where start + length <= padded.Length
        select NgramFeatures.Mix(padded.Substring(start, length).Aggregate(Seed, static (hash, c) => (hash ^ c) * 0x0100_0193));

    private static uint[] HashesOf(string text, int shortest)
    {
        HashList collector = new();
        CharacterGrams.Extract(text, Seed, shortest, ref collector);
        return [.. collector.Hashes];
    }
}
