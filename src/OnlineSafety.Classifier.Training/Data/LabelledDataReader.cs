using System.IO.Compression;
using System.Text.Json;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Training.Data;

/// <summary>Reads labelled JSON Lines, gzip or plain.</summary>
public static class LabelledDataReader
{
    /// <summary>Reads the rows of a file.</summary>
    /// <exception cref="InvalidDataException">A line is not well formed; the message names file, line and what is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<LabelledRow> Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        string source = SourceOf(file);
        using FileStream raw = File.OpenRead(file);
        using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using StreamReader reader = new(stream);
        int line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0)
                continue;
            LabelledRow row;
            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                row = ReadRow(document.RootElement, source, line);
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
            {
                throw new InvalidDataException($"{file}({line}): {(e is JsonException ? "not valid JSON" : e.Message)}");
            }

            yield return row;
        }
    }

    /// <summary>The labelled files at a path: the file itself, or a folder's <c>*.jsonl</c> and <c>*.jsonl.gz</c> in ordinal order.</summary>
    public static string[] FilesAt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Directory.Exists(path))
            return File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no '{path}'.", path);
        string[] files = [.. Directory.GetFiles(path, "*.jsonl"), .. Directory.GetFiles(path, "*.jsonl.gz")];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>A file's name without folders and extensions.</summary>
    public static string SourceOf(string file)
    {
        string name = Path.GetFileName(file);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? name : name[..dot];
    }

    private static LabelledRow ReadRow(JsonElement root, string source, int line)
    {
        LabelledRow row = new() { Source = source, Line = line };
        foreach (JsonProperty property in root.EnumerateObject())
        {
            JsonElement value = property.Value;
            row = property.Name switch
            {
                "id" => row with { Id = value.ToString() },
                "text" => row with { Text = value.GetString() },
                "url" => row with { Url = value.GetString() },
                "conversation" => row with { Conversation = [.. value.EnumerateArray().Select(ReadMessage)] },
                "labels" => row with { Labels = ReadLabels(value), IsDating = value.TryGetProperty("dating", out JsonElement dating) ? dating.GetInt32() == 1 : null },
                "register" => row with { Register = value.GetString()! },
                "note" => row with { Note = value.GetString()! },
                "indicator" => row with { Indicator = ReadIndicator(value.GetString()) },
                "functionality" => row with { Functionality = value.GetString()! },
                "pair" => row with { Pair = value.GetString()! },
                "expected" => row with { Expected = [.. value.EnumerateArray().Select(static c => Known<RiskCategory>(c.GetString()))] },
                "participants" => row with { Roles = value.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetProperty("role").GetString()!) },
                _ => row,
            };
        }

        // Public chats have no ids; their place in the file says whether they are trained on or held out.
        return row is { Conversation: not null, Id: "" } ? row with { Id = $"{source}:{line}" } : row;
    }

    private static LabelledMessage ReadMessage(JsonElement message)
    {
        DateTimeOffset? time = message.TryGetProperty("time", out JsonElement at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out DateTimeOffset t) ? t : null;
        Stage stage = message.TryGetProperty("stage", out JsonElement s) ? Known<Stage>(s.GetString()) : Stage.None;
        return new LabelledMessage(message.GetProperty("author").GetString()!, time, message.GetProperty("text").GetString()!, stage);
    }

    private static LabelSet ReadLabels(JsonElement labels)
    {
        LabelSet set = labels.TryGetProperty("safe", out JsonElement safe) && safe.GetInt32() == 1 ? LabelSet.Safe : default;
        foreach (JsonProperty label in labels.EnumerateObject())
        {
            // What the taxonomy has no indicator for (dating, social) is left out; two host classes have another name there.
            string name = label.Name switch { "malware" => "cyber-crime", "proxy" => "filter-bypass", string other => other };
            if (label.Value.GetInt32() is not (0 or 1))
                throw new FormatException($"label '{label.Name}' is {label.Value}; it must be 0 or 1");
            if (Taxonomy.TryGetIndicator(name, out Indicator indicator))
                set = set.With(indicator, label.Value.GetInt32() == 1);
        }

        return set;
    }

    private static Indicator ReadIndicator(string? id) =>
        Taxonomy.TryGetIndicator(id, out Indicator indicator) ? indicator : throw new FormatException($"unknown indicator '{id}'");

    private static TEnum Known<TEnum>(string? id)
        where TEnum : struct, Enum =>
        EnumIds<TEnum>.TryParse(id, out TEnum value) ? value : throw new FormatException($"unknown {typeof(TEnum).Name.ToLowerInvariant()} '{id}'");
}
