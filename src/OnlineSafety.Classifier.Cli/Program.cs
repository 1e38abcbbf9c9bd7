using System.CommandLine;
using System.Runtime.InteropServices;
using OnlineSafety.Cli.Commands;
using OnlineSafety.Configuration;

namespace OnlineSafety.Cli;

internal static class Program
{
    // How long work that was told to stop may take to do so: it may wait for input, or be in the midst of a long step.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private static async Task<int> Main(string[] args)
    {
        RootCommand root = new("Scores text, URLs and chat for online safety in schools, offline, and says why.")
        {
            ClassifyCommand.Create(),
            LexiconCommand.Create(),
            ListsCommand.Create(),
            ExplainCommand.Create(),
            ConfigCommand.Create(),
            ModelCommand.Create(),
            DataCommand.Create(),
            EvaluateCommand.Create(),
            TrainCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"onlinesafety: {error.Message}");
            }

            await Console.Error.WriteLineAsync("Try 'onlinesafety --help'.");
            return ExitCode.Usage;
        }

        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            // Not the library's own handling of signals: it waits for ever for work that waits for input, and throws at the second.
            Task<int> work = Task.Run(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token));
            Task overdue = Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(static _ => Task.Delay(s_grace), TaskScheduler.Default).Unwrap();
            return await Task.WhenAny(work, overdue) == work ? await work : throw new OperationCanceledException();
        }
        catch (Exception e) when (Cause(e) is OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("onlinesafety: stopped.");
            return ExitCode.Cancelled;
        }
        catch (ConfigurationFormatException e)
        {
            foreach (ConfigurationDiagnostic diagnostic in e.Diagnostics)
            {
                await Console.Error.WriteLineAsync(diagnostic.ToString());
            }

            await Console.Error.WriteLineAsync($"onlinesafety: {e.Diagnostics.Length} errors in the configuration.");
            return ExitCode.BadInput;
        }
        catch (Exception e) when (Cause(e) is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync($"onlinesafety: {Cause(e).Message}");
            return ExitCode.BadInput;
        }

        // The second signal ends the process at once, as signals do.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        // What several threads did at once fails as a bundle of failures; the first says enough.
        static Exception Cause(Exception e) => e is AggregateException { InnerException: { } inner } ? inner : e;
    }
}
