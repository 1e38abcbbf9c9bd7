using System.CommandLine;
using OnlineSafety.Cli.Commands;
using OnlineSafety.Configuration;

namespace OnlineSafety.Cli;

internal static class Program
{
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

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
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
        catch (Exception e) when (Cause(e) is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"onlinesafety: {Cause(e).Message}");
            return ExitCode.BadInput;
        }

        // What several threads did at once fails as a bundle of failures; the first says enough.
        static Exception Cause(Exception e) => e is AggregateException { InnerException: { } inner } ? inner : e;
    }
}
