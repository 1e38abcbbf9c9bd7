namespace OnlineSafety.Cli;

/// <summary>The exit codes of the command line (a fixed contract).</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>Some input had errors; the rest was done.</summary>
    public const int BadInput = 1;

    /// <summary>Unknown or impossible arguments; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM, as shells report the former.</summary>
    public const int Cancelled = 130;
}
