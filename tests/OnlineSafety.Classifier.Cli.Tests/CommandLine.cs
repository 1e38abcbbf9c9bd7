using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using OnlineSafety.Tests;

namespace OnlineSafety.Cli.Tests;

/// <summary>Runs the tool as a user does.</summary>
internal static class CommandLine
{
    private const ulong Interrupt = 1ul << (2 - 1);

    private static readonly string s_tool = Path.Combine(AppContext.BaseDirectory, "onlinesafety.dll");

    public static Command Run(params string[] arguments) => Command.Run("dotnet", [s_tool, .. arguments]);

    public static Command RunWith(byte[] input, params string[] arguments) => Command.Run("dotnet", [s_tool, .. arguments], input);

    public static Command RunWith(string input, params string[] arguments) => RunWith(Encoding.UTF8.GetBytes(input), arguments);

    /// <summary>Starts the tool and leaves it running, its streams in the caller's hands.</summary>
    public static Process Start(params string[] arguments)
    {
        // A shell without job control starts what runs in the background with SIGINT ignored, its children too; the tool rightly leaves that so.
        string[] program = IgnoresInterrupt() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        return Process.Start(new ProcessStartInfo(program[0], [.. program[1..], s_tool, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Path,
        })!;
    }

    public static byte[] Gzip(string text)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }

    private static bool IgnoresInterrupt()
    {
        const string Status = "/proc/self/status";
        const string Field = "SigIgn:";
        return File.Exists(Status) &&
            (Convert.ToUInt64(File.ReadLines(Status).First(static l => l.StartsWith(Field, StringComparison.Ordinal))[Field.Length..].Trim(), 16) & Interrupt) != 0;
    }
}
