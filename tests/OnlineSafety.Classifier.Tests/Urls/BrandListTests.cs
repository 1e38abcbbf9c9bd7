using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

public sealed class BrandListTests
{
    [Theory]
    [InlineData("paypal", nameof(BrandLikeness.Same), "paypal")]
    [InlineData("paypa1", nameof(BrandLikeness.Disguised), "paypal")]
    [InlineData("paypai", nameof(BrandLikeness.Disguised), "paypal")]
    [InlineData("раураl", nameof(BrandLikeness.Disguised), "paypal")] // Cyrillic but for the last letter
    [InlineData("r0bl0x", nameof(BrandLikeness.Disguised), "roblox")]
    [InlineData("arnazon", nameof(BrandLikeness.Disguised), "amazon")]
    [InlineData("tvvitter", nameof(BrandLikeness.Disguised), "twitter")]
    [InlineData("paypall", nameof(BrandLikeness.Typo), "paypal")]
    [InlineData("paypl", nameof(BrandLikeness.Typo), "paypal")]
    [InlineData("paypak", nameof(BrandLikeness.Typo), "paypal")]
    [InlineData("papyal", nameof(BrandLikeness.Typo), "paypal")]
    [InlineData("faecbook", nameof(BrandLikeness.Typo), "facebook")]
    [InlineData("volcano", nameof(BrandLikeness.None), null)]
    [InlineData("maths", nameof(BrandLikeness.None), null)]
    [InlineData("ab", nameof(BrandLikeness.None), null)]
    [InlineData("", nameof(BrandLikeness.None), null)]
    public void Words(string word, string likeness, string? name)
    {
        Assert.Equal(likeness, BrandList.Default.Match(word, out int brand).ToString());
        Assert.Equal(name, brand < 0 ? null : BrandList.Default.NameOf(brand));
    }

    [Fact]
    public void Any_word_is_looked_at() => Property.Holds(Hostile.Utf16, 1000, static word => BrandList.Default.Match(word, out _));
}
