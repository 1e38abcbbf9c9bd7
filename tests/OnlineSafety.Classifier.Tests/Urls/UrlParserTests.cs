using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

/// <summary>One table of what filters see, and what it is.</summary>
public sealed class UrlParserTests
{
    [Theory]
    [InlineData("school.example", "school.example", "", "")]
    [InlineData("https://school.example", "school.example", "", "")]
    [InlineData("HTTPS://Www.School.Example/", "www.school.example", "/", "")]
    [InlineData("http://school.example:8080/a/b?c=d#e", "school.example", "/a/b", "c=d")]
    [InlineData("school.example:443/a", "school.example", "/a", "")]
    [InlineData("//school.example/a", "school.example", "/a", "")]
    [InlineData("http:school.example", "school.example", "", "")]
    [InlineData("http:///school.example/a", "school.example", "/a", "")]
    [InlineData(@"http:\\school.example\a", "school.example", @"\a", "")]
    [InlineData("hxxp://school.example/", "school.example", "/", "")]
    [InlineData("  <https://school.example/>  ", "school.example", "/", "")]
    [InlineData("https://school.example.", "school.example", "", "")]
    [InlineData("https://school.example?q=a?b", "school.example", "", "q=a?b")]
    [InlineData("https://school.example#a?b", "school.example", "", "")]
    [InlineData("https://user:pa:ss@school.example/", "school.example", "/", "")]
    [InlineData("https://bank.example@evil.test/x", "evil.test", "/x", "")]
    [InlineData("user:secret@school.example", "school.example", "", "")]
    [InlineData("view-source:https://school.example/a", "school.example", "/a", "")]
    [InlineData("blob:https://school.example/id", "school.example", "/id", "")]
    [InlineData("rtsp://school.example/a", "school.example", "/a", "")]
    [InlineData("ht\ntps://school.example/", "school.example", "/", "")]
    [InlineData("https://school%2Eexample/%41", "school.example", "/%41", "")]
    [InlineData("https://sch\u00ADool\u200B.example", "school.example", "", "")]
    [InlineData("https://school。example", "school.example", "", "")]
    [InlineData("https://ｓｃｈｏｏｌ.example", "school.example", "", "")]
    [InlineData("https://ⓢchool.example", "school.example", "", "")]
    [InlineData("https://xn--mller-kva.example", "müller.example", "", "")]
    [InlineData("https://MÜLLER.example", "müller.example", "", "")]
    [InlineData("https://m%C3%BCller.example", "müller.example", "", "")]
    [InlineData("https://xn--.example", "xn--.example", "", "")]
    [InlineData("https://xn--99999999999.example", "xn--99999999999.example", "", "")]
    [InlineData("http://192.0.2.1/", "192.0.2.1", "/", "")]
    [InlineData("http://0xC0.0.0x2.01/", "192.0.2.1", "/", "")]
    [InlineData("http://3221225985", "192.0.2.1", "", "")]
    [InlineData("http://0300.0.513", "192.0.2.1", "", "")]
    [InlineData("http://192.0.2.1./", "192.0.2.1", "/", "")]
    [InlineData("http://１９２.0.2.1/", "192.0.2.1", "/", "")]
    [InlineData("http://192.0.2.256/", "192.0.2.256", "/", "")]
    [InlineData("http://[2001:DB8:0:0:0:0:0:1]:80/", "2001:db8::1", "/", "")]
    [InlineData("http://[::ffff:192.0.2.1]/", "192.0.2.1", "/", "")]
    [InlineData("localhost:3000", "localhost", "", "")]
    public void Web(string url, string host, string path, string query)
    {
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        Assert.Equal(UrlKind.Web, parts.Kind);
        Assert.Equal(host, parts.Host.ToString());
        Assert.Equal(path, url.Substring(parts.Path.Start, parts.Path.Length));
        Assert.Equal(query, url.Substring(parts.Query.Start, parts.Query.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("http://")]
    [InlineData("https:///")]
    [InlineData("...")]
    [InlineData("http://[::1")]
    [InlineData("http://[not an address]/")]
    [InlineData("about:blank")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JAVA\tSCRIPT:alert(1)")]
    [InlineData("mailto:a@school.example")]
    [InlineData("tel:+441632960000")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("data:text/html;base64,AAAA")]
    [InlineData("magnet:?xt=urn:btih:0")]
    [InlineData("view-source:view-source:view-source:view-source:view-source:x")]
    public void Nothing(string url)
    {
        // "[::1" without its bracket is forgiven by no browser, but by us: it has an address.
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        Assert.True(parts.Kind == UrlKind.None || url.StartsWith("http://[::1", StringComparison.Ordinal) || url.StartsWith("view", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("how do volcanoes work", "how do volcanoes work")]
    [InlineData("  what is 1/2 of 3 ", "what is 1/2 of 3")]
    [InlineData("data:text/html,<p>hello%20you", "<p>hello%20you")]
    [InlineData("data:,hello", "hello")]
    [InlineData("mailto:a@school.example?subject=hello", "subject=hello")]
    public void Text(string url, string text)
    {
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        Assert.Equal(UrlKind.Text, parts.Kind);
        Assert.Equal(text, url.Substring(parts.Text.Start, parts.Text.Length));
    }

    [Fact]
    public void Of_a_host_too_long_for_any_resolver_the_end_is_kept()
    {
        string url = string.Concat(Enumerable.Repeat("a.", 4000)) + "school.example/path";
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        Assert.EndsWith(".school.example", parts.Host.ToString(), StringComparison.Ordinal);
        Assert.Equal("/path", url.Substring(parts.Path.Start, parts.Path.Length));
    }

    [Fact]
    public void Any_string_has_parts_inside_it() => Property.Holds(HostileUrls.Any, 3000, static url =>
    {
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        foreach (Findings.TextSpan span in new[] { parts.HostSpan, parts.Path, parts.Query, parts.Fragment, parts.Text, parts.Rest })
        {
            Assert.InRange(span.Start, 0, url.Length);
            Assert.InRange(span.End, span.Start, url.Length);
        }

        Assert.False(parts.Host.StartsWith(".") || parts.Host.EndsWith("."));
    });

    [Theory]
    [InlineData("WWW.School.Example")]
    [InlineData("XN--MLLER-KVA.example")]
    [InlineData("exam.fax.example.")]
    [InlineData("..a_b-c.test")]
    [InlineData("0x7F.1")]
    [InlineData("192.0.2.1")]
    public void A_host_with_an_escape_is_the_host_without(string host) => Assert.Equal(Canonical(host), Canonical($"%{(int)host[0]:X2}{host[1..]}"));

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    public void Also_where_it_is_as_long_as_hosts_may_be(int length) => A_host_with_an_escape_is_the_host_without(new string('a', length - 5) + ".Test");

    private static (string Host, bool IsIp) Canonical(string host) =>
        (HostName.Canonicalize(host, new char[HostName.MaxLength], out bool isIp).ToString(), isIp);

    [Fact]
    public void A_canonical_host_is_its_own_canonical_form() => Property.Holds(HostileUrls.Any, 3000, static url =>
    {
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        if (parts.Kind != UrlKind.Web || parts.IsIp || parts.Host.ContainsAny("%[") || parts.Host.Contains("xn--", StringComparison.Ordinal) || parts.Host.Contains('\uFFFD'))
            return;
        ReadOnlySpan<char> again = HostName.Canonicalize(parts.Host, new char[HostName.MaxLength], out bool isIp);
        Assert.True(isIp || again.SequenceEqual(parts.Host), $"{parts.Host} became {again}");
    });
}
