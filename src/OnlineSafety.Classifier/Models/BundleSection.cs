namespace OnlineSafety.Models;

/// <summary>The sections that a bundle may have; the value is the tag in the file.</summary>
internal enum BundleSection : uint
{
    /// <summary>The lexicon's entries.</summary>
    Lexicon = 0x4958_454C, // "LEXI"
}
