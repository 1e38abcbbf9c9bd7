using System.Net;
using System.Net.Sockets;
using FsCheck.Fluent;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

/// <summary>Addresses in every spelling, against the platform's parser.</summary>
public sealed class IpAddressTests
{
    [Fact]
    public void Version_6_is_what_the_platform_says()
    {
        FsCheck.Gen<string> spelling = Gen.Elements("0", "1", "ffff", "db8", "2001", ":", "::", ":", "192.0.2.1", "g", "00001", "1.2.3")
            .ListOf().Select(static parts => string.Concat(parts));
        Property.Holds(spelling, 5000, static text => Assert.Equal(Platform(text), Ours(text)));
        Assert.All(new[] { "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "64:ff9b::192.0.2.1", "1:0:0:2:0:0:0:3", "1:2:3:4:5:6:7::" },
            static text => Assert.Equal(Platform(text), Ours(text)));
    }

    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.772", "1.2.3.4")]
    [InlineData("1.131844", "1.2.3.4")]
    [InlineData("16909060", "1.2.3.4")]
    [InlineData("0x01020304", "1.2.3.4")]
    [InlineData("0100.0", "64.0.0.0")]
    [InlineData("0x", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("4294967296", null)]
    [InlineData("256.0.0.1", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("1.2.65536", null)]
    [InlineData("08.0.0.1", null)]
    [InlineData("1..2", null)]
    [InlineData("a.1", null)]
    [InlineData("1.a", null)]
    public void Version_4(string text, string? expected)
    {
        char[] buffer = new char[HostName.MaxLength];
        Assert.Equal(expected, IpAddresses.TryParseV4(text, out uint address) ? buffer.AsSpan(0, IpAddresses.FormatV4(address, buffer)).ToString() : null);
    }

    private static string? Ours(string text)
    {
        char[] buffer = new char[HostName.MaxLength];
        return IpAddresses.TryParseV6(text, buffer, out int length) ? buffer.AsSpan(0, length).ToString() : null;
    }

    private static string? Platform(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal) || !IPAddress.TryParse(text, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();

        // The platform writes some addresses with a dotted end; ours are hexadecimal throughout.
        byte[] bytes = address.GetAddressBytes();
        char[] buffer = new char[HostName.MaxLength];
        string full = string.Join(':', Enumerable.Range(0, 8).Select(i => ((bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
        return IpAddresses.TryParseV6(full, buffer, out int length) ? buffer.AsSpan(0, length).ToString() : null;
    }
}
