using OnlineSafety.Models;

namespace OnlineSafety.Tests.Models;

public sealed class BundleTests
{
    private static readonly byte[] s_bundle = Bundle.Write(new Dictionary<BundleSection, byte[]> { [BundleSection.Lexicon] = [1, 2, 3, 4, 5, 6, 7, 8, 9] });

    [Fact]
    public void What_is_written_is_read() =>
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Bundle.Open(s_bundle, "x").ToDictionary()[BundleSection.Lexicon]);

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        for (int i = 0; i < s_bundle.Length; i++)
        {
            byte[] damaged = [.. s_bundle];
            damaged[i] ^= 0x40;
            bool same = false;
            try
            {
                // A changed tag makes another section of it, which is no damage to the bytes.
                same = Bundle.Open(damaged, "x").ToDictionary().ContainsKey(BundleSection.Lexicon);
            }
            catch (InvalidDataException)
            {
            }

            Assert.False(same, $"byte {i}");
        }
    }

    [Fact]
    public void Sections_that_are_named_twice_or_by_the_thousand_are_refused()
    {
        byte[] two = Bundle.Write(new Dictionary<BundleSection, byte[]> { [BundleSection.Lexicon] = [1], [BundleSection.Urls] = [1] });
        two.AsSpan(16, 4).CopyTo(two.AsSpan(40));
        Assert.Contains("two sections", Assert.Throws<InvalidDataException>(() => Bundle.Open(two, "x")).Message, StringComparison.Ordinal);
        byte[] many = new byte[16 + (24 * 100_000)];
        s_bundle.AsSpan(0, 16).CopyTo(many);
        many[13] = 1;
        Assert.Contains("at most 64", Assert.Throws<InvalidDataException>(() => Bundle.Open(many, "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        for (int length = 0; length < s_bundle.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Bundle.Open(s_bundle.AsMemory(0, length), "x"));
        }
    }

    [Theory]
    [InlineData(0, 0.5f)]
    [InlineData(1000, 0.7310586f)]
    [InlineData(-6000, 0.0024726232f)]
    [InlineData(20000, 1f)]
    [InlineData(int.MinValue, 2.0611537e-09f)]
    [InlineData(int.MaxValue, 1f)]
    public void Logistic_is_the_logistic(int milliLogits, float expected) => Assert.Equal(expected, Logistic.Probability(milliLogits), 1e-6f);

    [Theory]
    [InlineData(1e-6f)]
    [InlineData(0.25f)]
    [InlineData(0.5f)]
    [InlineData(0.7310586f)]
    [InlineData(0.999f)]
    [InlineData(1f)]
    public void Least_logit_is_the_first_to_reach_a_probability(float probability)
    {
        Assert.True(Logistic.Probability(Logistic.LeastLogit(probability)) >= probability);
        Assert.True(Logistic.Probability(Logistic.LeastLogit(probability) - 1) < probability);
    }

    [Fact]
    public void Logistic_never_falls_and_is_near_the_platforms()
    {
        float last = 0;
        for (int x = -21000; x <= 21000; x++)
        {
            float p = Logistic.Probability(x);
            Assert.True(p >= last);
            Assert.Equal(1 / (1 + Math.Exp(-Math.Clamp(x, -20000, 20000) / 1000.0)), p, 1e-7);
            last = p;
        }
    }
}
