using System.Collections.Immutable;
using System.Globalization;
using OnlineSafety.Text;

namespace OnlineSafety.Lexicons;

/// <summary>Parses the lines of lexicon files, gathering entries and errors, over several files if need be.</summary>
internal sealed class LexiconParser
{
    public const string ContextPrefix = "context.";

    public const int MaxPhraseLength = 64;

    private readonly ImmutableArray<LexiconEntry>.Builder _entries = ImmutableArray.CreateBuilder<LexiconEntry>();
    private readonly ImmutableArray<LexiconDiagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<LexiconDiagnostic>();
    private readonly Dictionary<(string Folded, string Target, string Cased), string> _seen = [];

    public ImmutableArray<LexiconEntry> Entries => _entries.ToImmutable();

    public ImmutableArray<LexiconDiagnostic> Diagnostics => _diagnostics.ToImmutable();

    /// <summary>Notes that a whole file cannot be read.</summary>
    public void Fail(string source, string message) => _diagnostics.Add(new LexiconDiagnostic(source, 1, 1, message));

    public void Parse(string text, string source)
    {
        int line = 0;
        foreach (string raw in text.Split('\n'))
        {
            line++;
            string content = raw.TrimEnd('\r');
            if (line == 1)
                content = content.TrimStart('\uFEFF');
            if (!string.IsNullOrWhiteSpace(content) && !content.TrimStart().StartsWith('#'))
                ParseLine(content, source, line);
        }
    }

    private void ParseLine(string content, string source, int line)
    {
        List<Field> fields = Split(content);
        void Error(Field field, string message) => _diagnostics.Add(new LexiconDiagnostic(source, line, field.Column, message));

        if (fields.Count is < 3 or > 5)
        {
            Error(new Field("", 1), $"{fields.Count} fields; an entry is 'phrase | target | weight | options | comment', the last two optional");
            return;
        }

        int errors = _diagnostics.Count;
        LexiconEntry entry = new() { Phrase = fields[0].Text, Weight = 1, Comment = fields.Count > 4 ? fields[4].Text : "" };
        string folded = TextNormalizer.Fold(entry.Phrase);
        if (folded.Length == 0)
            Error(fields[0], "the phrase is empty");
        else if (folded.Length > MaxPhraseLength)
            Error(fields[0], $"the phrase has {folded.Length} characters; at most {MaxPhraseLength}");

        entry = ParseTarget(fields[1], entry, Error);
        if (float.TryParse(fields[2].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out float weight) &&
            weight is >= LexiconEntry.MinWeight and <= LexiconEntry.MaxWeight)
            entry = entry with { Weight = weight };
        else
            Error(fields[2], $"weight '{fields[2].Text}'; a number from {LexiconEntry.MinWeight.ToString(CultureInfo.InvariantCulture)} to {LexiconEntry.MaxWeight}");
        if (fields.Count > 3)
            entry = ParseOptions(fields[3], entry, Error);
        if (_diagnostics.Count > errors)
            return;

        string place = $"{source}({line})";
        if (_seen.TryAdd((folded, entry.Target, entry.IsCaseSensitive ? entry.Phrase : ""), place))
            _entries.Add(entry);
        else
            Error(fields[0], $"'{entry.Phrase}' for {entry.Target} stands already at {_seen[(folded, entry.Target, entry.IsCaseSensitive ? entry.Phrase : "")]}");
    }

    private static LexiconEntry ParseTarget(Field field, LexiconEntry entry, Action<Field, string> error)
    {
        if (field.Text.StartsWith(ContextPrefix, StringComparison.Ordinal))
        {
            if (EnumIds<ContextKind>.TryParse(field.Text.AsSpan(ContextPrefix.Length), out ContextKind kind))
                return entry with { Context = kind };
        }
        else if (Taxonomy.TryGetIndicator(field.Text, out Indicator indicator))
        {
            return entry with { Indicator = indicator };
        }

        IEnumerable<string> targets = EnumIds<Indicator>.All.Concat(EnumIds<ContextKind>.All.Select(static id => ContextPrefix + id));
        error(field, $"unknown target '{field.Text}'{Suggestion.For(field.Text, targets)}");
        return entry;
    }

    private static LexiconEntry ParseOptions(Field field, LexiconEntry entry, Action<Field, string> error)
    {
        int at = 0;
        foreach (string option in field.Text.Split(' '))
        {
            Field place = new(option, field.Column + at);
            at += option.Length + 1;
            if (option.Length == 0)
                continue;
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? option : option[..equals];
            string value = equals < 0 ? "" : option[(equals + 1)..];
            if (equals < 0 && option == "case")
                entry = entry with { IsCaseSensitive = true };
            else if (equals < 0 && EnumIds<MatchMode>.TryParse(option, out MatchMode match))
                entry = entry with { Match = match };
            else if (key == "stance" && EnumIds<Stance>.TryParse(value, out Stance stance))
                entry = entry with { Stance = stance };
            else if (key == "severity" && EnumIds<Severity>.TryParse(value, out Severity severity))
                entry = entry with { Severity = severity };
            else if (key == "stage" && EnumIds<Stage>.TryParse(value, out Stage stage))
                entry = entry with { Stage = stage };
            else
                error(place, $"unknown option '{option}'{Hint(key, value, option)}");
        }

        return entry;
    }

    private static string Hint(string key, string value, string option) => key switch
    {
        "stance" => Suggestion.For(value, EnumIds<Stance>.All),
        "severity" => Suggestion.For(value, EnumIds<Severity>.All),
        "stage" => Suggestion.For(value, EnumIds<Stage>.All),
        _ => Suggestion.For(option, ["word", "stem", "substring", "case", "stance=", "severity=", "stage="]),
    };

    /// <summary>Splits a line at its bars; a backslash before a bar, a hash or a backslash takes away its meaning.</summary>
    private static List<Field> Split(string line)
    {
        List<Field> fields = [];
        System.Text.StringBuilder text = new();
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || line[i] == '|')
            {
                int lead = 0;
                while (start + lead < i && line[start + lead] == ' ')
                {
                    lead++;
                }

                fields.Add(new Field(text.ToString().Trim(), start + lead + 1));
                text.Clear();
                start = i + 1;
            }
            else if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '|' or '#' or '\\')
            {
                text.Append(line[++i]);
            }
            else
            {
                text.Append(line[i]);
            }
        }

        return fields;
    }

    private readonly record struct Field(string Text, int Column);
}
