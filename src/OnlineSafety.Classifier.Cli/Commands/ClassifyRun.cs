using System.Text;
using System.Text.Unicode;
using OnlineSafety.Cli.Input;
using OnlineSafety.Cli.Output;
using OnlineSafety.Conversations;

namespace OnlineSafety.Cli.Commands;

/// <summary>Classifies the inputs of some files, one after the other, counting those that could not be read.</summary>
internal sealed class ClassifyRun(SafetyClassifier classifier, ClassificationOptions options, IResultWriter writer, InputKind kind, bool strict, AuditTrail? audit)
{
    /// <summary>Inputs seen so far.</summary>
    public int Inputs { get; private set; }

    /// <summary>Of these, inputs and files with errors.</summary>
    public int Errors { get; private set; }

    /// <summary>Classifies a file; <c>-</c> is standard input. A file that can't be read is told of and counted.</summary>
    /// <param name="file">The path.</param>
    /// <param name="progress">Told the bytes read and the bytes in all, or 0.</param>
    /// <param name="cancellation">Stops between two inputs.</param>
    public void File(string file, Action<long, long> progress, CancellationToken cancellation)
    {
        string name = file == "-" ? "stdin" : file;
        LineReader? reader = null;
        try
        {
            reader = LineReader.Open(file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Read(reader, name, progress, cancellation);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or InvalidDataException or ArgumentException or FileNotFoundException or DirectoryNotFoundException or PathTooLongException or OutOfMemoryException or OverflowException)
        {
            string reason = e is OutOfMemoryException or OverflowException ? "the line is too long to hold" : e.Message;
            Fail(new InputRecord(InputRecord.NoId, Error: reason), reader is { LineNumber: > 0 } ? $"{name}:{reader.LineNumber + 1}" : name);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    private void Read(LineReader reader, string name, Action<long, long> progress, CancellationToken cancellation)
    {
        InputKind actual = kind != InputKind.Auto ? kind : reader.PeekContent() == '{' ? InputKind.Jsonl : InputKind.Lines;
        if (actual == InputKind.Document)
        {
            Classify(new InputRecord(InputRecord.NoId, Decode(reader.ReadToEnd(), name)), name);
            return;
        }

        while (true)
        {
            if (!reader.HasLine)
                writer.Flush();
            if (!reader.TryRead(out ReadOnlyMemory<byte> line))
                break;
            cancellation.ThrowIfCancellationRequested();
            progress(reader.Position, reader.Length);
            string place = $"{name}:{reader.LineNumber}";
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            if (actual != InputKind.Jsonl)
                Classify(LineRecord(Decode(line, place), reader.LineNumber, actual), place);
            else
                Classify(RecordParser.Parse(line, strict), place);
        }
    }

    // In a list of URLs, or a text that is nothing but one, a URL is read as a URL.
    private static InputRecord LineRecord(string line, int number, InputKind kind) =>
        new($"\"{number}\"", line, IsUrl: kind == InputKind.Urls || InputRecord.IsUrlAlone(line));

    private static string Decode(ReadOnlyMemory<byte> bytes, string place)
    {
        if (!Utf8.IsValid(bytes.Span))
            Console.Error.WriteLine($"onlinesafety: {place}: warning: bytes that are not UTF-8 were read as U+FFFD");
        return Encoding.UTF8.GetString(bytes.Span);
    }

    private void Classify(InputRecord record, string place)
    {
        if (record.Error is not null)
        {
            Fail(record, place);
            return;
        }

        Inputs++;
        MessageResult[] results;
        ConversationAssessment? assessment = null;
        if (record.Messages is { } messages)
        {
            ConversationResult conversation = classifier.ClassifyConversation([.. messages.Select(static m => m.ToChatMessage())], options);
            results = [.. messages.Zip(conversation.Messages, static (m, r) => new MessageResult(m.Sender, m.Text, r))];
            assessment = conversation.Assessment;
        }
        else
        {
            string text = record.Text!;
            results = [new MessageResult(null, text, record.IsUrl ? classifier.ClassifyUrl(text, options) : classifier.ClassifyText(text, options))];
        }

        writer.Write(record, place, results, assessment);
        audit?.Write(record, results);
    }

    private void Fail(InputRecord record, string place)
    {
        Inputs++;
        Errors++;
        writer.WriteError(record, place);
    }
}
