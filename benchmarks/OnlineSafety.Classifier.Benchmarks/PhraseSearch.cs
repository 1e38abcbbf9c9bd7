using OnlineSafety.Matching;
using OnlineSafety.Text;

namespace OnlineSafety.Benchmarks;

/// <summary>The library's own search: fold, find, check the boundaries.</summary>
internal sealed class PhraseSearch(string[] phrases)
{
    private readonly DenseAutomaton _automaton = DenseAutomaton.Compile(phrases);
    private readonly FoldedText _folded = new();
    private readonly MatchList _matches = new();

    public int Count(ReadOnlySpan<byte> text, bool inOneStream = false)
    {
        TextNormalizer.Normalize<byte, Utf8Decoder>(text, _folded);
        ReadOnlySpan<char> folded = _folded.Chars;
        if (inOneStream)
            _automaton.FindInOneStream(folded, _matches);
        else
            _automaton.Find(folded, MatchKind.Overlapping, _matches);
        int count = 0;
        foreach (PatternMatch match in _matches.Items)
        {
            count += WordBoundary.StartsWord(folded, match.Start) && WordBoundary.EndsWord(folded, match.End) ? 1 : 0;
        }

        return count;
    }
}
