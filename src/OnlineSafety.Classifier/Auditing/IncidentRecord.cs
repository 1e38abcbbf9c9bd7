using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OnlineSafety.Findings;

namespace OnlineSafety.Auditing;

/// <summary>
/// What was found, for a person to file: facts only, no judgement and no advice on anybody, in the order in which the forms of
/// schools' record systems ask for them (whom, when, where, what kind, what, who was told, what was done). The text is withheld
/// unless the caller asks for it. Immutable.
/// </summary>
public sealed record IncidentRecord
{
    private IncidentRecord(ImmutableArray<KeyValuePair<string, string>> fields) => Fields = fields;

    /// <summary>The fields, in the order of the form: heading and content, empty where a person is to fill it in.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Fields { get; }

    /// <summary>The headings as a line of CSV.</summary>
    public string CsvHeader => Csv(Fields.Select(static f => f.Key));

    /// <summary>Makes the record of a result.</summary>
    /// <param name="text">The text that was classified.</param>
    /// <param name="result">Its result.</param>
    /// <param name="details">What only the caller knows, and how much of the text to quote.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The result is that of another text.</exception>
    public static IncidentRecord Create(string text, ClassificationResult result, IncidentDetails details)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(details);
        Finding[] findings = [.. result.Findings.Where(static f => !f.IsSuppressed && f.Severity > Severity.None)];
        if (findings.Any(f => f.Span.End > text.Length))
            throw new ArgumentException("A finding lies outside of the text: the result is that of another.", nameof(result));
        FindingDescriptor[] rules = [.. findings.OrderByDescending(static f => f.Severity).ThenByDescending(static f => f.Score).Select(static f => f.Descriptor).Distinct()];
        return new IncidentRecord(
        [
            Field("Pupil", details.Pupil),
            Field("Date", details.OccurredAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Field("Time", details.OccurredAt.ToString("HH:mm:ss zzz", CultureInfo.InvariantCulture)),
            Field("Location", details.Location),
            Field("Categories", string.Join("; ", rules.Select(static r => r.Title))),
            Field("Linked pupils", details.LinkedPupils),
            Field("Severity", EnumIds<Severity>.Of(result.Severity)),
            Field("Details", DetailsOf(text, findings, details.Evidence)),
            Field("Recommended route", string.Join("; ", rules.Select(static r => EnumIds<Route>.Of(r.RecommendedRoute)).Distinct())),
            Field("Action taken", details.ActionTaken),
            Field("Recorded by", details.RecordedBy),
            Field("Audit reference", details.AuditReference),
        ]);
    }

    /// <summary>The record as a JSON object, its properties in the order of the form.</summary>
    public string ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            foreach ((string heading, string content) in Fields)
            {
                json.WriteString(heading, content);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The record as a line of CSV (RFC 4180); what a spreadsheet would take for a formula is defused.</summary>
    public string ToCsv() => Csv(Fields.Select(static f => f.Value));

    private static KeyValuePair<string, string> Field(string heading, string content) => new(heading, content);

    private static string DetailsOf(string text, Finding[] findings, IncidentEvidence evidence)
    {
        StringBuilder details = new();
        details.Append(CultureInfo.InvariantCulture, $"A text of {text.Length} characters.");
        foreach (Finding finding in findings)
        {
            details.Append(CultureInfo.InvariantCulture,
                $" {finding.Descriptor.Id} {finding.Descriptor.Title}: probability {finding.Score:0.00}, severity {EnumIds<Severity>.Of(finding.Severity)}, characters {finding.Span.Start} to {finding.Span.End}");
            details.Append(evidence == IncidentEvidence.Words ? $": \"{text.AsSpan(finding.Span.Start, finding.Span.Length)}\"." : ".");
        }

        details.Append(evidence switch
        {
            IncidentEvidence.Withheld => " The words are withheld.",
            IncidentEvidence.FullText => $" In full: \"{text}\"",
            _ => "",
        });
        return details.ToString();
    }

    private static string Csv(IEnumerable<string> cells) => string.Join(",", cells.Select(static cell =>
    {
        string safe = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + cell : cell;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }));
}
