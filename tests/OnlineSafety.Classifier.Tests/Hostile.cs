using FsCheck;
using FsCheck.Fluent;

namespace OnlineSafety.Tests;

/// <summary>Generators of input that nobody would type by accident.</summary>
internal static class Hostile
{
    /// <summary>Strings of letters, lone surrogates, combining marks, zero-width, bidi and look-alike characters, emoji.</summary>
    public static Gen<string> Utf16 { get; } = Gen.OneOf(
            Gen.Elements("a", "k", "l", "i", " ", ".", "!", "1", "0", "$", "'", "-", "\n"),
            Gen.Elements("\u0301", "\u200B", "\u202E", "\uFEFF", "\u00AD", "\uFE0F", "\u20E3", "\u0000"),
            Gen.Elements("\ud83d", "\ude00", "😀", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "𝐤", "🅺", "ｋ", "к", "Κ", "ß", "ﬃ", "…", "İ", "ſ"),
            Gen.Choose(0, 0xFFFF).Select(static c => ((char)c).ToString()))
        .ListOf().Select(static parts => string.Concat(parts));
}
