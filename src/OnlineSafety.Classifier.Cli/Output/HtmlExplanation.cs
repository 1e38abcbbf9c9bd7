using System.Globalization;
using System.Net;
using System.Text;
using OnlineSafety.Findings;

namespace OnlineSafety.Cli.Output;

/// <summary>
/// Writes an explanation as a page of its own: style inside, no script, nothing fetched. All text is escaped, and a content
/// security policy forbids all but the style, should an escape ever be missed.
/// </summary>
internal static class HtmlExplanation
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
        .text{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #ccc;border-radius:6px;padding:1rem}
        mark{background:#ffd9d6;border-bottom:2px solid #b3261e}
        section{border-top:1px solid #ddd;margin-top:1.5rem}
        .bar{position:relative;height:.8rem;background:#eee;border-radius:4px;margin:.15rem 0}
        .bar i{position:absolute;left:0;top:0;bottom:0;background:#2e7d32;border-radius:4px}
        .bar.over i{background:#b3261e}
        .bar b{position:absolute;top:-2px;bottom:-2px;width:2px;background:#000}
        table{border-collapse:collapse}td{padding:.1rem .8rem .1rem 0;vertical-align:top}
        td.n{text-align:right;font-variant-numeric:tabular-nums}.up{color:#b3261e}.down{color:#2e7d32}
        @media (prefers-color-scheme:dark){body{color:#eee;background:#1a1a1a}mark{background:#5c1a16;color:#fff}.bar{background:#444}.bar b{background:#fff}.up{color:#ff9c94}.down{color:#8fd694}}
        """;

    public static string Write(Explanation explanation)
    {
        StringBuilder html = new();
        html.Append("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<title>onlinesafety explain</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n")
            .Append("<h1>").Append(Escape(explanation.Summary)).Append("</h1>\n");
        AppendText(html, explanation);
        foreach (Finding finding in explanation.Findings)
        {
            AppendFinding(html, explanation, finding);
        }

        if (explanation.Result.Findings.IsEmpty)
            html.Append("<p>Nothing was found.</p>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>Escapes markup, and shows control and invisible characters, which could make a text look like another.</summary>
    private static string Escape(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format && rune.Value is not ('\n' or '\t' or '\r' or 0x200D);
            safe.Append(hidden ? $"\\u{{{rune.Value:x}}}" : rune.ToString());
        }

        return WebUtility.HtmlEncode(safe.ToString());
    }

    private static void AppendText(StringBuilder html, Explanation explanation)
    {
        html.Append("<p class=\"text\">");
        int at = 0;
        foreach (TextSpan span in Explanation.Merged(explanation.Result.Findings))
        {
            html.Append(Escape(explanation.Text[at..span.Start])).Append("<mark>").Append(Escape(explanation.Text[span.Start..span.End])).Append("</mark>");
            at = span.End;
        }

        html.Append(Escape(explanation.Text[at..])).Append("</p>\n");
    }

    private static void AppendFinding(StringBuilder html, Explanation explanation, Finding finding)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Escape(finding.Descriptor.Id)} {Escape(finding.Descriptor.Title)}</h2>\n");
        if (!finding.Descriptor.IsEngine)
        {
            if (finding.ScoreBefore != finding.Score)
                AppendBar(html, "before suppression", finding.ScoreBefore, finding.Threshold);
            AppendBar(html, finding.ScoreBefore != finding.Score ? "after suppression" : "probability", finding.Score, finding.Threshold);
        }

        html.Append(CultureInfo.InvariantCulture, $"<p>{Escape(Explanation.VerdictOf(finding))}</p>\n");
        if (!finding.Evidence.IsEmpty)
        {
            html.Append("<table>\n");
            foreach (Evidence evidence in finding.Evidence)
            {
                html.Append(CultureInfo.InvariantCulture,
                    $"<tr><td class=\"n {(evidence.Weight < 0 ? "down" : "up")}\">{evidence.Weight:+0.0;-0.0;0}</td><td>{Escape(evidence.Kind.ToString().ToLowerInvariant())}</td><td>{Escape(evidence.Name)}</td></tr>\n");
            }

            html.Append("</table>\n");
        }

        html.Append("</section>\n");
    }

    private static void AppendBar(StringBuilder html, string name, float score, float threshold)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div>{name} {score:0.000}</div><div class=\"bar{(score >= threshold ? " over" : "")}\"><i style=\"width:{score * 100:0.0}%\"></i>");
        if (threshold <= 1)
            html.Append(CultureInfo.InvariantCulture, $"<b style=\"left:{threshold * 100:0.0}%\"></b>");
        html.Append("</div>\n");
    }
}
