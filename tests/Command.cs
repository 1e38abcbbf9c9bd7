using System.Diagnostics;
using System.Text;

namespace OnlineSafety.Tests;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a program, giving it some bytes on standard input.</summary>
    public static Command Run(string program, IEnumerable<string> arguments, byte[]? input = null, string? folder = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? RepositoryRoot.Path,
        };

        // What the test host was started with must not leak into a build that a test starts.
        foreach (string name in start.Environment.Keys.Where(static n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it.
        }

        process.WaitForExit();
        return new Command(process.ExitCode, output.Result, errors.Result);
    }
}
