using System.Diagnostics;
using System.Globalization;

namespace OnlineSafety.Benchmarks;

/// <summary>Scores the same texts for some seconds, for a profiler to watch.</summary>
internal static class Spin
{
    private const int Texts = 1_000;

    public static void Run(bool document, int seconds)
    {
        English english = new(20261121);
        string[] texts = document ? [english.Text(1 << 18, [], 0)] : [.. Enumerable.Range(0, Texts).Select(_ => english.Text(50, [], 0))];
        double best = double.MaxValue;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            long round = Stopwatch.GetTimestamp();
            foreach (string text in texts)
            {
                SafetyClassifier.Default.ScoreText(text);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(round).TotalNanoseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best round: {best / texts.Length:0} ns a text, {best / texts.Sum(static t => t.Length):0.0} ns a character"));
    }
}
