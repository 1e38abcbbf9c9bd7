using System.CommandLine;
using OnlineSafety.Urls;

namespace OnlineSafety.Cli.Commands;

/// <summary><c>onlinesafety lists check</c>.</summary>
internal static class ListsCommand
{
    public static Command Create() => new("lists", "Checks lists of hosts to block or allow.") { Check() };

    private static Command Check()
    {
        Argument<string[]> lists = new("LIST")
        {
            Description = "Files (hosts file, domains, URLs, AdGuard rules, CSV; gzip or not) or UT1 folders; 'gambling=PATH' says what the hosts are.",
            Arity = ArgumentArity.OneOrMore,
        };
        Command command = new("check", "Reads every line; counts hosts and paths, and names each line that is skipped.") { lists };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(lists)!, cancellation)));
        return command;
    }

    private static int Run(string[] lists, CancellationToken cancellation)
    {
        long skipped = 0;
        foreach (string argument in lists)
        {
            cancellation.ThrowIfCancellationRequested();
            HostList list = CommonOptions.LoadHostList(argument);
            foreach (HostListDiagnostic diagnostic in list.Diagnostics)
            {
                Console.Error.WriteLine(diagnostic);
            }

            Console.WriteLine($"{argument}: {list.HostCount} hosts, {list.PathCount} paths, {list.SkippedLines} lines skipped");
            skipped += list.SkippedLines;
        }

        if (skipped == 0)
            return ExitCode.Success;
        Console.Error.WriteLine($"onlinesafety: {skipped} lines skipped.");
        return ExitCode.BadInput;
    }
}
