using FsCheck.Fluent;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

/// <summary>The formats that people have, what counts, and what is told of.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class HostListTests
{
    private static readonly ClassificationOptions s_filtering = new() { Surface = Surface.Filtering };

    [Theory]
    // Plain domains: the domain and what lies below it.
    [InlineData("bad.example", "bad.example", true)]
    [InlineData("bad.example", "www.bad.example", true)]
    [InlineData("bad.example", "notbad.example", false)]
    [InlineData("bad.example", "example", false)]
    [InlineData(".bad.example", "a.bad.example", true)]
    [InlineData("*.bad.example", "a.bad.example", true)]
    [InlineData("BAD.example.", "bad.example", true)]
    [InlineData("https://bad.example/", "bad.example", true)]
    [InlineData("bad.example  # a comment", "bad.example", true)]
    [InlineData("zip", "anything.zip", true)]
    [InlineData("xn--mller-kva.example", "müller.example", true)]
    [InlineData("müller.example", "xn--mller-kva.example", true)]
    // Hosts files: the host alone.
    [InlineData("0.0.0.0 bad.example", "bad.example", true)]
    [InlineData("0.0.0.0 bad.example", "www.bad.example", false)]
    [InlineData("127.0.0.1\tbad.example # ads", "bad.example", true)]
    [InlineData("::1 bad.example", "bad.example", true)]
    [InlineData("127.0.0.1 localhost", "localhost", false)]
    // AdGuard and Adblock Plus domain rules.
    [InlineData("||bad.example^", "www.bad.example", true)]
    [InlineData("||bad.example^$important", "bad.example", true)]
    [InlineData("||bad.example^$third-party", "bad.example", true)]
    [InlineData("||bad.example^$domain=other.example", "bad.example", false)]
    [InlineData("||bad.example/ads/", "bad.example/ads/1.png", true)]
    [InlineData("||bad.example/ads/", "bad.example/adsense", false)]
    [InlineData("! bad.example", "bad.example", false)]
    // Paths, as squidGuard's "urls".
    [InlineData("bad.example/a/b", "bad.example/a/b", true)]
    [InlineData("bad.example/a/b", "http://www.bad.example/A/B/c?d", true)]
    [InlineData("bad.example/a/b", "bad.example/a/bc", false)]
    [InlineData("bad.example/a/b", "bad.example/a", false)]
    [InlineData("bad.example/watch?v=1", "bad.example/watch?v=1&t=2", true)]
    [InlineData("bad.example/watch?v=1", "bad.example/watch?v=12", false)]
    [InlineData("bad.example/a;b,c", "bad.example/a;b,c", true)]
    // CSV.
    [InlineData("bad.example,gambling", "bad.example", true)]
    [InlineData("\"bad.example\";\"adult\"", "bad.example", true)]
    [InlineData("bad.example,nonsense", "bad.example", false)]
    // Addresses, in whatever spelling.
    [InlineData("192.0.2.7", "http://0xC0.0.2.7/", true)]
    [InlineData("2001:db8::7", "http://[2001:DB8:0::7]/", true)]
    [InlineData("192.0.2.7", "7.192.0.2.7", false)]
    public void A_line_blocks_or_does_not(string line, string url, bool blocked)
    {
        HostList list = HostList.Parse(new StringReader(line), "test", "gambling");
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(list).Build();
        Assert.Equal(blocked ? Decision.Block : Decision.Allow, classifier.DecideUrl(url, s_filtering));
    }

    [Theory]
    [InlineData("bad.example\n@@||good.bad.example^", "good.bad.example", false)] // the more specific wins
    [InlineData("bad.example\n@@||good.bad.example^", "www.bad.example", true)]
    [InlineData("@@||good.example^\nbad.good.example", "bad.good.example", true)]
    [InlineData("same.example\n@@||same.example^", "same.example", false)] // of equals, "allow"
    [InlineData("@@||same.example^\nsame.example", "same.example", false)]
    [InlineData("same.example,allow\nsame.example,gambling", "same.example", false)]
    [InlineData("@@||good.example^\ngood.example/bad", "good.example/bad/1", true)] // a path is more specific than its host
    [InlineData("bad.example\n@@||bad.example/good^", "bad.example/good", false)]
    [InlineData("bad.example\n@@||bad.example/\u00C9cole^", "bad.example/\u00C9cole", false)] // letters beyond ASCII as written
    [InlineData("bad.example\n@@||bad.example/Good^", "bad.example/gOOD", false)]
    [InlineData("0.0.0.0 bad.example\n@@||bad.example^", "bad.example", true)] // the host alone is more specific than the domain
    public void Precedence(string lines, string url, bool blocked)
    {
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(HostList.Parse(new StringReader(lines), "one", "gambling")).Build();
        Assert.Equal(blocked, classifier.DecideUrl(url) != Decision.Allow);

        // The same over lists: their order does not matter.
        string[] parts = lines.Split('\n');
        foreach (string[] order in new[] { parts, [.. parts.Reverse()] })
        {
            SafetyClassifierBuilder builder = SafetyClassifier.CreateBuilder().WithoutBundle();
            foreach (string line in order)
            {
                builder.AddHostList(HostList.Parse(new StringReader(line), "one", "gambling"));
            }

            Assert.Equal(blocked, builder.Build().DecideUrl(url) != Decision.Allow);
        }
    }

    [Theory]
    [InlineData("not a host")]
    [InlineData("someword")]
    [InlineData("10.0.0.0/8")]
    [InlineData("example.com##.advert")]
    [InlineData("||*.example.*^")]
    [InlineData("@@|https://x.example/")]
    [InlineData("0.0.0.0 a.example b.example")]
    [InlineData("a..example")]
    [InlineData("user@mail.example")]
    [InlineData("<html>")]
    [InlineData("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.example")]
    [InlineData("x.example,nonsense")]
    public void A_bad_line_is_skipped_counted_and_told_of_by_its_number(string bad)
    {
        HostList list = HostList.Parse(new StringReader($"one.example\n{bad}\n\ntwo.example"), "my.txt", "gambling");
        Assert.Equal((2, 1L), (list.HostCount, list.SkippedLines));
        HostListDiagnostic diagnostic = Assert.Single(list.Diagnostics);
        Assert.Equal(("my.txt", 2), (diagnostic.Source, diagnostic.Line));
        Assert.StartsWith("my.txt(2): warning: ", diagnostic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_bad_lines_are_told_of_and_all_counted()
    {
        HostList list = HostList.Parse(new StringReader(string.Concat(Enumerable.Repeat("not a host\n", 5000))), "x", "gambling");
        Assert.Equal((0, 5000L, 1000), (list.HostCount, list.SkippedLines, list.Diagnostics.Length));
    }

    [Fact]
    public void A_folder_in_the_manner_of_UT1_is_read_by_its_subfolders()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        foreach ((string file, string text) in new[]
        {
            ("gambling/domains", "bets.example\n"), ("warez/domains", "copies.example\nnot a host\n"), ("warez/urls", "files.example/copies\n"),
            ("dating/domains", "love.example\n"), ("liste_blanche/domains", "good.bets.example\n"), ("shopping/domains", "shop.example\n"),
        })
        {
            Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(file)!));
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        HostList list = HostList.Load(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal((4, 1, 1L), (list.HostCount, list.PathCount, list.SkippedLines));
        Assert.Equal(["shopping(0): warning: no class of the taxonomy; the folder is left out", "warez/domains(2): warning: white space inside a host"],
            list.Diagnostics.Select(static d => d.ToString()).Order(StringComparer.Ordinal));
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(list).Build();
        Assert.Equal("OS4001", Assert.Single(classifier.ClassifyUrl("http://bets.example/").Findings).Descriptor.Id);
        Assert.Equal("OS1009", Assert.Single(classifier.ClassifyUrl("http://files.example/copies/1").Findings).Descriptor.Id);
        Assert.Equal("OS2101", Assert.Single(classifier.ClassifyUrl("http://love.example/").Findings).Descriptor.Id);
        Assert.Empty(classifier.ClassifyUrl("http://good.bets.example/").Findings);
        Assert.Equal(Decision.Allow, classifier.DecideUrl("http://love.example/", new ClassificationOptions { Profile = Profile.SixthForm }));
        Assert.Equal(Decision.Block, classifier.DecideUrl("http://love.example/", s_filtering));
    }

    [Fact]
    public void A_file_says_by_its_name_what_it_lists_or_must_be_told()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string gambling = Path.Combine(folder, "gambling.txt.gz");
        using (System.IO.Compression.GZipStream gzip = new(File.Create(gambling), System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write("bets.example\n"u8);
        }

        Assert.Equal(1, HostList.Load(gambling).HostCount);
        string unnamed = Path.Combine(folder, "hosts.txt");
        File.WriteAllText(unnamed, "bets.example\n");
        Assert.Throws<InvalidDataException>(() => HostList.Load(unnamed));
        Assert.Equal(1, HostList.Load(unnamed, "gambling").HostCount);
        Assert.Throws<ArgumentException>(() => HostList.Load(unnamed, "nonsense"));
        File.WriteAllText(unnamed, "domain,category\nbets.example,gambling\n");
        Assert.Equal((1, 0L), (HostList.Load(unnamed).HostCount, HostList.Load(unnamed).SkippedLines));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_finding_names_the_list_and_stands_at_the_host_or_path()
    {
        HostList list = HostList.Parse(new StringReader("bets.example\nfiles.example/copies,piracy"), "council.txt", "gambling");
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(list).Build();
        Findings.Finding host = Assert.Single(classifier.ClassifyUrl("https://me@BETS.example:8080/play?x").Findings);
        Assert.Equal((new Findings.TextSpan(11, 12), "list:council.txt", 0.999f), (host.Span, host.Evidence[0].ToString(), host.Score));
        Findings.Finding path = Assert.Single(classifier.ClassifyUrl("https://files.example/copies/1").Findings);
        Assert.Equal(new Findings.TextSpan(8, 22), path.Span);
    }

    [Fact]
    public void A_list_is_exchanged_while_others_read_it()
    {
        HostList one = HostList.Parse(new StringReader("one.example"), "one", "gambling");
        HostList two = HostList.Parse(new StringReader("two.example"), "two", "gambling");
        SwappableHostList swappable = new(one);
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(swappable).Build();
        Parallel.For(0, 2000, i =>
        {
            swappable.Current = i % 2 == 0 ? one : two;
            classifier.DecideUrl("one.example");
        });
        swappable.Current = two;
        Assert.Equal((Decision.Allow, Decision.Block), (classifier.DecideUrl("one.example"), classifier.DecideUrl("two.example")));
        Assert.Throws<ArgumentNullException>(() => swappable.Current = null!);
    }

    [Fact]
    public void A_million_hosts_take_less_than_24_bytes_each_and_all_are_found()
    {
        const int Count = 1_000_000;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        HostList list = HostList.Parse(new Lines(Count), "big", "gambling");
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Count, list.HostCount);
        Assert.InRange(bytes, 0, 24L * Count);
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(list).Build();
        for (int i = 0; i < Count; i += 997)
        {
            Assert.Equal(Decision.Block, classifier.DecideUrl(Lines.At(i)));
            Assert.Equal(Decision.Allow, classifier.DecideUrl("x" + Lines.At(i)));
        }
    }

    [Fact]
    public void Any_line_is_read_or_told_of() => Property.Holds(Gen.OneOf(HostileUrls.Any, HostileUrls.Any.Select(static u => "||" + u), HostileUrls.Any.Select(static u => "0.0.0.0 " + u)), 3000, static line =>
    {
        HostList list = HostList.Parse(new StringReader(line), "x", "gambling");
        Assert.InRange(list.HostCount + list.PathCount + list.SkippedLines, 0, line.Count(static c => c is '\n' or '\r') + 1);
    });

    [Fact]
    public void The_own_list_is_well_formed_and_allows()
    {
        Assert.Equal(0, HostList.Own.SkippedLines);
        Assert.True(HostList.Own.HostCount > 200);
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle().AddHostList(HostList.Parse(new StringReader("uk\nnspcc.org.uk"), "x", "gambling")).Build();
        Assert.All(new[] { "https://www.childline.org.uk/info-advice/", "nspcc.org.uk", "https://www.nhs.uk/conditions/", "www.ceop.police.uk", "anything.sch.uk", "someuni.ac.uk" },
            url => Assert.Equal(Decision.Allow, classifier.DecideUrl(url)));
        Assert.Equal(Decision.Block, classifier.DecideUrl("childline.org.uk.other.uk"));
        Assert.Equal(Decision.Block, SafetyClassifier.CreateBuilder().WithoutBundle().WithoutOwnHostList()
            .AddHostList(HostList.Parse(new StringReader("nspcc.org.uk"), "x", "gambling")).Build().DecideUrl("nspcc.org.uk"));
    }

    /// <summary>Very many lines that are in memory one at a time.</summary>
    private sealed class Lines(int count) : TextReader
    {
        private int _at;

        public static string At(int i) => $"host{i * 7919L}.example";

        public override string? ReadLine() => _at == count ? null : At(_at++);
    }
}
