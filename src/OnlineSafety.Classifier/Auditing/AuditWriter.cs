using System.Text.Json;

namespace OnlineSafety.Auditing;

/// <summary>
/// Writes audit records and configuration changes as JSON Lines, one whole line at a time. Of a line that a crash or a full disk cut short
/// the part stays as it is, on a line of its own. For one thread at a time.
/// </summary>
public sealed class AuditWriter : IDisposable
{
    private const double LeastScore = 0.005;

    private readonly Stream _stream;
    private readonly MemoryStream _line = new();
    private readonly Utf8JsonWriter _json;

    // Whether a part of a line may stand at the end, which the next line must not be joined to.
    private bool _isInLine;

    /// <summary>Writes to a stream, which is closed with the writer.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public AuditWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>Opens a file to append to; it is made where it does not exist.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written to.</exception>
    public static AuditWriter Append(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        try
        {
            return new AuditWriter(file) { _isInLine = EndsInLine(path) };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a record.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="record"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public void Write(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        StartLine("classification");
        _json.WriteString("id", record.Id);
        _json.WriteString("time", record.Time);
        _json.WriteString("retain_until", record.RetainUntil.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        _json.WriteString("reference", record.Reference);
        _json.WriteString("digest", record.ContentDigest);
        _json.WriteNumber("length", record.ContentLength);
        _json.WriteString("profile", Configuration.ProfileIds.Of(record.Profile));
        _json.WriteString("surface", EnumIds<Surface>.Of(record.Surface));
        _json.WriteString("decision", EnumIds<Decision>.Of(record.Decision));
        _json.WriteString("severity", EnumIds<Severity>.Of(record.Severity));
        _json.WriteStartArray("flags");
        foreach (RiskFlags flag in Enum.GetValues<RiskFlags>().Where(f => f != RiskFlags.None && record.Flags.HasFlag(f)))
        {
            _json.WriteStringValue(EnumIds<RiskFlags>.Of(flag));
        }

        _json.WriteEndArray();
        _json.WriteStartObject("scores");
        foreach (Findings.FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            double score = Rounded(record.Scores[descriptor.Indicator!.Value]);
            if (score >= LeastScore)
                _json.WriteNumber(descriptor.IndicatorId!, score);
        }

        _json.WriteEndObject();
        _json.WriteStartArray("findings");
        foreach (AuditFinding finding in record.Findings)
        {
            WriteFinding(finding);
        }

        _json.WriteEndArray();
        _json.WriteString("bundle", record.BundleSha256);
        _json.WriteString("configuration", record.ConfigurationSha256);
        EndLine();
    }

    /// <summary>Writes a change of configuration.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="change"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public void Write(ConfigurationChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        StartLine("configuration-change");
        _json.WriteString("time", change.Time);
        _json.WriteString("who", change.Who);
        _json.WriteString("scope", change.Scope);
        _json.WriteString("key", change.Key);
        _json.WriteString("before", change.Before);
        _json.WriteString("after", change.After);
        _json.WriteString("set_by", change.SetBy);
        _json.WriteString("configuration_before", change.ConfigurationBefore);
        _json.WriteString("configuration_after", change.ConfigurationAfter);
        EndLine();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _line.Dispose();
        _stream.Dispose();
    }

    /// <summary>Whether a file ends in the middle of a line. Of one that may be appended to but not read, a blank line is no harm.</summary>
    private static bool EndsInLine(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (file.Length == 0)
                return false;
            file.Seek(-1, SeekOrigin.End);
            return file.ReadByte() != '\n';
        }
        catch (Exception e) when (e is UnauthorizedAccessException or NotSupportedException)
        {
            return true;
        }
    }

    private static double Rounded(float probability) => Math.Round(probability, 4);

    private void WriteFinding(AuditFinding finding)
    {
        _json.WriteStartObject();
        _json.WriteString("rule", finding.Rule);
        _json.WriteNumber("score", Rounded(finding.Score));
        if (finding.ScoreBefore != finding.Score)
            _json.WriteNumber("score_before", Rounded(finding.ScoreBefore));
        _json.WriteString("severity", EnumIds<Severity>.Of(finding.Severity));
        _json.WriteNumber("start", finding.Span.Start);
        _json.WriteNumber("length", finding.Span.Length);
        if (finding.SuppressedBy is not null)
            _json.WriteString("suppressed_by", finding.SuppressedBy);
        _json.WriteEndObject();
    }

    private void StartLine(string type)
    {
        _line.SetLength(0);

        if (_isInLine)
            _line.WriteByte((byte)'\n');
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("schema", AuditRecord.SchemaVersion);
        _json.WriteString("type", type);
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.WriteByte((byte)'\n');
        _isInLine = true;
        _stream.Write(_line.GetBuffer(), 0, (int)_line.Length);
        _stream.Flush();
        _isInLine = false;
    }
}
