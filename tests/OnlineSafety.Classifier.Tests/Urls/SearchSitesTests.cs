using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

/// <summary>Where the words stand.</summary>
public sealed class SearchSitesTests
{
    [Theory]
    [InlineData("https://www.google.co.uk/search?q=how+to+revise&hl=en", "how+to+revise")]
    [InlineData("google.com/search?hl=en&amp;q=how%20to%20revise", "how%20to%20revise")]
    [InlineData("https://www.google.com/#q=volcano", "volcano")]
    [InlineData("https://www.bing.com/images/search?q=volcano", "volcano")]
    [InlineData("https://duckduckgo.com/?q=volcano&ia=web", "volcano")]
    [InlineData("https://uk.search.yahoo.com/search?p=volcano", "volcano")]
    [InlineData("https://yandex.com/search/?text=volcano", "volcano")]
    [InlineData("https://m.youtube.com/results?search_query=volcano", "volcano")]
    [InlineData("https://www.dailymotion.com/search/volcano/top", "volcano/top")]
    [InlineData("https://www.amazon.co.uk/s?k=volcano", "volcano")]
    [InlineData("https://www.ebay.co.uk/sch/i.html?_nkw=volcano", "volcano")]
    [InlineData("https://en.wikipedia.org/w/index.php?search=volcano", "volcano")]
    [InlineData("https://chatgpt.com/?q=write+my+essay", "write+my+essay")]
    [InlineData("https://www.perplexity.ai/search?q=volcano", "volcano")]
    [InlineData("https://translate.google.com/?sl=en&text=volcano", "volcano")]
    [InlineData("https://www.google.com/search?q=", "")]
    [InlineData("https://www.google.com/", "")]
    [InlineData("https://google.school.example/search?q=volcano", "")] // not Google's
    [InlineData("https://school.example/search?q=volcano", "")]
    [InlineData("https://notgoogle.com/search?q=volcano", "")]
    public void Words(string url, string expected)
    {
        UrlParts parts = UrlParser.Parse(url, new char[HostName.MaxLength]);
        HostView host = new(parts.Host, parts.IsIp, PublicSuffixes.Default, new ulong[HostKeys.MaxLabels], new int[HostKeys.MaxLabels]);
        Findings.TextSpan span = SearchSites.Default.FindText(url, parts, host);
        Assert.Equal(expected, url.Substring(span.Start, span.Length));
    }
}
