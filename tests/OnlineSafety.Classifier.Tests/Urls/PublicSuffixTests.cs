using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

public sealed class PublicSuffixTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("www.school.co.uk", "school.co.uk")]
    [InlineData("www.st-marys.lea.sch.uk", "st-marys.lea.sch.uk")]
    [InlineData("maths.uni.ac.uk", "uni.ac.uk")]
    [InlineData("someone.github.io", "someone.github.io")]
    [InlineData("a.someone.blogspot.co.uk", "someone.blogspot.co.uk")]
    [InlineData("school.nsw.edu.au", "school.nsw.edu.au")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("uk", "uk")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("unknown.zzz", "unknown.zzz")]
    [InlineData("WWW.Example.COM.", "example.com")]
    [InlineData("", "")]
    public void Registrable_domain(string host, string expected) => Assert.Equal(expected, PublicSuffixes.Default.GetRegistrableDomain(host));

    [Fact]
    public void A_list_in_the_public_format_takes_their_place()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "// comment\n\ncom\n*.kawasaki.test\n!city.kawasaki.test\nб.test // after a rule\n");
        PublicSuffixes suffixes = PublicSuffixes.Load(file);
        Assert.Equal(4, suffixes.Count);
        Assert.Equal("b.c.kawasaki.test", suffixes.GetRegistrableDomain("a.b.c.kawasaki.test"));
        Assert.Equal("city.kawasaki.test", suffixes.GetRegistrableDomain("a.city.kawasaki.test"));
        Assert.Equal("a.б.test", suffixes.GetRegistrableDomain("x.a.xn--90a.test"));
        File.WriteAllText(file, "// nothing\n");
        Assert.Throws<InvalidDataException>(() => PublicSuffixes.Load(file));
        File.Delete(file);
    }

    [Fact]
    public void There_are_rules_enough() => Assert.True(PublicSuffixes.Default.Count > 800);
}
