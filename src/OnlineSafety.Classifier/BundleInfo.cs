namespace OnlineSafety;

/// <summary>What a classifier was built from. Immutable.</summary>
/// <param name="Name">The bundle's file name, or <c>embedded</c>.</param>
/// <param name="FormatVersion">The bundle's format.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">SHA-256 of the bundle, lower-case hexadecimal.</param>
/// <param name="LexiconEntries">Entries of the lexicon, those added to the bundle's included.</param>
/// <param name="HasModel">Whether there is a trained model; without one, scores follow the lexicon's rule.</param>
/// <param name="HasUrlModel">Whether there is a trained model of URLs; without one, URLs follow lists and the words in them.</param>
public sealed record BundleInfo(string Name, int FormatVersion, int Length, string Sha256, int LexiconEntries, bool HasModel, bool HasUrlModel);
