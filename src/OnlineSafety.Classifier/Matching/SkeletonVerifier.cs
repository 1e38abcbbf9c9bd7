using OnlineSafety.Text;

namespace OnlineSafety.Matching;

/// <summary>
/// Decides whether a place that the aggressive view proposes really is a phrase in disguise: every letter must be there
/// or pass for it, repeats must be stretched (three or more) or meant, and gaps inside a word must look like evasion,
/// not like two words that happen to meet ("the pen is red").
/// </summary>
internal static class SkeletonVerifier
{
    // A run of one class in a phrase ("ill" in "kill", "lli" in "killing") is a few letters; a stretched one in a text may be long.
    private const int MaxRun = 64;
    private const int MaxRepeat = 8;
    private const int MaxStarts = 4;

    private enum GapKind
    {
        None,
        Apostrophe,
        Punctuation,
        Space,
    }

    /// <summary>
    /// Finds the disguised phrase that begins in the run of look-alikes at <paramref name="from"/>.
    /// </summary>
    /// <param name="folded">The folded text.</param>
    /// <param name="from">Index of the run's first character.</param>
    /// <param name="phrase">The folded phrase.</param>
    /// <param name="start">Where the phrase starts.</param>
    /// <param name="end">Where it ends, exclusive, before any inflection.</param>
    /// <returns>Whether it is there.</returns>
    public static bool TryMatch(ReadOnlySpan<char> folded, int from, ReadOnlySpan<char> phrase, out int start, out int end)
    {
        char run = CharKinds.Skeleton(folded[from]);
        int tries = 0;
        for (start = from; start < folded.Length && tries < MaxStarts; start++)
        {
            if (!IsReadable(folded, start))
                continue;
            if (CharKinds.Skeleton(folded[start]) != run)
                break;
            if (!StartsDisguise(folded, start))
                continue;
            tries++;
            end = MatchAt(folded, start, phrase);
            if (end >= 0)
                return true;
        }

        end = -1;
        return false;
    }

    private static int MatchAt(ReadOnlySpan<char> folded, int start, ReadOnlySpan<char> phrase)
    {
        Span<Letter> meant = stackalloc Letter[MaxRun];
        Span<Letter> written = stackalloc Letter[MaxRun];
        int inPhrase = 0;
        int inText = start;
        Tally tally = default;
        while (inPhrase < phrase.Length)
        {
            int meantCount = NextRun(phrase, ref inPhrase, meant, isPhrase: true);
            int writtenCount = NextRun(folded, ref inText, written, isPhrase: false);
            if (meantCount == 0)
                break;
            if (writtenCount > meantCount && inPhrase >= phrase.Length && written[meantCount].Gap != GapKind.None)
                writtenCount = meantCount;
            if (writtenCount < meantCount || !SameRun(written[..writtenCount], meant[..meantCount], ref tally))
                return -1;
            inText = written[writtenCount - 1].At + 1;
        }

        tally.EndPiece();
        return tally.LooksLikeEvasion ? inText : -1;
    }

    /// <summary>Reads the next run of one class, leaving out what is no letter and noting the gaps.</summary>
    private static int NextRun(ReadOnlySpan<char> text, ref int at, Span<Letter> into, bool isPhrase)
    {
        int count = 0;
        GapKind gap = GapKind.None;
        char run = '\0';
        int resume = at;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (isPhrase ? CharKinds.Of(c) == CharKind.Letter : IsReadable(text, at))
            {
                char skeleton = CharKinds.Skeleton(c);
                if (count > 0 && skeleton != run)
                    break;
                run = skeleton;

                // No phrase repeats a letter so often: a longer stretch says no more, and need not be kept.
                if (count >= MaxRepeat && Repeat(into[(count - MaxRepeat)..count]) == MaxRepeat && into[count - 1].Char == c)
                    into[count - 1] = into[count - 1] with { At = at };
                else if (count < into.Length)
                    into[count++] = new Letter(c, gap, at);
                gap = GapKind.None;
                resume = at + 1;
            }
            else if (!isPhrase && CharKinds.Of(c) == CharKind.Digit)
            {
                break;
            }
            else
            {
                GapKind kind = c == ' ' ? GapKind.Space : c == '\'' ? GapKind.Apostrophe : GapKind.Punctuation;
                gap = (GapKind)Math.Max((int)gap, (int)kind);
            }
        }

        // A phrase has nothing but letters and gaps, so its last run ends it; a gap before another run is read with that run.
        at = at >= text.Length && isPhrase ? text.Length : resume;
        return count;
    }

    private static bool SameRun(ReadOnlySpan<Letter> written, ReadOnlySpan<Letter> meant, ref Tally tally)
    {
        if (written.Length == meant.Length)
        {
            for (int i = 0; i < written.Length; i++)
            {
                if (!CharKinds.PassesFor(written[i].Char, meant[i].Char))
                    return false;
                tally.Add(written[i], meant[i]);
            }

            return true;
        }

        // Stretched: letter by letter, each repeated as often as meant or at least three times.
        int w = 0;
        for (int m = 0; m < meant.Length;)
        {
            int meantRepeat = Repeat(meant[m..]);
            int writtenRepeat = w < written.Length ? Repeat(written[w..]) : 0;
            if (writtenRepeat != meantRepeat && !(writtenRepeat > meantRepeat && writtenRepeat >= 3))
                return false;
            if (!CharKinds.PassesFor(written[w].Char, meant[m].Char))
                return false;
            for (int i = 0; i < writtenRepeat; i++)
            {
                tally.Add(written[w + i], meant[m + Math.Min(i, meantRepeat - 1)]);
            }

            w += writtenRepeat;
            m += meantRepeat;
        }

        return w == written.Length;
    }

    private static int Repeat(ReadOnlySpan<Letter> run)
    {
        int n = 1;
        while (n < run.Length && run[n].Char == run[0].Char)
        {
            n++;
        }

        return n;
    }

    private static bool IsReadable(ReadOnlySpan<char> folded, int i) => CharKinds.Of(folded[i]) switch
    {
        CharKind.Letter => true,
        CharKind.Digit or CharKind.LeetSymbol => CharKinds.Skeleton(folded[i]) != folded[i] && AggressiveView.LeetInText(folded, i),
        _ => false,
    };

    /// <summary>Whether a word starts here; after an apostrophe ("that's hit") it goes on.</summary>
    private static bool StartsDisguise(ReadOnlySpan<char> folded, int i) =>
        i == 0 || !(CharKinds.IsWord(folded[i - 1]) || folded[i - 1] == '\'');

    private readonly record struct Letter(char Char, GapKind Gap, int At);

    /// <summary>Counts the gaps that the text has and the phrase has not, and the other way round.</summary>
    private struct Tally
    {
        private int _letters;
        private int _pieceLength;
        private int _singlePieces;
        private int _splits;
        private int _fused;
        private bool _contraction;

        /// <summary>
        /// One letter alone between spaces may be a slip, several are not; a long phrase does not come about by chance. An
        /// apostrophe makes two words of one ("he'll"), not one of two.
        /// </summary>
        public readonly bool LooksLikeEvasion =>
            !_contraction &&
            (_splits == 0 || _singlePieces >= 2 || _letters >= 7 || (_letters >= 6 && _singlePieces >= 1)) &&
            (_fused == 0 || _letters >= 8);

        public void Add(Letter written, Letter meant)
        {
            if (_letters++ > 0)
            {
                if (written.Gap == GapKind.Space && meant.Gap == GapKind.None)
                    _splits++;
                else if (written.Gap == GapKind.Apostrophe && meant.Gap == GapKind.None)
                    _contraction = true;
                else if (written.Gap == GapKind.None && meant.Gap == GapKind.Space)
                    _fused++;
                if (written.Gap != GapKind.None)
                    EndPiece();
            }

            _pieceLength++;
        }

        public void EndPiece()
        {
            if (_pieceLength == 1)
                _singlePieces++;
            _pieceLength = 0;
        }
    }
}
