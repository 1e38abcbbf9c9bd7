using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using OnlineSafety.Auditing;
using OnlineSafety.Configuration;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Tests.Auditing;

public sealed class AuditTests
{
    private const string Secret = "the zorble of Juniper";

    private static readonly SafetyClassifier s_classifier =
        SafetyClassifier.CreateBuilder().WithoutBundle().AddLexicon(Lexicon.Parse("zorble | weapons | 8\nfrunk | grooming | 9", "x", out _)).Build();

    private static readonly AuditOptions s_audit = new() { Salt = "0123456789abcdef"u8.ToArray(), Retention = TimeSpan.FromDays(30), Clock = new StoppedClock() };

    [Fact]
    public void A_record_has_everything_but_the_text()
    {
        ClassificationOptions options = new() { Profile = Profile.KeyStage2, Surface = Surface.Monitoring };
        string line = Written(AuditRecord.Create(s_classifier, Secret, s_classifier.ClassifyText(Secret, options), options, s_audit, "7"));
        foreach (string word in new[] { "zorble", "juniper", "the " })
        {
            Assert.DoesNotContain(word, line, StringComparison.OrdinalIgnoreCase);
        }

        JsonElement record = JsonDocument.Parse(line).RootElement;
        Assert.Equal(
            ["schema", "type", "id", "time", "retain_until", "reference", "digest", "length", "profile", "surface", "decision", "severity", "flags", "scores", "findings", "bundle", "configuration"],
            record.EnumerateObject().Select(static p => p.Name));
        Assert.Equal(("2026-03-02T19:04:00+00:00", "2026-04-01", "7", "ks2", "monitoring", "flag"), (
            Get("time"), Get("retain_until"), Get("reference"), Get("profile"), Get("surface"), Get("decision")));
        Assert.Equal((21, s_classifier.Info.Sha256, s_classifier.Configuration.Sha256), (record.GetProperty("length").GetInt32(), Get("bundle"), Get("configuration")));
        JsonElement finding = Assert.Single(record.GetProperty("findings").EnumerateArray());
        Assert.Equal(("OS1006", 4, 6), (finding.GetProperty("rule").GetString(), finding.GetProperty("start").GetInt32(), finding.GetProperty("length").GetInt32()));

        string? Get(string name) => record.GetProperty(name).GetString();
    }

    [Fact]
    public void The_digest_depends_on_the_content_and_on_the_salt()
    {
        string Digest(string text, AuditOptions audit) => AuditRecord.Create(s_classifier, text, s_classifier.ClassifyText(text), default, audit).ContentDigest;
        Assert.Equal(Digest(Secret, s_audit), Digest(Secret, s_audit));
        Assert.NotEqual(Digest(Secret, s_audit), Digest(Secret + " ", s_audit));
        Assert.NotEqual(Digest(Secret, s_audit), Digest(Secret, s_audit with { Salt = "another salt of."u8.ToArray() }));
        byte[] hmac = System.Security.Cryptography.HMACSHA256.HashData("0123456789abcdef"u8, Encoding.UTF8.GetBytes(Secret));
        Assert.Equal(Convert.ToHexStringLower(hmac), Digest(Secret, s_audit));
        Assert.Contains("at least 16", Assert.Throws<ArgumentException>(static () => new AuditOptions { Salt = new byte[15] }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_word_of_any_text_stands_in_its_record() =>
        Property.Holds(Gen.Elements("kill", "yourself", "hey", "how", "old", "are", "you", "send", "nudes", "robux").ListOf(), 100, static words =>
        {
            string text = string.Join(' ', words);
            string line = Written(AuditRecord.Create(SafetyClassifier.Default, text, SafetyClassifier.Default.ClassifyText(text, new ClassificationOptions { MinimumScore = 0 }), default, s_audit));
            Assert.All(words, w => Assert.DoesNotContain($" {w}", line, StringComparison.Ordinal));
        });

    [Fact]
    public void Records_are_appended_one_whole_line_each()
    {
        string file = Path.GetTempFileName();
        for (int i = 0; i < 2; i++)
        {
            using AuditWriter writer = AuditWriter.Append(file);
            writer.Write(AuditRecord.Create(s_classifier, "x\ny", s_classifier.ClassifyText("x\ny"), default, s_audit, "a\nb"));
        }

        string[] lines = File.ReadAllLines(file);
        File.Delete(file);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, static l => Assert.Equal("a\nb", JsonDocument.Parse(l).RootElement.GetProperty("reference").GetString()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"schema\":1}\n", 1)]
    [InlineData("{\"schema\":1}\n{\"schema\":1,\"ty", 2)]
    [InlineData("{\"schema\":1}", 1)]
    public void A_line_that_a_crash_cut_short_stays_and_spoils_none_that_follow(string before, int lines)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, before);
        for (int i = 0; i < 2; i++)
        {
            using AuditWriter writer = AuditWriter.Append(file);
            writer.Write(AuditRecord.Create(s_classifier, "x", s_classifier.ClassifyText("x"), default, s_audit));
        }

        string after = File.ReadAllText(file);
        File.Delete(file);
        Assert.StartsWith(before, after, StringComparison.Ordinal);
        string[] written = after.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines + 2, written.Length);
        Assert.Equal(lines + 3, after.Split('\n').Length);
        Assert.All(written[lines..], static l => Assert.Equal("classification", JsonDocument.Parse(l).RootElement.GetProperty("type").GetString()));
    }

    [Fact]
    public void A_line_that_could_not_be_written_spoils_none_that_follow()
    {
        AuditRecord record = AuditRecord.Create(s_classifier, "x", s_classifier.ClassifyText("x"), default, s_audit);
        using FullDisk disk = new();
        using AuditWriter writer = new(disk);
        writer.Write(record);
        disk.IsFull = true;
        Assert.Throws<IOException>(() => writer.Write(record));
        Assert.Throws<IOException>(() => writer.Write(record));
        disk.IsFull = false;
        writer.Write(record);
        writer.Write(record);
        string[] lines = Encoding.UTF8.GetString(disk.ToArray()).Split('\n');
        Assert.Equal([true, false, false, true, true, false], lines.Select(static l => l.EndsWith('}')));
        Assert.All(lines.Where(static l => l.EndsWith('}')), static l => JsonDocument.Parse(l));
    }

    [Fact]
    public void A_record_may_be_kept_for_ever() => Assert.Equal(
        DateOnly.MaxValue, AuditRecord.Create(s_classifier, "x", s_classifier.ClassifyText("x"), default, s_audit with { Retention = TimeSpan.MaxValue }).RetainUntil);

    [Theory]
    [InlineData(IncidentEvidence.Withheld, false, false)]
    [InlineData(IncidentEvidence.Words, true, false)]
    [InlineData(IncidentEvidence.FullText, true, true)]
    public void An_incident_quotes_only_what_was_asked_for(IncidentEvidence evidence, bool words, bool all)
    {
        string details = Incident(Secret, evidence).Fields.Single(static f => f.Key == "Details").Value;
        Assert.Equal((words, all), (details.Contains("zorble", StringComparison.Ordinal), details.Contains("Juniper", StringComparison.Ordinal)));
        Assert.Contains("OS1006 Weapons: probability 0.88, severity high, characters 4 to 10", details, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_has_the_fields_of_the_form_in_order()
    {
        IncidentRecord incident = Incident("zorble and frunk", IncidentEvidence.Withheld);
        string[] headings = ["Pupil", "Date", "Time", "Location", "Categories", "Linked pupils", "Severity", "Details", "Recommended route", "Action taken", "Recorded by", "Audit reference"];
        Assert.Equal(headings, incident.Fields.Select(static f => f.Key));
        Assert.Equal("Grooming; Weapons", incident.Fields[4].Value); // the gravest first
        Assert.Equal("police; designated-safeguarding-lead", incident.Fields[8].Value);
        Assert.Equal(headings, JsonDocument.Parse(incident.ToJson()).RootElement.EnumerateObject().Select(static p => p.Name));
        Assert.StartsWith("\"Pupil\",\"Date\",\"Time\"", incident.CsvHeader, StringComparison.Ordinal);
        Assert.StartsWith("\"'=1+1\",\"2026-03-02\",\"19:04:00 +00:00\",\"the \"\"lab\"\"\"", incident.ToCsv(), StringComparison.Ordinal);
        IncidentRecord lines = IncidentRecord.Create("x", s_classifier.ClassifyText("x"), new IncidentDetails { OccurredAt = default, Location = "\n=1+1" });
        Assert.Contains("\"'\n=1+1\"", lines.ToCsv(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IncidentRecord.Create("", s_classifier.ClassifyText(Secret), new IncidentDetails { OccurredAt = default }));
    }

    [Fact]
    public void A_change_of_what_is_in_force_is_recorded_and_nothing_else()
    {
        ResolvedConfiguration Resolved(string text) => SafetyClassifier.CreateBuilder().WithoutBundle().UseConfiguration(SafetyConfiguration.Parse(text, "new", out _)).Build().Configuration;
        ResolvedConfiguration before = Resolved("");
        Assert.Empty(ConfigurationChange.Compare(before, Resolved("[*]\nos_suppress.OSS0001 = on"), "Ana", default));

        ConfigurationChange[] changes = [.. ConfigurationChange.Compare(before, Resolved("[*]\nos_suppress.OSS0001 = off\n[ks3, ks4]\nos_rule.OS4001.severity = high"), "Ana", new StoppedClock().GetUtcNow())];
        Assert.Equal(
            [("os_indicator.gambling.severity", "low", "high", "ks3/filtering, ks3/monitoring, ks4/filtering, ks4/monitoring", "new(4)"), ("os_suppress.OSS0001", "on", "off", "*", "new(2)")],
            changes.Select(static c => (c.Key, c.Before, c.After, c.Scope, c.SetBy)));
        using MemoryStream stream = new();
        using AuditWriter writer = new(stream);
        writer.Write(changes[0]);
        JsonElement record = JsonDocument.Parse(stream.ToArray()).RootElement;
        Assert.Equal(["schema", "type", "time", "who", "scope", "key", "before", "after", "set_by", "configuration_before", "configuration_after"], record.EnumerateObject().Select(static p => p.Name));
        Assert.Equal(before.Sha256, record.GetProperty("configuration_before").GetString());
    }

    private static IncidentRecord Incident(string text, IncidentEvidence evidence) => IncidentRecord.Create(text, s_classifier.ClassifyText(text), new IncidentDetails
    {
        Pupil = "=1+1",
        OccurredAt = new StoppedClock().GetUtcNow(),
        Location = "the \"lab\"",
        Evidence = evidence,
    });

    private static string Written(AuditRecord record)
    {
        using MemoryStream stream = new();
        using AuditWriter writer = new(stream);
        writer.Write(record);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class FullDisk : MemoryStream
    {
        public bool IsFull { get; set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, IsFull ? count / 2 : count);
            if (IsFull)
                throw new IOException("No space left on device");
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 19, 4, 0, TimeSpan.Zero);
    }
}
