using System.Text;
using FsCheck.Fluent;
using OnlineSafety.Text;

namespace OnlineSafety.Tests.Text;

public sealed class TextNormalizerTests
{
    // The same on every machine, whatever its ICU: a change here changes scores. One that comes with a new .NET (its casing knows
    // more letters) belongs into FoldTable, as those of Unicode 16 do.
    [Fact]
    public void The_table_is_what_it_was_when_the_model_was_trained()
    {
        uint hash = 2166136261;
        for (int c = 0; c <= char.MaxValue; c++)
        {
            hash = (hash ^ FoldTable.Fold((char)c)) * 16777619;
        }

        Assert.Equal(2069153987u, hash);
    }

    [Theory]
    [InlineData("Hello World", "hello world")]
    [InlineData("  two   spaces\r\n\tand lines ", " two spaces and lines ")]
    [InlineData("ÀÉÎÕÜñçŁøđ", "aeiounclod")]
    [InlineData("Straße Æsir œuvre Þing ﬁne ﬄ …", "strasse aesir oeuvre thing fine ffl ...")]
    [InlineData("ＦＵＬＬ　ｗｉｄｔｈ１２", "full width12")]
    [InlineData("𝐛𝐨𝐥𝐝 𝒾𝓉𝒶𝓁𝒾𝒸 𝕯𝖔𝖚𝖇𝖑𝖊 𝟙𝟚𝟛", "bold italic double 123")]
    [InlineData("ⓒⓘⓡⓒⓛⓔ 🅂🅀🅄🄰🅁🄴 🅽🅴🅶", "circle square neg")]
    [InlineData("⒦⒤⒧⒧ 🄚🄘🄛🄛 🄺🄸🄻🄻 🅚🅘🅛🅛 🅺🅸🅻🅻 \U0001CCE0\U0001CCDE\U0001CCE1\U0001CCE1", "kill kill kill kill kill kill")]
    [InlineData("ᵏⁱˡˡ ᴷᴵᴸᴸ ₖᵢₗₗ ⅾⅰⅿ ℹ ⅅⅆⅇⅈⅉ", "kill kill kill dim i ddeij")]
    [InlineData("𝐤𝚤𝗹𝙡 𝚥𝗢𝝤", "kill joo")]
    [InlineData("𝚨𝛂𝝖𝞪 𝛢𝜊 𝞎 𝚹𝛳 𝛁 \U0001D7CA", "aaaa ao p θθ ∇ f")]
    [InlineData("⑴⓵❶➀➊⁹₂🯳𝟜 ⓿", "111119234 0")]
    [InlineData("ѕсаm раураl", "scam paypal")]
    [InlineData("Κάλλι ΗΑΤΕ", "kaλλi hate")]
    [InlineData("k\u200Bi\u200Dl\uFEFFl \u202Eyou\u202C", "kill you")]
    [InlineData("so\u00ADft", "soft")]
    [InlineData("e\u0301 z\u0351\u0352\u0353algo", "e zalgo")]
    [InlineData("\u0301lone mark", "lone mark")]
    [InlineData("‘don’t’ “say” —dash", "'don't' \"say\" -dash")]
    [InlineData("&amp; &lt;b&gt;", "&amp; &lt;b&gt;")]
    [InlineData("ꜱᴍᴀʟʟ ᴄᴀᴘꜱ", "small caps")]
    [InlineData("👍🏽 ❤️", "👍 ❤")]
    [InlineData("brand™ №5", "brand™ №5")]
    [InlineData("k\u0000i\u0007ll", "kill")]
    [InlineData("", "")]
    public void Folds(string text, string expected)
    {
        FoldedText folded = new();
        TextNormalizer.Normalize<char, Utf16Decoder>(text, folded);
        Assert.Equal(expected, folded.Chars.ToString());
    }

    [Theory]
    [InlineData("🇬🇧", "🇬🇧")]
    [InlineData("love from 🇬🇧 and 🇫🇷!", "love from 🇬🇧 and 🇫🇷!")]
    [InlineData("kill🇬🇧", "kill🇬🇧")]
    [InlineData("kill🇬🇧🇫🇷now", "kill gbfr now")]
    [InlineData("🇰🇮🇱🇱", " kill ")]
    [InlineData("you 🇩🇮🇪 now", "you die now")]
    [InlineData("🇰 🇮 🇱 🇱", "k i l l")]
    [InlineData("🇰\u200B🇮\u200B🇱\u200B🇱", "kill")]
    [InlineData("ki🇱🇱", "kill")]
    [InlineData("k🇮ll", "kill")]
    [InlineData("🇬🇧\u200B🇫🇷", "🇬🇧🇫🇷")]
    [InlineData("🇦a", "aa")]
    public void Flags_are_no_letters_and_three_regional_indicators_spell_a_word(string text, string expected)
    {
        FoldedText folded = new();
        TextNormalizer.Normalize<char, Utf16Decoder>(text, folded);
        Assert.Equal(expected, folded.Chars.ToString());
        TextNormalizer.Normalize<byte, Utf8Decoder>(Encoding.UTF8.GetBytes(text), folded);
        Assert.Equal(expected, folded.Chars.ToString());
    }

    [Fact]
    public void Every_character_that_is_a_Latin_letter_or_digit_by_decomposition_folds_to_it()
    {
        for (int scalar = 0x80; scalar <= 0x1FFFF; scalar++)
        {
            if (scalar is >= 0xD800 and <= 0xDFFF || System.Globalization.CharUnicodeInfo.GetUnicodeCategory(scalar) == System.Globalization.UnicodeCategory.OtherNotAssigned)
                continue;
            string text = char.ConvertFromUtf32(scalar);
            string plain = text.Normalize(NormalizationForm.FormKD);
            if (plain.Length == 3 && plain[0] == '(')
                plain = plain[1..2];
            if (plain != text && plain.Length == 1 && char.IsAsciiLetterOrDigit(plain[0]))
                Assert.Equal(($"U+{scalar:X4}", char.ToLowerInvariant(plain[0])), ($"U+{scalar:X4}", FoldTable.FoldScalar(scalar)));
        }
    }

    [Fact]
    public void Lower_case_is_that_of_the_platform_but_for_what_that_may_not_know()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            char lower = LowerCase.Of((char)c);
            if (lower != c)
                Assert.Equal(lower, LowerCase.Of(lower));
            if (char.ToLowerInvariant((char)c) is char known && known != c && c < 0xA7CB)
                Assert.Equal(known, lower);
        }
    }

    [Theory]
    [InlineData("a\u200Bb", "b", 2, 3)]
    [InlineData("xe\u0301y", "e", 1, 3)]
    [InlineData("x👍🏽y", "👍", 1, 5)]
    [InlineData("Straße!", "strasse", 0, 6)]
    [InlineData("𝐛𝐨𝐥𝐝 x", "bold", 0, 8)]
    [InlineData("a   b", "b", 4, 5)]
    public void Maps_back_to_the_original(string text, string found, int start, int end)
    {
        FoldedText folded = new();
        TextNormalizer.Normalize<char, Utf16Decoder>(text, folded);
        int at = folded.Chars.IndexOf(found, StringComparison.Ordinal);
        Assert.Equal(start, folded.StartOf(at));
        Assert.Equal(end, TextNormalizer.EndOf<char, Utf16Decoder>(text, folded.StartOf(at + found.Length - 1)));
    }

    /// <summary>Apart from the table: attributes cannot carry lone surrogates.</summary>
    [Fact]
    public void Lone_surrogates_become_the_replacement_character_in_place()
    {
        foreach ((string text, string expected) in new[] { ("a\ud83d", "a\uFFFD"), ("\ude00a", "\uFFFDa"), ("\ude00\ud83d", "\uFFFD\uFFFD") })
        {
            Folds(text, expected);
        }

        Maps_back_to_the_original("\ud83da", "a", 1, 2);
    }

    [Fact]
    public void Any_UTF16_folds_without_a_throw_and_starts_rise() =>
        Property.Holds(Hostile.Utf16, 500, static text =>
        {
            FoldedText folded = new();
            TextNormalizer.Normalize<char, Utf16Decoder>(text, folded);
            for (int i = 0; i < folded.Length; i++)
            {
                Assert.InRange(folded.StartOf(i), i == 0 ? 0 : folded.StartOf(i - 1), text.Length - 1);
                Assert.InRange(TextNormalizer.EndOf<char, Utf16Decoder>(text, folded.StartOf(i)), folded.StartOf(i) + 1, text.Length);
            }
        });

    [Fact]
    public void Any_bytes_fold_without_a_throw() =>
        Property.Holds(Gen.Choose(0, 255).Select(static b => (byte)b).ArrayOf(), 500, static bytes =>
        {
            FoldedText folded = new();
            TextNormalizer.Normalize<byte, Utf8Decoder>(bytes, folded);
            Assert.True(folded.Length == 0 || folded.StartOf(folded.Length - 1) < bytes.Length);
        });

    [Fact]
    public void UTF8_and_UTF16_fold_to_the_same() =>
        Property.Holds(Hostile.Utf16, 500, static text =>
        {
            string valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            FoldedText wide = new();
            FoldedText narrow = new();
            TextNormalizer.Normalize<char, Utf16Decoder>(valid, wide);
            TextNormalizer.Normalize<byte, Utf8Decoder>(Encoding.UTF8.GetBytes(valid), narrow);
            Assert.Equal(wide.Chars.ToString(), narrow.Chars.ToString());
        });

    [Fact]
    public void Folding_twice_changes_nothing() =>
        Property.Holds(Hostile.Utf16, 500, static text =>
        {
            string once = TextNormalizer.Fold(text);
            Assert.Equal(once, TextNormalizer.Fold(once));
        });
}
