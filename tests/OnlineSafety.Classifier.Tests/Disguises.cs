using System.Text;

namespace OnlineSafety.Tests;

/// <summary>Ways of writing a phrase so that a plain search misses it.</summary>
internal sealed record Disguise(string Name, Func<string, Random, string> Apply)
{
    public override string ToString() => Name;
}

/// <summary>The disguises that the library promises to see through.</summary>
internal static class Disguises
{
    public static Disguise[] All { get; } =
    [
        new("plain", static (p, _) => p),
        new("case", static (p, r) => Map(p, c => r.Next(2) == 0 ? char.ToUpperInvariant(c).ToString() : c.ToString())),
        new("full width", static (p, _) => Map(p, static c => char.IsAsciiLetter(c) ? ((char)(c - 'a' + 'ａ')).ToString() : c.ToString())),
        new("mathematical", static (p, r) => Map(p, c => char.IsAsciiLetter(c) ? char.ConvertFromUtf32(0x1D400 + (r.Next(13) * 52) + 26 + c - 'a') : c.ToString())),
        new("accents", static (p, r) => Map(p, c => char.IsAsciiLetter(c) ? c + ((char)(0x300 + r.Next(0x30))).ToString() : c.ToString())),
        new("look-alikes", static (p, _) => Map(p, static c => "aаeеoоpрcсyуiіsѕ".IndexOf(c, StringComparison.Ordinal) is >= 0 and int at ? "aаeеoоpрcсyуiіsѕ"[at + 1].ToString() : c.ToString())),
        new("zero width", static (p, r) => Join(p, r, "\u200B", "\u200D", "\uFEFF", "\u00AD", "\u2060")),
        new("bidi", static (p, r) => Join(p, r, "\u202A", "\u202C", "\u200E", "\u200F")),
        new("curly quotes", static (p, _) => p.Replace('\'', '’')),
        new("wide spaces", static (p, _) => p.Replace(" ", "  \u00A0\t", StringComparison.Ordinal)),
        new("leet", static (p, r) => Map(p, c => r.Next(3) == 0 ? c.ToString() : Leet(c))),
        new("spaced", static (p, _) => string.Join(' ', p.Where(char.IsAsciiLetter))),
        new("dotted", static (p, _) => string.Join(' ', p.Split(' ').Select(static w => string.Join('.', w.Where(char.IsAsciiLetter))))),
        new("stretched", static (p, r) => Stretch(p, r)),
    ];

    private static string Map(string phrase, Func<char, string> map) => string.Concat(phrase.Select(map));

    private static string Join(string phrase, Random random, params string[] fillers) =>
        string.Join("", phrase.Select((c, i) => i < phrase.Length - 1 ? c + fillers[random.Next(fillers.Length)] : c.ToString()));

    private static string Leet(char c) => c switch { 'a' => "4", 'e' => "3", 'i' => "1", 'o' => "0", 's' => "5", 't' => "7", 'b' => "8", _ => c.ToString() };

    private static string Stretch(string phrase, Random random)
    {
        int at;
        do
        {
            at = random.Next(phrase.Length);
        }
        while (!char.IsAsciiLetter(phrase[at]));
        return new StringBuilder(phrase).Insert(at, phrase[at].ToString(), 2 + random.Next(5)).ToString();
    }
}
