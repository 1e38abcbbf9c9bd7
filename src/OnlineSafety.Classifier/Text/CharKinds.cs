using System.Globalization;
using System.Runtime.CompilerServices;

namespace OnlineSafety.Text;

/// <summary>The <see cref="CharKind"/> of folded characters, and the letters that each may stand for.</summary>
internal static class CharKinds
{
    private static readonly CharKind[] s_ascii = BuildAscii();

    private static readonly byte[] s_skeletons = BuildSkeletons();

    /// <summary>The kind of a folded character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharKind Of(char c) => c < 128 ? s_ascii[c] : OfNonAscii(c);

    /// <summary>Whether a character belongs to a word: a letter or a digit of any script.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWord(char c) => Of(c) is CharKind.Letter or CharKind.Digit;

    /// <summary>
    /// The class of letters that a character can pass for, named by one of them; look-alike characters share a class,
    /// so that <c>k1ll</c> and <c>kill</c> have the same skeleton.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Skeleton(char c) => c < 128 ? (char)s_skeletons[c] : c == '€' ? 'e' : c;

    /// <summary>Whether <paramref name="written"/> can be read as the letter <paramref name="meant"/>.</summary>
    public static bool PassesFor(char written, char meant)
    {
        if (written == meant)
            return true;
        if (Skeleton(written) != Skeleton(meant))
            return false;

        // Letters pass for each other only where the shapes do: capital I for l, v for u, z for s; digits for any of a class.
        return Of(written) != CharKind.Letter || (written, meant) is ('i', 'l') or ('l', 'i') or ('v', 'u') or ('z', 's');
    }

    private static CharKind OfNonAscii(char c) =>
        c == '€' ? CharKind.LeetSymbol
        : char.IsLetter(c) ? CharKind.Letter
        : CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber ? CharKind.Digit
        : CharKind.Other;

    private static byte[] BuildSkeletons()
    {
        byte[] skeletons = new byte[128];
        for (int c = 0; c < skeletons.Length; c++)
        {
            skeletons[c] = (byte)((char)c switch
            {
                'l' or '1' or '!' or '|' => 'i',
                '0' => 'o',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' or 'z' => 's',
                '7' or '+' => 't',
                '8' => 'b',
                '6' or '9' => 'g',
                'v' => 'u',
                char other => other,
            });
        }

        return skeletons;
    }

    private static CharKind[] BuildAscii()
    {
        CharKind[] kinds = new CharKind[128];
        for (char c = '\0'; c < 128; c++)
        {
            kinds[c] = c switch
            {
                _ when char.IsAsciiLetter(c) => CharKind.Letter,
                _ when char.IsAsciiDigit(c) => CharKind.Digit,
                ' ' => CharKind.Space,
                '\'' => CharKind.Apostrophe,
                '$' or '@' or '!' or '|' or '+' => CharKind.LeetSymbol,
                '.' or '-' or '_' or '*' or '/' or ',' or '~' or '^' or ':' or '\\' => CharKind.Separator,
                _ => CharKind.Other,
            };
        }

        return kinds;
    }
}
