using System.Globalization;
using OnlineSafety.Findings;
using Spectre.Console;

namespace OnlineSafety.Cli.Output;

/// <summary>Draws an explanation in a terminal: the text with what was found, then each finding's evidence as bars left and right of zero.</summary>
internal static class ConsoleExplanation
{
    private const int HalfBar = 12;
    private const int BarLength = 20;
    private const float FullWeight = 9;

    public static void Write(Explanation explanation, IAnsiConsole console)
    {
        console.MarkupLine($"[bold]{Markup.Escape(explanation.Summary)}[/]");
        console.MarkupLine(Marked(explanation, console.Profile.Capabilities.Ansi));
        foreach (Finding finding in explanation.Findings)
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Markup.Escape($"{finding.Descriptor.Id} {finding.Descriptor.IndicatorId ?? finding.Descriptor.Title}")}[/] at {finding.Span.Start}+{finding.Span.Length}");
            if (!finding.Descriptor.IsEngine)
                WriteScores(finding, console);
            console.MarkupLine($"  {ConsoleWriter.Escape(Explanation.VerdictOf(finding))}");
            foreach (Evidence evidence in finding.Evidence)
            {
                console.MarkupLine($"  {Weight(evidence.Weight)} {ConsoleWriter.Escape(evidence.ToString())}");
            }
        }

        if (explanation.Result.Findings.IsEmpty)
            console.WriteLine("Nothing was found.");
    }

    private static string Marked(Explanation explanation, bool ansi)
    {
        System.Text.StringBuilder markup = new("  ");
        int at = 0;
        foreach (TextSpan span in Explanation.Merged(explanation.Result.Findings))
        {
            string marked = ConsoleWriter.Escape(explanation.Text[span.Start..span.End]);
            markup.Append(ConsoleWriter.Escape(explanation.Text[at..span.Start])).Append(ansi ? $"[underline bold]{marked}[/]" : $"«{marked}»");
            at = span.End;
        }

        return markup.Append(ConsoleWriter.Escape(explanation.Text[at..])).ToString();
    }

    private static void WriteScores(Finding finding, IAnsiConsole console)
    {
        if (finding.ScoreBefore != finding.Score)
            console.MarkupLine(Bar("before", finding.ScoreBefore, finding.Threshold));
        console.MarkupLine(Bar(finding.ScoreBefore != finding.Score ? "after" : "score", finding.Score, finding.Threshold));
    }

    /// <summary>A probability from 0 to 1, with a stroke where the threshold lies.</summary>
    private static string Bar(string name, float score, float threshold)
    {
        char[] bar = new string('░', BarLength + 1).ToCharArray();
        bar.AsSpan(0, (int)MathF.Round(score * BarLength)).Fill('█');
        if (threshold <= 1)
            bar[(int)MathF.Round(threshold * BarLength)] = '│';
        return string.Create(CultureInfo.InvariantCulture, $"  {name,-7}[{(score >= threshold ? "red" : "green")}]{new string(bar)}[/] {score:0.000}");
    }

    /// <summary>A weight as a bar: to the right what raises, to the left what lowers.</summary>
    private static string Weight(float weight)
    {
        int length = Math.Clamp((int)MathF.Round(MathF.Abs(weight) / FullWeight * HalfBar), weight == 0 ? 0 : 1, HalfBar);
        return weight < 0
            ? $"{new string(' ', HalfBar - length)}[green]{new string('█', length)}[/]│{new string(' ', HalfBar)}"
            : $"{new string(' ', HalfBar)}│[red]{new string('█', length)}[/]{new string(' ', HalfBar - length)}";
    }
}
