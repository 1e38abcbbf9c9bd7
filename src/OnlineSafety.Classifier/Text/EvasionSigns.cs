using System.Numerics;

namespace OnlineSafety.Text;

/// <summary>
/// Where a folded text shows signs of evasion: one bit a block of <see cref="BlockLength"/> characters. The aggressive
/// view is built only round these blocks, so clean text pays one scan and nothing more. A reusable buffer.
/// </summary>
internal sealed class EvasionSigns
{
    /// <summary>Characters a block.</summary>
    public const int BlockLength = 64;

    // Two-letter words and chat forms so common that they are no sign of a word cut in two.
    private const string CommonPairs =
        " ah aw am an as at ay be bf bt by da do dm ed eh em ep er ex fb fr fs gf gg gl go gm gn ha he hi hm ho id if ig ik im in iq " +
        "is it jk la lo lv ma me mf mr ms mu mb my na nd ne nm no nt of oh ok om on op or ow ox oz pa pc pe pj pm pp pt ps rn rs re so " +
        "st sm tb td th tf tn to tv tx ty uk um un up ur us vs we wk wo wb xd xx ya ye yh yo yr dr ft kg km cm mm hr ";

    // How many characters of two windows are the same.
    private const int Overlap = CharMasks.Least - 1;

    private static readonly bool[] s_commonPair = BuildPairs();

    private ulong[] _bits = new ulong[4];

    /// <summary>Whether any block shows a sign.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether a block shows a sign.</summary>
    public bool IsMarked(int block) => (_bits[block >> 6] & (1UL << (block & 63))) != 0;

    /// <summary>Looks the folded text through for signs: leet, stretched, spaced, dotted and split words.</summary>
    public void Detect(ReadOnlySpan<char> text)
    {
        Reset(text.Length);
        if (MayHaveSigns(text))
            DetectEach(text);
    }

    /// <summary>What <see cref="Detect"/> does, without looking first whether there may be any: the twin that it must equal.</summary>
    internal void DetectScalar(ReadOnlySpan<char> text)
    {
        Reset(text.Length);
        DetectEach(text);
    }

    /// <summary>
    /// Whether a text may show signs: never false where <see cref="DetectEach"/> finds one. Looks at 64 characters at a time, a bit each, and
    /// one by one only at words of one and two letters.
    /// </summary>
    private static bool MayHaveSigns(ReadOnlySpan<char> text)
    {
        if (text.Length < CharMasks.Least)
            return true;
        for (int start = 0; ; start += BlockLength - Overlap)
        {
            ReadOnlySpan<char> window = text.Slice(start, Math.Min(BlockLength, text.Length - start));
            bool isFirst = start == 0;
            bool isLast = start + window.Length == text.Length;
            CharMasks masks = new(window);
            if (masks.HasNonAscii)
                return true;

            // What is neither letter nor space nor apostrophe may be a sign before a letter, and some of it behind one too; so is a letter
            // three times in a row.
            ulong letters = masks.Letters;
            ulong before = (letters | masks.Apostrophes) << 1;
            if ((masks.Others & (letters >> 1)) != 0 || (masks.DigitLike & before) != 0 || (masks.EqualToNext & (masks.EqualToNext >> 1) & letters) != 0)
                return true;

            // Words at a window's ends may go on outside: they are in the middle of the one before or behind.
            ulong inside = (isFirst ? ulong.MaxValue : ulong.MaxValue << (Overlap / 4)) & (isLast ? ulong.MaxValue : ulong.MaxValue >> (Overlap / 4));
            ulong starts = letters & ~(letters << 1) & inside;
            ulong singles = starts & ~(letters >> 1);
            if ((singles & (singles >> 2) & (singles >> 4)) != 0)
                return true;
            for (ulong left = starts & ~(letters >> 2 & letters >> 1); left != 0; left &= left - 1)
            {
                int at = BitOperations.TrailingZeroCount(left);
                if (IsOddPiece(text, start + at, start + at + ((singles >> at & 1) != 0 ? 1 : 2)))
                    return true;
            }

            if (isLast)
                return false;
        }
    }

    private void Reset(int length)
    {
        int words = (length / BlockLength / 64) + 1;
        if (_bits.Length < words)
            _bits = new ulong[words];
        Array.Clear(_bits, 0, words);
        Any = false;
    }

    private void DetectEach(ReadOnlySpan<char> text)
    {
        int singles = 0;
        for (int i = 0; i < text.Length;)
        {
            if (CharKinds.Of(text[i]) == CharKind.Letter)
            {
                int start = i;
                i = EndOfLetters(text, i, out bool stretched);
                singles = i - start == 1 ? singles + 1 : 0;
                if (stretched || singles >= 3 || IsOddPiece(text, start, i))
                    Mark(start);
            }
            else
            {
                if (MayBeSign(text[i]) && IsSign(text, i))
                    Mark(i);

                // Letters count as spaced out only where one character stands between each two of them.
                if (i > 0 && CharKinds.Of(text[i - 1]) != CharKind.Letter)
                    singles = 0;
                i++;
            }
        }
    }

    private static int EndOfLetters(ReadOnlySpan<char> text, int i, out bool stretched)
    {
        stretched = false;
        char before = '\0';
        char last = text[i];
        for (i++; i < text.Length; i++)
        {
            char c = text[i];
            if (CharKinds.Of(c) != CharKind.Letter)
                break;
            stretched |= c == last && c == before;
            before = last;
            last = c;
        }

        return i;
    }

    /// <summary>Whether a character that is no letter can be a sign at all: a space, the commonest, costs no look at its neighbours.</summary>
    private static bool MayBeSign(char c) => c == '#' || CharKinds.Of(c) is CharKind.Digit or CharKind.LeetSymbol or CharKind.Separator;

    /// <summary>Whether a character that is no letter is a sign where it stands.</summary>
    private static bool IsSign(ReadOnlySpan<char> text, int i)
    {
        int previous = i > 1 && CharKinds.Of(text[i - 1]) == CharKind.Apostrophe ? i - 2 : i - 1;
        bool before = previous >= 0 && CharKinds.Of(text[previous]) == CharKind.Letter;
        bool after = i + 1 < text.Length && CharKinds.Of(text[i + 1]) == CharKind.Letter;
        return CharKinds.Of(text[i]) switch
        {
            CharKind.Digit => before || after,
            CharKind.LeetSymbol => text[i] switch
            {
                '$' or '€' => before || after,
                '@' => before,
                _ => after,
            },
            CharKind.Separator => before && after && IsShortJoint(text, i),
            _ => after && text[i] == '#',
        };
    }

    /// <summary>Whether the separator joins pieces of at most three letters, or is one that never joins words.</summary>
    private static bool IsShortJoint(ReadOnlySpan<char> text, int i) =>
        text[i] is '*' or '_' or '~' or '^' || (PieceEnds(text, i, -1) && PieceEnds(text, i, 1));

    private static bool PieceEnds(ReadOnlySpan<char> text, int i, int step)
    {
        int at = i + (4 * step);
        for (int j = i + step; j != at; j += step)
        {
            if (j < 0 || j >= text.Length || CharKinds.Of(text[j]) != CharKind.Letter)
                return true;
        }

        return at < 0 || at >= text.Length || CharKinds.Of(text[at]) != CharKind.Letter;
    }

    /// <summary>Whether one or two letters stand alone between spaces and are no common word: half of a split word.</summary>
    private static bool IsOddPiece(ReadOnlySpan<char> text, int start, int end)
    {
        if (end - start > 2 || (start > 0 && text[start - 1] != ' ') || (end < text.Length && text[end] != ' '))
            return false;
        if (end - start == 1)
            return !"aiouryxn".Contains(text[start], StringComparison.Ordinal);
        int pair = ((text[start] - 'a') * 26) + text[start + 1] - 'a';
        return (uint)pair >= (uint)s_commonPair.Length || !s_commonPair[pair];
    }

    private static bool[] BuildPairs()
    {
        bool[] pairs = new bool[26 * 26];
        for (int i = 1; i < CommonPairs.Length; i += 3)
        {
            pairs[((CommonPairs[i] - 'a') * 26) + CommonPairs[i + 1] - 'a'] = true;
        }

        return pairs;
    }

    private void Mark(int index)
    {
        int block = index / BlockLength;
        _bits[block >> 6] |= 1UL << (block & 63);
        Any = true;
    }
}
