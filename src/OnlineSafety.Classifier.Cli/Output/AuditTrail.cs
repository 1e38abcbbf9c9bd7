using OnlineSafety.Auditing;
using OnlineSafety.Cli.Input;

namespace OnlineSafety.Cli.Output;

/// <summary>Writes an audit record for each text and message that was classified.</summary>
internal sealed class AuditTrail(AuditWriter writer, SafetyClassifier classifier, ClassificationOptions options, AuditOptions audit) : IDisposable
{
    /// <summary>Writes the records of an input; a message's reference is the input's id and its index.</summary>
    public void Write(InputRecord record, IReadOnlyList<MessageResult> results)
    {
        string id = record.Id[0] == '"' ? RecordParser.Unescape(record.Id) : record.Id == InputRecord.NoId ? "" : record.Id;
        for (int i = 0; i < results.Count; i++)
        {
            writer.Write(AuditRecord.Create(classifier, results[i].Text, results[i].Result, options, audit, record.Messages is null ? id : $"{id}#{i}"));
        }
    }

    public void Dispose() => writer.Dispose();
}
