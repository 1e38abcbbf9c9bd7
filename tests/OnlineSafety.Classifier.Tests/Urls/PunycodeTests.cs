using System.Globalization;
using FsCheck.Fluent;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

public sealed class PunycodeTests
{
    [Theory]
    [InlineData("mller-kva", "müller")]
    [InlineData("80ak6aa92e", "аррӏе")] // all Cyrillic, as in the well-known imitation of a brand
    [InlineData("fsqu00a", "例子")]
    [InlineData("ls8h", "💩")]
    [InlineData("", null)]
    [InlineData("99999999999", null)]
    [InlineData("a-ä", null)]
    public void Labels(string encoded, string? expected)
    {
        char[] into = new char[64];
        Assert.Equal(expected, Punycode.TryDecode(encoded, into, out int length) ? new string(into, 0, length) : null);
    }

    [Fact]
    public void What_the_platform_encodes_is_decoded()
    {
        IdnMapping idn = new() { AllowUnassigned = true };
        Property.Holds(Gen.Choose(0x3B1, 0x3C9).Select(static c => (char)c).ListOf().Select(static cs => new string([.. cs.Take(12)])), 500, label =>
        {
            if (label.Length == 0)
                return;
            char[] into = new char[64];
            Assert.True(Punycode.TryDecode(idn.GetAscii(label).AsSpan(Punycode.Prefix.Length), into, out int length));
            Assert.Equal(idn.GetUnicode(idn.GetAscii(label)), new string(into, 0, length));
        });
    }
}
