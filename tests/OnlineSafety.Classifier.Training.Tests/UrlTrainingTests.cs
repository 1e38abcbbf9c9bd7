using OnlineSafety.Models;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Evaluation;
using OnlineSafety.Training.Urls;
using OnlineSafety.Urls;

namespace OnlineSafety.Training.Tests;

/// <summary>The URL trainer on made-up hosts: betting hosts say "wager", fraud has paths that say "verify".</summary>
public sealed class UrlTrainingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public UrlTrainingTests()
    {
        Random random = new(7);
        string Name() => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26))));
        IEnumerable<string> Rows(int count, Func<string> url, string labels) =>
            Enumerable.Range(0, count).Select(_ => $$"""{"url":"{{url()}}","labels":{{labels}}}""");
        File.WriteAllLines(Path.Combine(_folder, "urls-mixed.jsonl"),
        [
            .. Rows(300, () => $"{Name()}wager.test", """{"gambling":1,"safe":0}"""),
            .. Rows(300, () => $"{Name()}.example", """{"safe":1}"""),
            .. Rows(200, () => $"{Name()}.test/account/verify", """{"phishing":1,"safe":0}"""),
            .. Rows(200, () => $"{Name()}.example/lessons/maths", """{"safe":1}"""),
            .. Rows(20, () => $"{Name()}love.test", """{"dating":1,"safe":0}"""),
            .. Rows(20, () => $"10.0.{random.Next(256)}.{random.Next(256)}", """{"proxy":1,"safe":0}"""),
        ]);
    }

    private string File1 => Path.Combine(_folder, "urls-mixed.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_files_give_the_same_bytes_and_the_other_sections_stay()
    {
        byte[] start = Bundle.Write(new Dictionary<BundleSection, byte[]> { [BundleSection.Lexicon] = [0, 0, 0, 0] });
        byte[] one = ModelTrainer.TrainUrls(start, "x", [File1], 1, isTiny: true, static _ => { });
        byte[] two = ModelTrainer.TrainUrls(start, "x", [File1], 1, isTiny: true, static _ => { });
        Assert.True(one.AsSpan().SequenceEqual(two));
        Bundle bundle = Bundle.Open(one, "x");
        Assert.Equal([0, 0, 0, 0], bundle.ToDictionary()[BundleSection.Lexicon]);
        Assert.NotNull(new UrlModel(bundle.ToDictionary()[BundleSection.Urls]));
        Assert.Throws<InvalidDataException>(() => ModelTrainer.TrainUrls(start, "x", [], 1, isTiny: true, static _ => { }));
    }

    [Fact]
    public void It_learns_hosts_and_paths_apart()
    {
        UrlModel model = new(UrlTrainer.Train([File1], 1, UrlSettings.Tiny, static _ => { })!);
        const int Gambling = 1;
        const int Phishing = 6;
        Assert.True(Logit(model, "zzzwager.test", "", Gambling) > Logit(model, "zzzqqq.example", "", Gambling));

        // What has no path is not moved; what has one moves by its words, within bounds.
        int bare = Logit(model, "zzzqqq.example", "", Phishing);
        Assert.Equal(bare, Logit(model, "zzzqqq.example", "/", Phishing));
        Assert.InRange(Logit(model, "zzzqqq.example", "/account/verify", Phishing) - bare, 1, UrlModel.MostStep);
        Assert.InRange(Logit(model, "zzzqqq.example", "/lessons/maths", Phishing) - bare, UrlModel.LeastStep, 0);
        Assert.Equal(Logit(model, "zzzqqq.example", "", Gambling), Logit(model, "zzzqqq.example", "/account/verify", Gambling));
    }

    [Fact]
    public void Addresses_and_the_test_split_are_left_out_and_dating_is_read()
    {
        UrlCorpus corpus = UrlCorpus.Load([File1]);
        Assert.DoesNotContain(corpus.Hosts, static e => e.Host.StartsWith("10.", StringComparison.Ordinal));
        Assert.DoesNotContain(corpus.Hosts, static e => UrlCorpus.SplitOf(e.Host) == DataSplit.Test);
        Assert.InRange(corpus.Hosts.Count, 1020 * 0.7, 1020 * 0.9);
        Assert.Contains(corpus.Hosts, static e => (e.Positive & (1u << UrlTargets.Dating)) != 0);
        Assert.Equal(UrlCorpus.SplitOf("https://www.school.sch.example/a"), UrlCorpus.SplitOf("sch.example"));
    }

    [Fact]
    public void Evaluation_ranks_hosts_and_counts_what_filtering_flags()
    {
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().WithoutBundle()
            .AddHostList(HostList.Parse(new StringReader("bets.example"), "x", "gambling")).Build();
        LabelledRow Row(string url, LabelSet labels) => new() { Source = "urls-x", Line = 1, Url = url, Labels = labels };
        UrlEvaluation evaluation = LabelledEvaluation.Run(classifier,
        [
            Row("http://bets.example/a", default(LabelSet).With(Indicator.Gambling, true)),
            Row("other.example", default(LabelSet).With(Indicator.Gambling, true)),
            Row("school.example", LabelSet.Safe),
            Row("a.bets.example", LabelSet.Safe),
        ], Profile.KeyStage3).Urls;
        UrlResult result = Assert.Single(evaluation.Indicators);
        Assert.Equal(("gambling", 2, 2, 0.5, 0.5, 0.5), (result.Indicator, result.Positives, result.Negatives, result.RocAuc, result.HostRocAuc, result.Flagged));
        Assert.Equal(new BenignResult("urls-x", 2, 1), Assert.Single(evaluation.Benign));
    }

    private static int Logit(UrlModel model, string host, string rest, int column)
    {
        int[] logits = new int[UrlTargets.Columns];
        model.Score(new HostView(host, isIp: false, PublicSuffixes.Default, new ulong[HostKeys.MaxLabels], new int[HostKeys.MaxLabels]),
            rest, BrandList.Default, logits, new int[UrlTargets.Columns]);
        return logits[column];
    }
}
