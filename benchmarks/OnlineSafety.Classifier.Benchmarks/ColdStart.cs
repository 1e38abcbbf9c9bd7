using System.Diagnostics;
using System.Globalization;
using System.Reflection.PortableExecutable;

namespace OnlineSafety.Benchmarks;

/// <summary>What a fresh process pays from its first line of code to the first score and the first classification, and the memory it then has.</summary>
internal static class ColdStart
{
    public const string ChildArgument = "cold-start-child";

    private const string Text = "meet me after school and bring the money, ok?";
    private const int Runs = 15;

    /// <summary>In the fresh process: prints milliseconds to the first score, milliseconds to the first classification after it, and private KiB at the score.</summary>
    public static void Child()
    {
        long start = Stopwatch.GetTimestamp();
        _ = SafetyClassifier.Default.ScoreText(Text);
        double score = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        long kilobytes = PrivateKilobytes();
        start = Stopwatch.GetTimestamp();
        _ = SafetyClassifier.Default.ClassifyText(Text);
        double classification = score + Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{score} {classification} {kilobytes}"));
    }

    /// <summary>The medians of several fresh processes. What was published as ReadyToRun is a case of its own.</summary>
    public static IEnumerable<Results.Measurement> Measure()
    {
        List<double[]> runs = [];
        for (int i = 0; i < Runs; i++)
        {
            ProcessStartInfo info = new(Environment.ProcessPath!, ChildArgument) { RedirectStandardOutput = true };
            using Process process = Process.Start(info)!;
            string[] fields = process.StandardOutput.ReadToEnd().Split(' ');
            process.WaitForExit();
            runs.Add([.. fields.Select(static f => double.Parse(f, CultureInfo.InvariantCulture))]);
        }

        long bytes = (long)(Median(2) * 1024);
        string published = IsReadyToRun() ? "ReadyToRun" : "";
        return
        [
            new Results.Measurement(nameof(ColdStart), "first score in a fresh process", published, Median(0) * 1e6, bytes),
            new Results.Measurement(nameof(ColdStart), "first classification, that score before it", published, Median(1) * 1e6, bytes),
        ];

        double Median(int field) => runs.Select(r => r[field]).Order().ElementAt(Runs / 2);
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
