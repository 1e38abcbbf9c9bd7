using OnlineSafety.Lexicons;
using OnlineSafety.Models;

namespace OnlineSafety.Training;

/// <summary>Makes the bytes of a bundle; the same inputs give the same bytes.</summary>
public static class BundleWriter
{
    /// <summary>A bundle of a lexicon alone.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="lexicon"/> is null.</exception>
    public static byte[] Write(Lexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        Dictionary<BundleSection, byte[]> sections = [];
        AddLexicon(sections, lexicon);
        return Bundle.Write(sections);
    }

    /// <summary>A bundle of a lexicon and of the model that another bundle has.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The other bundle cannot be read.</exception>
    /// <exception cref="InvalidDataException">The other bundle is damaged, of another version, or no bundle.</exception>
    public static byte[] Write(Lexicon lexicon, string modelBundle)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        ArgumentNullException.ThrowIfNull(modelBundle);
        Dictionary<BundleSection, byte[]> sections = Bundle.Open(File.ReadAllBytes(modelBundle), Path.GetFileName(modelBundle)).ToDictionary();
        AddLexicon(sections, lexicon);
        return Bundle.Write(sections);
    }

    /// <summary>Adds the sections of a lexicon: the entries, and their automata so that opening the bundle compiles nothing.</summary>
    internal static void AddLexicon(Dictionary<BundleSection, byte[]> sections, Lexicon lexicon)
    {
        sections[BundleSection.Lexicon] = LexiconSection.Write(lexicon.Entries);
        sections[BundleSection.Automata] = LexiconAutomata.Write(LexiconEntries.Open(sections[BundleSection.Lexicon]));
    }
}
