using OnlineSafety.Conversations;

namespace OnlineSafety.Tests.Conversations;

public sealed class SipHashTests
{
    // The reference vectors of Aumasson and Bernstein (key 00..0f, message 00 01 02 ...), of even length, since these are chars.
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(2, 0x0d6c8009d9a94f5a)]
    [InlineData(4, 0xcf2794e0277187b7)]
    [InlineData(6, 0xcbc9466e58fee3ce)]
    [InlineData(8, 0x93f5f5799a932462)]
    public void Reference_vectors(int bytes, ulong expected)
    {
        char[] text = [.. Enumerable.Range(0, bytes / 2).Select(static i => (char)((2 * i) | (((2 * i) + 1) << 8)))];
        Assert.Equal(expected, SipHash.Of(text, 0x0706050403020100, 0x0f0e0d0c0b0a0908));
    }
}
