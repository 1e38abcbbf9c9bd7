using System.Runtime.CompilerServices;

namespace OnlineSafety.Text;

/// <summary>
/// Folds one Unicode scalar to what a reader sees: lower case, no accents, Latin for its look-alikes, ASCII quotes,
/// dashes and spaces. Facts from the Unicode Character Database (compatibility decompositions, White_Space,
/// Default_Ignorable_Code_Point) and from UTS #39 (confusables), limited to what imitates Latin letters.
/// Own tables, not the platform's ICU, so that a text folds to the same characters on every machine.
/// </summary>
internal static class FoldTable
{
    /// <summary>The scalar has no place in the folded text (zero width, bidi control, combining mark, control).</summary>
    public const char Drop = '\0';

    /// <summary>The scalar folds to several characters: see <see cref="Expansion"/>.</summary>
    public const char Expand = '\u0001';

    private const string LatinFrom00C0 =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdd" +
        "ddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnn.nnoooooo..rrrrrrssssss" +
        "ssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb....occdddddeeeffgy.iikkl.mnnooo..pprsss.ttttu" +
        "uuvyyzzz....ss......dddlllnnnaaiioouuuuuuuuuueaaaa....ggkkoooozzjdddgg..nnaa..oo" +
        "aaaaeeeeiiiioooorrrruuuusstt..hhnd....aaeeooooooooyylnt...accltsz..buveejjqqrryy";

    private const string LatinFrom1E00 =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo" +
        "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas...." +
        "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu" +
        "uuyyyyyyyy......";

    private const string PhoneticFrom0250 =
        "aaabocddee.ee.ejgggy.hhhiiilll.m.mnnno...r..rrr.r.ssj..ttuuvvwyyzzz......b..hj.l";

    private const string SmallCapitalsFrom1D00 = "a...cd.e..jk.m.o........p..tu...vwz";
    private const string SuperscriptsFrom1D2C = "a.b.de.ghijklmn.o.prtuwa.a.bde...g.km.o...ptu..v......iruv";
    private const string LetterlikeFrom2100 = "..c.......ghhhhhiill.n...pqrrr..... z...z.kabc.eef.mo....i...........ddeij";

    // The letters of each of the five mathematical Greek alphabets, in their order.
    private const int FirstGreek = 0x1D6A8;
    private const int LastGreek = 0x1D7C9;
    private const string Greek = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΘΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ";

    private const char Replacement = '\uFFFD';
    private const int FirstRegional = 0x1F1E6;
    private const int Letters26 = 26;

    // The second letters of the codes that have a flag (ISO 3166-1, and those of Unicode's emoji data beside them), by the first.
    private static readonly string[] s_regions =
    [
        "cdefgilmoqrstuwxz", "abdefghijlmnoqrstvwyz", "acdfghiklmnopqruvwxyz", "egjkmoz", "aceghrstu", "ijkmor", "abdefghilmnpqrstuwy",
        "kmnrtu", "cdelmnoqrst", "emop", "eghimnprwyz", "abcikrstuvy", "acdefghklmnopqrstuvwxyz", "acefgilopruz", "m", "aefghklmnrstwy",
        "a", "eosuw", "abcdeghijklmnorstvxyz", "acdfghjklmnortvwz", "agmnsyz", "aceginu", "fs", "k", "et", "amw",
    ];

    private static readonly char[] s_bmp = BuildBmp();

    /// <summary>Folds a scalar of the basic plane to one character, <see cref="Drop"/> or <see cref="Expand"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c) => s_bmp[c];

    /// <summary>Folds a scalar, or what is none (below 0) to U+FFFD, to one character, <see cref="Drop"/> or <see cref="Expand"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char FoldScalar(int scalar) =>
        scalar < 0 ? Replacement : scalar <= char.MaxValue ? Fold((char)scalar) : FoldSupplementary(scalar);

    /// <summary>Whether a scalar is a regional indicator: a boxed letter by itself, half of a flag beside another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRegional(int scalar) => (uint)(scalar - FirstRegional) < Letters26;

    /// <summary>Whether two regional indicators are the flag of a country or a region that has a code.</summary>
    public static bool IsFlag(int first, int second) =>
        s_regions[first - FirstRegional].Contains((char)('a' + second - FirstRegional), StringComparison.Ordinal);

    /// <summary>
    /// Folds a scalar above the basic plane: a letter or digit dressed up (mathematical, parenthesised, squared,
    /// circled, regional indicator), <see cref="Drop"/> (skin tones, tags, variation selectors), or <see cref="Expand"/> where it stands
    /// for itself, as emoji do.
    /// </summary>
    public static char FoldSupplementary(int scalar) => scalar switch
    {
        >= 0x1D400 and <= 0x1D6A3 => (char)('a' + ((scalar - 0x1D400) % Letters26)),
        0x1D6A4 => 'i',
        0x1D6A5 => 'j',
        >= FirstGreek and <= LastGreek => Fold(PlainGreek(scalar)),
        0x1D7CA or 0x1D7CB => 'f',
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + ((scalar - 0x1D7CE) % 10)),
        0x107A5 => 'q',
        >= 0x1CCD6 and <= 0x1CCEF => (char)('a' + scalar - 0x1CCD6),
        >= 0x1CCF0 and <= 0x1CCF9 => (char)('0' + scalar - 0x1CCF0),
        >= 0x1F110 and <= 0x1F129 => (char)('a' + scalar - 0x1F110),
        0x1F12A => 's',
        0x1F12B => 'c',
        0x1F12C => 'r',
        >= 0x1F130 and <= 0x1F149 => (char)('a' + scalar - 0x1F130),
        >= 0x1F150 and <= 0x1F169 => (char)('a' + scalar - 0x1F150),
        >= 0x1F170 and <= 0x1F189 => (char)('a' + scalar - 0x1F170),
        0x1F18A => 'p',
        >= FirstRegional and < FirstRegional + Letters26 => (char)('a' + scalar - FirstRegional),
        >= 0x1FBF0 and <= 0x1FBF9 => (char)('0' + scalar - 0x1FBF0),
        >= 0x1F3FB and <= 0x1F3FF or >= 0xE0000 and <= 0xE0FFF => Drop,
        _ => Expand,
    };

    /// <summary>Whether a scalar is a mathematical Greek letter.</summary>
    public static bool IsMathematicalGreek(int scalar) => scalar is >= FirstGreek and <= LastGreek;

    /// <summary>The Greek letter, or the sign, that a mathematical one is by its compatibility decomposition.</summary>
    public static char PlainGreek(int scalar) => Greek[(scalar - FirstGreek) % Greek.Length];

    /// <summary>The characters that a scalar marked <see cref="Expand"/> in the basic plane folds to.</summary>
    public static string Expansion(char c) => c switch
    {
        'ß' or 'ẞ' => "ss",
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'Þ' or 'þ' => "th",
        '…' => "...",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' or 'ﬆ' => "st",
        _ => throw new ArgumentOutOfRangeException(nameof(c)),
    };

    /// <summary>Whether the scalar is a mark drawn onto the character before it, so that it belongs to its span.</summary>
    public static bool IsMark(int scalar) => scalar is
        >= 0x0300 and <= 0x036F or >= 0x0483 and <= 0x0489 or >= 0x1AB0 and <= 0x1AFF or >= 0x1DC0 and <= 0x1DFF or
        >= 0x20D0 and <= 0x20FF or >= 0xFE00 and <= 0xFE0F or >= 0xFE20 and <= 0xFE2F or >= 0x1F3FB and <= 0x1F3FF;

    private static char[] BuildBmp()
    {
        char[] table = new char[0x10000];
        for (int c = 0; c < table.Length; c++)
        {
            table[c] = LowerCase.Of((char)c);
        }

        Letters(table, 0x00C0, LatinFrom00C0);
        Letters(table, 0x1E00, LatinFrom1E00);
        Letters(table, 0x0250, PhoneticFrom0250);
        Letters(table, 0x1D00, SmallCapitalsFrom1D00);
        Letters(table, 0x1D2C, SuperscriptsFrom1D2C);
        Letters(table, 0x2100, LetterlikeFrom2100);
        Pairs(table, "ʙbɢgʜhɪiʟlɴnʀrʏyꜰfꜱsᴀaᴄcᴅdᴇeᴏoªaºoⁿnⁱi×x");
        Run(table, 0xFF01, 0xFF5E, 0x21);
        Run(table, 0x24D0, 0x24E9, 'a');
        Run(table, 0x24B6, 0x24CF, 'a');
        Run(table, 0x249C, 0x24B5, 'a');
        Run(table, 0x2460, 0x2468, '1');
        Run(table, 0x2474, 0x247C, '1');
        Run(table, 0x24F5, 0x24FD, '1');
        Run(table, 0x2776, 0x277E, '1');
        Run(table, 0x2780, 0x2788, '1');
        Run(table, 0x278A, 0x2792, '1');
        Run(table, 0x2080, 0x2089, '0');
        Run(table, 0x2074, 0x2079, '4');
        Pairs(table, "⓪0⓿0⁰0¹1²2³3ₐaₑeₒoₓxₕhₖkₗlₘmₙnₚpₛsₜtⱼjⱽv");
        Pairs(table, "ʰhʲjʳrʷwʸyˡlˢsˣxᶜcᶠfᶻzꟲcꟳfꟴq");
        Pairs(table, "ⅰiⅴvⅹxⅼlⅽcⅾdⅿm");

        // Cyrillic, Greek and Armenian that pass for Latin. Capitals apart: Greek Η looks like H, but η like n.
        Pairs(table, "аaвbеeёeззиuкkмmнhоoрpсcтtуyхxьbіiїiјjѕsһhԁdԛqԝwґrъbѐeѝu");
        Pairs(table, "АaВbЕeЁeКkМmНhОoРpСcТtУyХxЬbІiЇiЈjЅsҺhԀdԚqԜwЪbЀe");
        Pairs(table, "αaβbγyεeηnιiκkνvοoρpτtυuχxωwάaέeήnίiόoύuώwϊiϋuςcσo");
        Pairs(table, "ϒyϰkϱpϲcϳjϵeϹc");
        Pairs(table, "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxΆaΈeΉhΊiΌoΎyΪiΫy");
        Pairs(table, "օoսuոnհhցgյjՍuՏsՕo");

        // Full-width forms first become ASCII above and are lowered here.
        for (int c = 0xFF21; c <= 0xFF3A; c++)
        {
            table[c] = (char)(table[c] | 0x20);
        }

        foreach (char c in "‘’‚‛′`´ʼʹʻ＇ˈ")
        {
            table[c] = '\'';
        }

        foreach (char c in "“”„‟″«»＂")
        {
            table[c] = '"';
        }

        foreach (char c in "‐‑‒–—―−﹘﹣－")
        {
            table[c] = '-';
        }

        for (int c = 0; c < table.Length; c++)
        {
            if (char.IsWhiteSpace((char)c))
                table[c] = ' ';
            else if (char.IsControl((char)c) || IsMark(c) || IsIgnorable(c))
                table[c] = Drop;
        }

        foreach (char c in "ßẞÆæŒœÞþ…ﬀﬁﬂﬃﬄﬅﬆ")
        {
            table[c] = Expand;
        }

        // A capital may fold to a letter that folds on (U+2C70 to U+0252 to a): once folded, folded for good.
        for (int c = 0; c < table.Length; c++)
        {
            if (table[c] > Expand)
                table[c] = table[table[c]];
        }

        return table;
    }

    /// <summary>Zero-width, bidi control, filler and format characters.</summary>
    private static bool IsIgnorable(int c) => c is
        0x00AD or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0 or
        >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F or >= 0xFFF9 and <= 0xFFFB;

    private static void Letters(char[] table, int first, string letters)
    {
        for (int i = 0; i < letters.Length; i++)
        {
            if (char.IsAsciiLetterLower(letters[i]))
                table[first + i] = letters[i];
        }
    }

    private static void Pairs(char[] table, string pairs)
    {
        for (int i = 0; i < pairs.Length; i += 2)
        {
            table[pairs[i]] = pairs[i + 1];
        }
    }

    private static void Run(char[] table, int first, int last, int target)
    {
        for (int c = first; c <= last; c++)
        {
            table[c] = (char)(target + c - first);
        }
    }
}
