using System.Diagnostics;
using System.Globalization;

namespace OnlineSafety.Benchmarks;

/// <summary>
/// Scores the same texts for some seconds, for a profiler to watch. The best round is short enough to say what is true on a busy
/// machine too.
/// </summary>
internal static class Spin
{
    private const int Texts = 1_000;

    public static void Run(string what, int seconds)
    {
        English english = new(20261121);
        string[] texts = what switch
        {
            "document" => [english.Text(1 << 18, [], 0)],
            "messages" => [.. Enumerable.Range(0, Texts).Select(_ => english.Text(50, [], 0))],
            "urls" => UrlMix.Urls(Texts, 1),
            _ => UrlMix.Hosts(Texts, 2),
        };
        UrlBenchmarks? lists = what == "look-ups" ? new() : null;
        lists?.Setup();
        Action<string> run = what switch
        {
            "urls" or "hosts" => static url => SafetyClassifier.Default.ScoreUrl(url),
            "look-ups" => host => lists!.IsListed(host),
            _ => static text => SafetyClassifier.Default.ScoreText(text),
        };
        double best = double.MaxValue;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            long round = Stopwatch.GetTimestamp();
            foreach (string text in texts)
            {
                run(text);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(round).TotalNanoseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best round: {best / texts.Length:0} ns a text, {best / texts.Sum(static t => t.Length):0.0} ns a character"));
    }
}
