using OnlineSafety.Text;

namespace OnlineSafety.Tests.Text;

public sealed class EvasionSignsTests
{
    [Theory]
    [InlineData("k1ll", true)]
    [InlineData("a$$", true)]
    [InlineData("h@te", true)]
    [InlineData("k i l l", true)]
    [InlineData("k.i.l.l", true)]
    [InlineData("ki-ll", true)]
    [InlineData("k_i_ll", true)]
    [InlineData("ki ll", true)]
    [InlineData("killlll", true)]
    [InlineData("f*ck", true)]
    [InlineData("#killyourself", true)]
    [InlineData("see you at 7, room 12", false)]
    [InlineData("that costs $5 (or 4.50)!", false)]
    [InlineData("well done!", false)]
    [InlineData("it is a self-evident and well-known fact", false)]
    [InlineData("i am at the shop, u ok", false)]
    [InlineData("@user hello", false)]
    [InlineData("good, I'll see if he's in", false)]
    [InlineData("", false)]
    public void Sees_signs_only_where_there_are_some(string text, bool expected)
    {
        EvasionSigns signs = new();
        signs.Detect(text);
        Assert.Equal(expected, signs.Any);
    }
}
