using System.Diagnostics;
using System.Globalization;

namespace OnlineSafety.Benchmarks;

/// <summary>What a fresh process pays from its first line of code to the first score, and the memory it then has.</summary>
internal static class ColdStart
{
    public const string ChildArgument = "cold-start-child";

    private const int Runs = 15;

    /// <summary>In the fresh process: prints milliseconds and private KiB.</summary>
    public static void Child()
    {
        long start = Stopwatch.GetTimestamp();
        _ = SafetyClassifier.Default.ScoreText("meet me after school and bring the money, ok?");
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds} {PrivateKilobytes()}"));
    }

    /// <summary>The medians of several fresh processes.</summary>
    public static (double Milliseconds, double PrivateMegabytes) Measure()
    {
        List<double> milliseconds = [];
        List<double> kilobytes = [];
        for (int i = 0; i < Runs; i++)
        {
            ProcessStartInfo info = new(Environment.ProcessPath!, ChildArgument) { RedirectStandardOutput = true };
            using Process process = Process.Start(info)!;
            string[] fields = process.StandardOutput.ReadToEnd().Split(' ');
            process.WaitForExit();
            milliseconds.Add(double.Parse(fields[0], CultureInfo.InvariantCulture));
            kilobytes.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
        }

        return (milliseconds.Order().ElementAt(Runs / 2), kilobytes.Order().ElementAt(Runs / 2) / 1024);
    }

    // What is the process's own and in memory: on Linux its anonymous pages, elsewhere the private bytes.
    private static long PrivateKilobytes()
    {
        if (!OperatingSystem.IsLinux())
            return Process.GetCurrentProcess().PrivateMemorySize64 / 1024;
        string line = File.ReadLines("/proc/self/status").First(static l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
