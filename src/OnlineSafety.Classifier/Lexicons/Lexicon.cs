using System.Collections.Immutable;
using OnlineSafety.Text;

namespace OnlineSafety.Lexicons;

/// <summary>
/// Phrases and what they are evidence of, read from <c>.lexicon</c> files. Immutable and safe for any thread.
/// The format: UTF-8, one entry a line, <c>phrase | target | weight | options | comment</c>; see docs/lexicon-format.md.
/// </summary>
public sealed class Lexicon
{
    /// <summary>The extension of lexicon files.</summary>
    public const string FileExtension = ".lexicon";

    private static readonly System.Text.UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Creates a lexicon of some entries.</summary>
    /// <exception cref="ArgumentException">An entry has no phrase, no or two targets, or a weight out of range.</exception>
    public Lexicon(ImmutableArray<LexiconEntry> entries)
    {
        if (entries.IsDefault)
            throw new ArgumentException("The entries are missing.", nameof(entries));
        foreach (LexiconEntry entry in entries)
        {
            if (entry.Indicator.HasValue == entry.Context.HasValue || !(entry.Weight is >= LexiconEntry.MinWeight and <= LexiconEntry.MaxWeight) ||
                TextNormalizer.Fold(entry.Phrase).Length is 0 or > LexiconParser.MaxPhraseLength)
                throw new ArgumentException($"The entry '{entry.Phrase}' needs a phrase of 1 to {LexiconParser.MaxPhraseLength} characters, one target, and a weight from 0.1 to 9.", nameof(entries));
        }

        Entries = entries;
    }

    /// <summary>The entries, in the order of the files' names and lines.</summary>
    public ImmutableArray<LexiconEntry> Entries { get; }

    /// <summary>Parses one file's text; entries with errors are left out and told in <paramref name="diagnostics"/>.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="diagnostics">What is wrong; empty where nothing is.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Lexicon Parse(string text, string source, out ImmutableArray<LexiconDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        LexiconParser parser = new();
        parser.Parse(text, source);
        diagnostics = parser.Diagnostics;
        return new Lexicon(parser.Entries);
    }

    /// <summary>Reads a file, or all <c>*.lexicon</c> files of a folder and its folders, in ordinal order of their paths.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="diagnostics">What is wrong; empty where nothing is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Lexicon Load(string path, out ImmutableArray<LexiconDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(path);
        LexiconParser parser = new();
        foreach (string file in FilesOf(path))
        {
            string name = file.Replace('\\', '/');
            try
            {
                parser.Parse(File.ReadAllText(file, s_strictUtf8), name);
            }
            catch (System.Text.DecoderFallbackException)
            {
                parser.Fail(name, "the file is not UTF-8");
            }
        }

        diagnostics = parser.Diagnostics;
        return new Lexicon(parser.Entries);
    }

    /// <summary>Reads a file or folder as <see cref="Load(string, out ImmutableArray{LexiconDiagnostic})"/> does, and throws where it has errors.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The path does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="LexiconFormatException">The lexicon has errors.</exception>
    public static Lexicon Load(string path)
    {
        Lexicon lexicon = Load(path, out ImmutableArray<LexiconDiagnostic> diagnostics);
        return diagnostics.IsEmpty ? lexicon : throw new LexiconFormatException(diagnostics);
    }

    private static string[] FilesOf(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        string[] files = Directory.GetFiles(path, "*" + FileExtension, SearchOption.AllDirectories);
        Array.Sort(files, static (a, b) => string.CompareOrdinal(a.Replace('\\', '/'), b.Replace('\\', '/')));
        return files.Length > 0 ? files
            : throw new FileNotFoundException($"The folder '{path}' has no {FileExtension} file.", path);
    }
}
