using FsCheck;
using FsCheck.Fluent;

namespace OnlineSafety.Tests.Urls;

/// <summary>Strings that look enough like URLs to reach every corner of the parser, and strings that do not.</summary>
internal static class HostileUrls
{
    public static Gen<string> Any { get; } = Gen.OneOf(
        Gen.OneOf(
                Gen.Elements("http://", "https:", "//", "\\\\", "data:text/html,", "javascript:", "mailto:", "blob:", "view-source:", "hxxp://", ":", "@"),
                Gen.Elements("a", "school", ".example", ".co.uk", "www.", "xn--", "xn--mller-kva", "paypa1", "-", "_", "google.", "q=", "search"),
                Gen.Elements("/", "?", "#", "&", "=", ";", "%", "%2", "%2E", "%C3%BC", "%F0%9F%98%80", "%00", "+", " ", "\t", "\n"),
                Gen.Elements("[", "]", "::", ":80", ":99999", "0x7f", "127.1", "1.2.3.4", "[::1]", "::ffff:1.2.3.4", "4294967295", "09"),
                Gen.Elements("。", "ｅ", "а", "\u200B", "\u00AD", "\ud83d", "😀", "ß", "İ", "ⓐ", "\u0000", "𝐚", "xn--4p8h"))
            .ListOf().Select(static parts => string.Concat(parts)),
        Hostile.Utf16,
        Gen.Choose(1, 9000).Select(static n => string.Concat(Enumerable.Repeat("a.b/c?d=%41&", (n / 12) + 1))));
}
