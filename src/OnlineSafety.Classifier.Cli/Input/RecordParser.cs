using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OnlineSafety.Cli.Input;

/// <summary>Reads one line of the JSON Lines contract. Never throws on input: what is wrong comes back as the record's error.</summary>
internal static class RecordParser
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 32 };

    /// <summary>Parses a line.</summary>
    /// <param name="line">One JSON object in UTF-8.</param>
    /// <param name="strict">Whether a property outside the contract is an error.</param>
    public static InputRecord Parse(ReadOnlyMemory<byte> line, bool strict)
    {
        if (!Utf8.IsValid(line.Span))
            return new InputRecord(InputRecord.NoId, Error: "not valid UTF-8");
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, s_options);
            return Parse(document.RootElement, strict);
        }
        catch (JsonException e)
        {
            // The exception's own message may quote the input: say where, not what.
            return new InputRecord(InputRecord.NoId, Error: $"not valid JSON (at byte {(e.BytePositionInLine ?? 0) + 1} of the line)");
        }
        catch (InvalidOperationException)
        {
            return new InputRecord(InputRecord.NoId, Error: "a property's name has half a surrogate pair");
        }
    }

    /// <summary>The text of a well-formed JSON string in its quotes; half a surrogate pair stays what it is.</summary>
    public static string Unescape(string raw)
    {
        StringBuilder text = new(raw.Length);
        for (int i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)Convert.ToUInt16(raw.Substring(i + 1, 4), 16));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', char c => c });
            }
        }

        return text.ToString();
    }

    private static InputRecord Parse(JsonElement root, bool strict)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new InputRecord(InputRecord.NoId, Error: $"a line is {Name(root)}; it must be an object");

        string id = InputRecord.NoId;
        if (root.TryGetProperty("id", out JsonElement idElement))
        {
            if (idElement.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
                return new InputRecord(id, Error: $"'id' is {Name(idElement)}; it must be a string or a number");
            id = idElement.GetRawText();
        }

        string? text = null;
        List<InputMessage>? messages = null;
        int contents = 0;
        bool isUrl = false;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "id":
                    break;
                case "text" or "url":
                    contents++;
                    if (property.Value.ValueKind != JsonValueKind.String)
                        return new InputRecord(id, Error: $"'{property.Name}' is {Name(property.Value)}; it must be a string");
                    text = StringOf(property.Value);
                    isUrl = property.Name == "url";
                    break;
                case "messages" or "conversation":
                    contents++;
                    messages = [];
                    if (ParseMessages(property.Value, property.Name, strict, messages) is { } error)
                        return new InputRecord(id, Error: error);
                    break;
                default:
                    if (strict)
                        return new InputRecord(id, Error: $"unknown property{Shown(property.Name)}");
                    break;
            }
        }

        return contents == 1
            ? new InputRecord(id, text, messages, IsUrl: isUrl)
            : new InputRecord(id, Error: contents == 0 ? "needs 'text', 'url' or 'messages'" : "has more than one of 'text', 'url' and 'messages'");
    }

    private static string? ParseMessages(JsonElement array, string name, bool strict, List<InputMessage> into)
    {
        if (array.ValueKind != JsonValueKind.Array)
            return $"'{name}' is {Name(array)}; it must be an array";
        foreach (JsonElement message in array.EnumerateArray())
        {
            string place = $"{name}[{into.Count}]";
            if (message.ValueKind != JsonValueKind.Object)
                return $"'{place}' is {Name(message)}; it must be an object";
            string? sender = null;
            string? text = null;
            string? id = null;
            DateTimeOffset? at = null;
            foreach (JsonProperty property in message.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "sender" or "author" or "text" when property.Value.ValueKind != JsonValueKind.String:
                        return $"'{place}.{property.Name}' is {Name(property.Value)}; it must be a string";
                    case "sender" or "author":
                        sender = StringOf(property.Value);
                        break;
                    case "text":
                        text = StringOf(property.Value);
                        break;
                    case "at" or "time":
                        at = property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null;
                        if (at is null && property.Value.ValueKind != JsonValueKind.Null)
                            return $"'{place}.{property.Name}' is no time as in \"2026-03-02T19:04:00Z\"";
                        break;
                    case "id" when property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null:
                        id = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.GetRawText();
                        break;
                    case "id":
                        return $"'{place}.id' is {Name(property.Value)}; it must be a string or a number";
                    default:
                        if (strict)
                            return $"unknown property in '{place}'{Shown(property.Name)}";
                        break;
                }
            }

            if (sender is null || text is null)
                return $"'{place}' needs '{(sender is null ? "sender" : "text")}'";
            into.Add(new InputMessage(sender, text, at, id));
        }

        return null;
    }

    /// <summary>The string, lone surrogates kept: half an emoji is what a cut-off message ends in, not an error.</summary>
    private static string StringOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(element.GetRawText());
        }
    }

    /// <summary>A name that looks like one is shown; what does not may be somebody's words.</summary>
    private static string Shown(string name) =>
        name.Length <= 40 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? $" '{name}'" : "";

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
