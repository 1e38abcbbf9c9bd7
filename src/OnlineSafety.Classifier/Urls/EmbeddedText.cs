namespace OnlineSafety.Urls;

/// <summary>The small text files that are embedded in the library, from <c>Urls/Data</c>.</summary>
internal static class EmbeddedText
{
    /// <summary>The lines of a file, comments (<c>#</c>) and empty ones left out.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream("urls/" + name)
            ?? throw new InvalidDataException($"This build of the library has no embedded '{name}'.");
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
