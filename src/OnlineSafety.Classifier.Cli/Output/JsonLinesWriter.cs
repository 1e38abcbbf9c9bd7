using System.Text.Encodings.Web;
using System.Text.Json;
using OnlineSafety.Cli.Input;
using OnlineSafety.Conversations;
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

    public void Write(InputRecord record, string place, IReadOnlyList<MessageResult> results, ConversationAssessment? assessment)
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
        if (assessment is not null)
        {
            WriteParticipants(results, assessment);
            WriteAlerts(assessment);
        }

        EndLine();
    }

    public void WriteError(InputRecord record, string place)
    {
        StartLine(record);
        _json.WriteString("error", $"{place}: {record.Error}");
        EndLine();
    }

    public void Flush() => _stream.Flush();

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

    private void WriteParticipants(IReadOnlyList<MessageResult> results, ConversationAssessment assessment)
    {
        Dictionary<string, ParticipantAssessment> kept = assessment.Participants.Where(static p => p.Sender is not null).ToDictionary(static p => p.Sender!);
        _json.WriteStartArray("participants");
        foreach (IGrouping<string?, MessageResult> sender in results.GroupBy(static r => r.Sender))
        {
            ParticipantAssessment? participant = kept.GetValueOrDefault(sender.Key!);
            _json.WriteStartObject();
            _json.WriteString("sender", sender.Key);
            _json.WritePropertyName("flags");
            WriteFlags(sender.Aggregate(participant?.Flags ?? RiskFlags.None, static (flags, r) => flags | r.Result.OwnFlags));
            if (participant?.Stage is { } stage)
                _json.WriteString("stage", EnumIds<ConversationStep>.Of(stage));
            else
                _json.WriteNull("stage");
            _json.WriteString("role", EnumIds<ParticipantRole>.Of(participant?.Role ?? ParticipantRole.Bystander));
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteAlerts(ConversationAssessment assessment)
    {
        _json.WriteStartArray("alerts");
        foreach (ConversationAlert alert in assessment.Alerts)
        {
            _json.WriteStartObject();
            _json.WriteString("rule", alert.Descriptor.Id);
            _json.WriteString("indicator", alert.Descriptor.IndicatorId);
            _json.WriteNumber("score", Rounded(alert.Score));
            _json.WriteString("severity", EnumIds<Severity>.Of(alert.Severity));
            _json.WriteString("suspect", alert.Suspect?.Sender);
            _json.WriteString("target", alert.Target?.Sender);
            _json.WriteNumber("message", alert.RaisedAt!.Value);
            _json.WriteStartArray("messages");
            foreach (AlertMessage message in alert.Messages)
            {
                _json.WriteNumberValue(message.Message);
            }

            _json.WriteEndArray();
            _json.WriteString("note", alert.ToNote());
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}
