namespace OnlineSafety.Text;

/// <summary>
/// The second view of a folded text, for words that hide: letters and what passes for letters become the skeleton of
/// their class, everything between them is left out, and repeats are made one. So <c>k1ll</c>, <c>k.i.l.l</c>,
/// <c>k i l l</c>, <c>ki ll</c> and <c>kiiilll</c> all read <c>ki</c>, as does the pattern <c>kill</c>. The skeleton
/// only proposes; <see cref="Matching.SkeletonVerifier"/> disposes. A reusable buffer.
/// </summary>
internal sealed class AggressiveView
{
    /// <summary>Stands between regions that are not next to each other; no pattern contains it.</summary>
    public const char Gap = '\uFFFF';

    // Blocks of context taken along on each side of a sign: 128 characters, longer than any phrase.
    private const int Margin = 2;

    private char[] _skeleton = new char[512];
    private int[] _source = new int[512];

    // The most characters since they were last overwritten.
    private int _longest;

    /// <summary>Number of skeleton characters.</summary>
    public int Length { get; private set; }

    /// <summary>The skeleton characters.</summary>
    public ReadOnlySpan<char> Skeleton => _skeleton.AsSpan(0, Length);

    /// <summary>Index in the folded text of the first character of a skeleton run.</summary>
    public int SourceOf(int index) => _source[index];

    /// <summary>Overwrites the characters, those of longer texts before this one too.</summary>
    public void Erase()
    {
        Array.Clear(_skeleton, 0, Math.Max(_longest, Length));
        _longest = 0;
        Length = 0;
    }

    /// <summary>Builds the view round the blocks that show signs.</summary>
    public void Build(ReadOnlySpan<char> folded, EvasionSigns signs)
    {
        _longest = Math.Max(_longest, Length);
        if (_skeleton.Length < folded.Length + 1)
        {
            Erase();
            _skeleton = new char[folded.Length + 1];
            _source = new int[folded.Length + 1];
        }

        Length = 0;
        int blocks = ((folded.Length - 1) / EvasionSigns.BlockLength) + 1;
        int done = 0;
        for (int block = 0; block < blocks; block++)
        {
            if (!signs.IsMarked(block))
                continue;
            int from = Math.Max(done, (block - Margin) * EvasionSigns.BlockLength);
            int to = Math.Min(folded.Length, (block + Margin + 1) * EvasionSigns.BlockLength);
            if (from > done && Length > 0)
                Append(Gap, from);
            AppendRegion(folded, from, to);
            done = to;
        }
    }

    private void AppendRegion(ReadOnlySpan<char> folded, int from, int to)
    {
        int tokenEnd = from;
        bool hasLetter = false;
        for (int i = from; i < to; i++)
        {
            char c = folded[i];
            CharKind kind = CharKinds.Of(c);
            if (kind == CharKind.Digit || kind == CharKind.LeetSymbol)
            {
                // A number is a number: digits pass for letters only in a token that has a letter.
                if (i >= tokenEnd)
                    tokenEnd = EndOfToken(folded, i, to, out hasLetter);
                if (!hasLetter || !LeetInText(folded, i))
                {
                    if (kind == CharKind.Digit)
                        Append(c, i);
                    continue;
                }
            }
            else if (kind != CharKind.Letter)
            {
                continue;
            }

            char skeleton = CharKinds.Skeleton(c);
            if (Length == 0 || _skeleton[Length - 1] != skeleton)
                Append(skeleton, i);
        }
    }

    /// <summary>Whether a symbol or digit reads as a letter where it stands: "wow!" ends in no letter.</summary>
    public static bool LeetInText(ReadOnlySpan<char> folded, int i) => folded[i] switch
    {
        '2' => false,
        '!' or '|' or '+' => i + 1 < folded.Length && CharKinds.IsWord(folded[i + 1]),
        _ => true,
    };

    private static int EndOfToken(ReadOnlySpan<char> folded, int at, int to, out bool hasLetter)
    {
        int start = at;
        while (start > 0 && folded[start - 1] != ' ' && at - start < EvasionSigns.BlockLength)
        {
            start--;
        }

        hasLetter = false;
        int end = start;
        for (; end < to && folded[end] != ' '; end++)
        {
            hasLetter |= CharKinds.Of(folded[end]) == CharKind.Letter;
        }

        return Math.Max(end, at + 1);
    }

    private void Append(char c, int source)
    {
        _skeleton[Length] = c;
        _source[Length] = source;
        Length++;
    }
}
