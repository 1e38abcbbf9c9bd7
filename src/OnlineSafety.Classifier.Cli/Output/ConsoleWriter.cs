using System.Globalization;
using System.Text;
using OnlineSafety.Cli.Input;
using OnlineSafety.Conversations;
using OnlineSafety.Findings;
using Spectre.Console;

namespace OnlineSafety.Cli.Output;

/// <summary>
/// Writes results for people: the text with what was found underlined, scores as bars, findings with their evidence. Without
/// a terminal there is no colour and the spans stand in «guillemets».
/// </summary>
internal sealed class ConsoleWriter(IAnsiConsole console, TextWriter errors) : IResultWriter
{
    private const int BarLength = 20;
    private const int MaxShown = 600;
    private const int Around = 120;
    private const float LeastShown = 0.1f;

    private readonly bool _ansi = console.Profile.Capabilities.Ansi;

    public void Write(InputRecord record, string place, IReadOnlyList<MessageResult> results, ConversationAssessment? assessment)
    {
        CombinedResult combined = CombinedResult.Of(results);
        StringBuilder markup = new();
        markup.Append(CultureInfo.InvariantCulture, $"[bold]{Escape(place)}[/]  [{ColourOf(combined.Decision)}]{EnumIds<Decision>.Of(combined.Decision)}[/]");
        if (combined.Severity > Severity.None)
            markup.Append(CultureInfo.InvariantCulture, $"  severity {EnumIds<Severity>.Of(combined.Severity)}");
        if (combined.Flags != RiskFlags.None)
            markup.Append(CultureInfo.InvariantCulture, $"  flags {combined.Flags.ToString().ToLowerInvariant()}");
        markup.AppendLine();
        foreach (MessageResult result in results)
        {
            AppendText(markup, result);
        }

        foreach (RiskCategory category in Enum.GetValues<RiskCategory>())
        {
            AppendBar(markup, EnumIds<RiskCategory>.Of(category), combined.Scores[category], "");
            foreach (FindingDescriptor descriptor in Taxonomy.Descriptors.Where(d => d.Category == category))
            {
                if (combined.Scores[descriptor.Indicator!.Value] >= LeastShown)
                    AppendBar(markup, descriptor.IndicatorId!, combined.Scores[descriptor.Indicator!.Value], "  ");
            }
        }

        foreach (MessageResult result in results)
        {
            foreach (Finding finding in result.Result.Findings)
            {
                AppendFinding(markup, finding);
            }
        }

        foreach (ConversationAlert alert in assessment?.Alerts ?? [])
        {
            markup.Append("  [bold]alert[/] ").AppendLine(Escape(alert.ToNote()));
        }

        console.MarkupLine(markup.ToString());
    }

    public void WriteError(InputRecord record, string place) => errors.WriteLine($"onlinesafety: {place}: {record.Error}");

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    /// <summary>Escapes markup and control characters: hostile text must not drive the terminal.</summary>
    public static string Escape(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (char c in text)
        {
            safe.Append(char.IsControl(c) ? (c is '\n' or '\t' or '\r' ? ' ' : '\uFFFD') : char.IsSurrogate(c) || !IsFormat(c) ? c : '\uFFFD');
        }

        return Markup.Escape(safe.ToString());
    }

    private static bool IsFormat(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format && c != '\u200D';

    private static string ColourOf(Decision decision) => decision switch
    {
        Decision.Allow => "green",
        Decision.Flag => "yellow",
        _ => "red",
    };

    private static void AppendBar(StringBuilder markup, string name, float score, string indent)
    {
        int filled = (int)MathF.Round(score * BarLength);
        string colour = score >= 0.5f ? "red" : score >= LeastShown ? "yellow" : "green";
        markup.Append("  ").Append((indent + name).PadRight(22)).Append('[').Append(colour).Append(']')
            .Append('█', filled).Append("[/]").Append('░', BarLength - filled)
            .AppendLine(CultureInfo.InvariantCulture, $" {score:0.000}");
    }

    private static void AppendFinding(StringBuilder markup, Finding finding)
    {
        string indicator = finding.Descriptor.IndicatorId ?? finding.Descriptor.Title;
        markup.Append(CultureInfo.InvariantCulture,
            $"  {finding.Descriptor.Id} {indicator,-18} {finding.Score:0.000} {EnumIds<Severity>.Of(finding.Severity),-8} at {finding.Span.Start}+{finding.Span.Length}");
        if (finding.IsSuppressed)
            markup.Append(CultureInfo.InvariantCulture, $" [dim]suppressed by {finding.SuppressedBy?.Id} {finding.SuppressedBy?.Title} (before {finding.ScoreBefore:0.000})[/]");
        markup.AppendLine();
        if (!finding.Evidence.IsEmpty)
            markup.Append("         ").AppendLine(Escape(string.Join(", ", finding.Evidence)));
    }

    private void AppendText(StringBuilder markup, MessageResult result)
    {
        string text = result.Text;
        List<TextSpan> spans = Explanation.Merged(result.Result.Findings);
        markup.Append("  ");
        if (result.Sender is not null)
            markup.Append("[bold]").Append(Escape(result.Sender)).Append(":[/] ");
        int at = 0;
        bool whole = text.Length <= MaxShown;
        int shown = 0;
        foreach (TextSpan span in spans)
        {
            if (!whole && shown > MaxShown)
                break;
            int from = whole ? at : Math.Max(at, span.Start - Around);
            if (from > at)
                markup.Append(" … ");
            markup.Append(Escape(text[from..span.Start]));
            string marked = Escape(text[span.Start..span.End]);
            markup.Append(_ansi ? $"[underline bold]{marked}[/]" : $"«{marked}»");
            shown += span.End - from;
            at = span.End;
        }

        int to = whole ? text.Length : Math.Min(text.Length, at + Around);
        markup.Append(Escape(text[at..to])).AppendLine(to < text.Length ? " …" : "");
    }
}
