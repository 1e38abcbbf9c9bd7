using System.IO.Compression;
using System.Text;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Tests;

public sealed class LabelledDataReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_absent_label_is_unknown_and_safe_is_benign_for_all()
    {
        LabelledRow[] rows = Read("""{"text":"a","labels":{"hate":1,"threat":0}}""", """{"text":"b","labels":{"safe":1}}""", """{"text":"c","labels":{"safe":0}}""");
        Assert.Equal((true, false, null), (rows[0].Labels[Indicator.Hate], rows[0].Labels[Indicator.Threat], rows[0].Labels[Indicator.Scam]));
        Assert.True(rows[1].Labels.IsSafe);
        Assert.Equal(default, rows[2].Labels);
    }

    [Fact]
    public void Host_classes_map_to_indicators_and_others_are_left_out()
    {
        LabelledRow row = Assert.Single(Read("""{"url":"x.example","labels":{"malware":1,"proxy":0,"dating":1}}"""));
        Assert.Equal((true, false), (row.Labels[Indicator.CyberCrime], row.Labels[Indicator.FilterBypass]));
    }

    [Fact]
    public void Conversations_have_times_or_none()
    {
        LabelledRow row = Assert.Single(Read("""{"conversation":[{"author":"A","time":null,"text":"x"},{"author":"B","time":"2026-03-02T19:04:00Z","text":"y","stage":"secrecy"}],"labels":{}}"""));
        Assert.Null(row.Conversation![0].Time);
        Assert.Equal(Lexicons.Stage.Secrecy, row.Conversation[1].Stage);
    }

    [Theory]
    [InlineData("not json", "not valid JSON")]
    [InlineData("""{"text":"a","labels":{"hate":2}}""", "label 'hate' is 2; it must be 0 or 1")]
    [InlineData("""{"text":"a","labels":{},"indicator":"hatred"}""", "unknown indicator 'hatred'")]
    public void A_bad_line_is_named(string line, string message)
    {
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => Read("""{"text":"a","labels":{}}""", line));
        Assert.EndsWith($"(2): {message}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_is_read_and_the_source_is_the_files_name()
    {
        string file = Path.Combine(_folder, "some-source.jsonl.gz");
        using (GZipStream gzip = new(File.Create(file), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes("""{"text":"ü","labels":{"hate":1}}"""));
        }

        LabelledRow row = Assert.Single(LabelledDataReader.Read(file));
        Assert.Equal(("some-source", "ü", 1), (row.Source, row.Text, row.Line));
        Assert.Equal([file], LabelledDataReader.FilesAt(_folder));
        Assert.Throws<FileNotFoundException>(() => LabelledDataReader.FilesAt(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void Splits_are_by_hash_and_for_good()
    {
        Assert.Equal(DataSplits.Of("s-threat-0001"), DataSplits.Of("s-threat-0001"));
        int[] counts = new int[3];
        for (int i = 0; i < 20_000; i++)
        {
            counts[(int)DataSplits.Of($"row-{i}")]++;
        }

        Assert.InRange(counts[0], 12_600, 13_400);
        Assert.InRange(counts[2], 3_700, 4_300);

        // Changing these lines would mix up what has been trained on with what has not.
        Assert.Equal(
            [DataSplit.Train, DataSplit.Train, DataSplit.Dev, DataSplit.Test],
            new[] { "s-threat-0001", "s-threat-0002", "s-scam-0004", "s-drugs-0012" }.Select(DataSplits.Of));
    }

    private LabelledRow[] Read(params string[] lines)
    {
        string file = Path.Combine(_folder, "x.jsonl");
        File.WriteAllLines(file, lines);
        return [.. LabelledDataReader.Read(file)];
    }
}
