using System.Diagnostics;
using System.Globalization;
using System.Reflection.PortableExecutable;

namespace OnlineSafety.Benchmarks;

/// <summary>What a fresh process pays from its first line of code to the first score, or to the first classification, and the memory it then has.</summary>
internal static class ColdStart
{
    public const string ChildArgument = "cold-start-child";

    private const string Score = "score";
    private const string Classification = "classification";
    private const string Text = "meet me after school and bring the money, ok?";
    private const int Runs = 15;

    /// <summary>In the fresh process: scores or classifies a text, and prints milliseconds and private KiB.</summary>
    public static void Child(string what)
    {
        long start = Stopwatch.GetTimestamp();
        if (what == Score)
            _ = SafetyClassifier.Default.ScoreText(Text);
        else
            _ = SafetyClassifier.Default.ClassifyText(Text);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds} {PrivateKilobytes()}"));
    }

    /// <summary>The medians of several fresh processes. What was published as ReadyToRun is a case of its own.</summary>
    public static IEnumerable<Results.Measurement> Measure() => [Measure(Score), Measure(Classification)];

    private static Results.Measurement Measure(string what)
    {
        List<double> milliseconds = [];
        List<double> kilobytes = [];
        for (int i = 0; i < Runs; i++)
        {
            ProcessStartInfo info = new(Environment.ProcessPath!, [ChildArgument, what]) { RedirectStandardOutput = true };
            using Process process = Process.Start(info)!;
            string[] fields = process.StandardOutput.ReadToEnd().Split(' ');
            process.WaitForExit();
            milliseconds.Add(double.Parse(fields[0], CultureInfo.InvariantCulture));
            kilobytes.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
        }

        return new Results.Measurement(
            nameof(ColdStart), $"first {what} in a fresh process", IsReadyToRun() ? "ReadyToRun" : "", Median(milliseconds) * 1e6, (long)(Median(kilobytes) * 1024));

        static double Median(List<double> values) => values.Order().ElementAt(Runs / 2);
    }

    // A library compiled ahead of time says so in its header.
    private static bool IsReadyToRun()
    {
        using FileStream file = File.OpenRead(typeof(SafetyClassifier).Assembly.Location);
        using PEReader reader = new(file);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
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
