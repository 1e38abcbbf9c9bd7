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
        return Bundle.Write(new Dictionary<BundleSection, byte[]> { [BundleSection.Lexicon] = LexiconSection.Write(lexicon.Entries) });
    }
}
