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
        using Process tool = CommandLine.Start("classify", "--format", "jsonl");
        foreach (int id in new[] { 1, 2 })
        {
            tool.StandardInput.WriteLine($$"""{"id":{{id}},"text":"hello"}""");
            tool.StandardInput.Flush();
            Assert.StartsWith($$"""{"id":{{id}},""", tool.StandardOutput.ReadLine(), StringComparison.Ordinal);
        }

        Send(signal, tool);
        AssertStopped(tool);
    }

    [Fact]
    public void Training_stops_in_the_midst_of_what_several_threads_do()
    {
        if (OperatingSystem.IsWindows())
            return;
        string bundle = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        using Process tool = CommandLine.Start("train", "--tiny", "--out", bundle);
        while (tool.StandardError.ReadLine()?.Contains("trees and calibration: 1 of", StringComparison.Ordinal) == false)
        {
        }

        Send("INT", tool);
        AssertStopped(tool);
        Assert.False(File.Exists(bundle));
    }

    private static void Send(string signal, Process to) => Assert.Equal(0, Command.Run("kill", ["-" + signal, $"{to.Id}"]).ExitCode);

    private static void AssertStopped(Process tool)
    {
        Assert.EndsWith("onlinesafety: stopped.\n", tool.StandardError.ReadToEnd(), StringComparison.Ordinal);
        tool.WaitForExit();
        Assert.Equal(130, tool.ExitCode);
    }
}
