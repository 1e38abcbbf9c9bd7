using System.Diagnostics;
using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

/// <summary>The tool beside other programs: one that waits for each answer, and one that wants it to stop.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Each_result_comes_before_more_input_is_waited_for_and_a_signal_ends_the_wait(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        AssertStops(signal, CommandLine.Start("classify", "--format", "jsonl"), static tool =>
        {
            foreach (int id in new[] { 1, 2 })
            {
                tool.StandardInput.WriteLine($$"""{"id":{{id}},"text":"hello"}""");
                tool.StandardInput.Flush();
                Assert.StartsWith($$"""{"id":{{id}},""", tool.StandardOutput.ReadLine(), StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Training_stops_in_the_midst_of_what_several_threads_do()
    {
        if (OperatingSystem.IsWindows())
            return;

        // A tenth of the samples: what comes before the trees is not what this is about.
        string own = Directory.CreateTempSubdirectory().FullName;
        string bundle = Path.Combine(own, "a.osmodel");
        foreach (string file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data"), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(own, Path.GetRelativePath(Path.Combine(RepositoryRoot.Path, "data"), file));
            bool isSamples = Path.GetFileName(Path.GetDirectoryName(file)) == "samples";
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllLines(copy, File.ReadLines(file).Where((_, i) => !isSamples || i % 10 == 0));
        }

        AssertStops("INT", CommandLine.Start("train", "--tiny", "--own", own, "--out", bundle), static tool =>
        {
            while (tool.StandardError.ReadLine()?.Contains("trees and calibration: 1 of", StringComparison.Ordinal) == false)
            {
            }
        });
        Assert.Empty(Directory.GetFiles(own, "a.*"));
        Directory.Delete(own, recursive: true);
    }

    private static void AssertStops(string signal, Process started, Action<Process> untilThen)
    {
        using Process tool = started;
        try
        {
            untilThen(tool);
            Assert.Equal(0, Command.Run("kill", ["-" + signal, $"{tool.Id}"]).ExitCode);
            Assert.EndsWith("onlinesafety: stopped.\n", tool.StandardError.ReadToEnd(), StringComparison.Ordinal);
            tool.WaitForExit();
            Assert.Equal(130, tool.ExitCode);
        }
        finally
        {
            // Left running, a tool that did not stop would train for minutes, and the test run wait for it.
            tool.Kill();
        }
    }
}
