using OnlineSafety.Text;

namespace OnlineSafety.Tests.Text;

public class CharKindsTests
{
    [Theory]
    [InlineData("il1!|", 'i')]
    [InlineData("o0", 'o')]
    [InlineData("e3€", 'e')]
    [InlineData("a4@", 'a')]
    [InlineData("sz5$", 's')]
    [InlineData("t7+", 't')]
    [InlineData("b8", 'b')]
    [InlineData("g69", 'g')]
    [InlineData("uv", 'u')]
    public void What_looks_alike_has_one_skeleton(string characters, char skeleton) => Assert.All(characters, c => Assert.Equal(skeleton, CharKinds.Skeleton(c)));

    [Theory]
    [InlineData("cdfhjkmnpqrwxy2 .-_*'\0\u007F")]
    [InlineData("éßжλ中\uFFFF")]
    public void Anything_else_is_its_own(string characters) => Assert.All(characters, static c => Assert.Equal(c, CharKinds.Skeleton(c)));
}
