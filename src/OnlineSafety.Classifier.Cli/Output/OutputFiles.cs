namespace OnlineSafety.Cli.Output;

/// <summary>Writes the files that a command makes so that those before them stay whole until the new ones are.</summary>
internal static class OutputFiles
{
    private const string Aside = ".new";

    /// <summary>Writes files that belong together: all aside first, then each in the place of the old one.</summary>
    /// <exception cref="IOException">A file cannot be written; those that stood there still do.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or its folder may not be written to.</exception>
    public static void Replace(params (string Path, byte[] Bytes)[] files)
    {
        // Through a link, what it leads to is replaced.
        string[] targets = [.. files.Select(static f => (File.Exists(f.Path) ? File.ResolveLinkTarget(f.Path, returnFinalTarget: true)?.FullName : null) ?? f.Path)];
        try
        {
            for (int i = 0; i < files.Length; i++)
            {
                WriteAside(targets[i], files[i].Bytes);
            }

            foreach (string target in targets.Where(static t => File.Exists(t + Aside)))
            {
                File.Move(target + Aside, target, overwrite: true);
            }
        }
        catch
        {
            foreach (string target in targets.Where(static t => File.Exists(t + Aside)))
            {
                File.Delete(target + Aside);
            }

            throw;
        }
    }

    private static void WriteAside(string target, byte[] bytes)
    {
        FileInfo old = new(target);

        // A device, as /dev/null, is no file to be replaced; it has no length, and what is empty has nothing to lose.
        if (old.Exists && old.Length == 0)
        {
            File.WriteAllBytes(target, bytes);
            return;
        }

        using FileStream file = new(target + Aside, FileMode.Create, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        if (old.Exists && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(target + Aside, old.UnixFileMode);
    }
}
