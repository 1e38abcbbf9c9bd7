using System.CommandLine;
using OnlineSafety.Cli.Commands;

namespace OnlineSafety.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        RootCommand root = new("Scores text, URLs and chat for online safety in schools, offline, and says why.")
        {
            ClassifyCommand.Create(),
            LexiconCommand.Create(),
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            await Console.Error.WriteLineAsync($"onlinesafety: {e.Message}");
            return ExitCode.BadInput;
        }
    }
}
