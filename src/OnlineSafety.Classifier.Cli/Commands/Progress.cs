using Spectre.Console;

namespace OnlineSafety.Cli.Commands;

/// <summary>A progress bar on standard error for long files, where a person is watching.</summary>
internal static class Progress
{
    private const long LongFile = 4 << 20;

    /// <summary>Runs an action over files, showing how far it is.</summary>
    public static void Over(string[] files, Action<string, Action<long, long>, CancellationToken> action, CancellationToken cancellation)
    {
        bool isLong = files.Any(static f => File.Exists(f) && new FileInfo(f).Length >= LongFile);
        if (!isLong || Console.IsErrorRedirected || !Console.IsOutputRedirected)
        {
            foreach (string file in files)
            {
                action(file, static (_, _) => { }, cancellation);
            }

            return;
        }

        IAnsiConsole errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        errors.Progress().AutoClear(true).Start(context =>
        {
            foreach (string file in files)
            {
                ProgressTask task = context.AddTask(Markup.Escape(Path.GetFileName(file)));
                action(file, (done, all) => task.Value = all > 0 ? 100.0 * done / all : 0, cancellation);
                task.Value = 100;
            }
        });
    }
}
