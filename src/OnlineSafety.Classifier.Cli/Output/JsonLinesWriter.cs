using System.Text.Encodings.Web;
using System.Text.Json;
using OnlineSafety.Cli.Input;
using OnlineSafety.Findings;

namespace OnlineSafety.Cli.Output;

/// <summary>Writes the JSON Lines contract: one line an input, in order.</summary>
internal sealed class JsonLinesWriter : IResultWriter
{
    private const double LeastIndicator = 0.005;

    private readonly BufferedStream _stream;
    private readonly Utf8JsonWriter _json;

    public JsonLinesWriter(Stream stream)
    {
        _stream = new BufferedStream(stream, 1 << 16);
        _json = new Utf8JsonWriter(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public void Write(InputRecord record, string place, IReadOnlyList<MessageResult> results)
    {
        CombinedResult combined = CombinedResult.Of(results);
        StartLine(record);
        WriteScores(combined.Scores);
        _json.WritePropertyName("flags");
        WriteFlags(combined.Flags);
        _json.WriteString("severity", EnumIds<Severity>.Of(combined.Severity));
        _json.WriteString("decision", EnumIds<Decision>.Of(combined.Decision));
        _json.WriteStartArray("findings");
        for (int i = 0; i < results.Count; i++)
        {
            foreach (Finding finding in results[i].Result.Findings)
            {
                WriteFinding(finding, record.Messages is null ? null : i);
            }
        }

        _json.WriteEndArray();
        if (record.Messages is not null)
            WriteParticipants(results);
        EndLine();
    }

    public void WriteError(InputRecord record, string place)
    {
        StartLine(record);
        _json.WriteString("error", $"{place}: {record.Error}");
        EndLine();
    }

    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    private static double Rounded(float probability) => Math.Round(probability, 4);

    private void StartLine(InputRecord record)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("id");
        _json.WriteRawValue(record.Id, skipInputValidation: true);
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _stream.WriteByte((byte)'\n');
    }

    private void WriteScores(ScoreVector scores)
    {
        _json.WriteStartObject("categories");
        foreach (RiskCategory category in Enum.GetValues<RiskCategory>())
        {
            _json.WriteNumber(EnumIds<RiskCategory>.Of(category), Rounded(scores[category]));
        }

        _json.WriteEndObject();
        _json.WriteStartObject("indicators");
        foreach (FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            double score = Rounded(scores[descriptor.Indicator!.Value]);
            if (score >= LeastIndicator)
                _json.WriteNumber(descriptor.IndicatorId!, score);
        }

        _json.WriteEndObject();
    }

    private void WriteFlags(RiskFlags flags)
    {
        _json.WriteStartArray();
        foreach (RiskFlags flag in Enum.GetValues<RiskFlags>())
        {
            if (flag != RiskFlags.None && flags.HasFlag(flag))
                _json.WriteStringValue(EnumIds<RiskFlags>.Of(flag));
        }

        _json.WriteEndArray();
    }

    private void WriteFinding(Finding finding, int? message)
    {
        _json.WriteStartObject();
        _json.WriteString("rule", finding.Descriptor.Id);
        if (finding.Descriptor.IndicatorId is { } indicator)
            _json.WriteString("indicator", indicator);
        _json.WriteNumber("score", Rounded(finding.Score));
        _json.WriteString("severity", EnumIds<Severity>.Of(finding.Severity));
        if (message is { } index)
            _json.WriteNumber("message", index);
        _json.WriteNumber("start", finding.Span.Start);
        _json.WriteNumber("length", finding.Span.Length);
        _json.WriteBoolean("suppressed", finding.IsSuppressed);
        if (finding.SuppressedBy is { } suppressor)
            _json.WriteString("suppressedBy", suppressor.Id);
        if (finding.ScoreBefore != finding.Score)
            _json.WriteNumber("scoreBefore", Rounded(finding.ScoreBefore));
        _json.WriteStartArray("evidence");
        foreach (Evidence evidence in finding.Evidence)
        {
            _json.WriteStringValue(evidence.ToString());
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteParticipants(IReadOnlyList<MessageResult> results)
    {
        _json.WriteStartArray("participants");
        foreach (IGrouping<string?, MessageResult> sender in results.GroupBy(static r => r.Sender))
        {
            _json.WriteStartObject();
            _json.WriteString("sender", sender.Key);
            _json.WritePropertyName("flags");
            WriteFlags(CombinedResult.Of(sender).Flags);

            // Stages need the state of the conversation, which single messages have not.
            _json.WriteNull("stage");
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
