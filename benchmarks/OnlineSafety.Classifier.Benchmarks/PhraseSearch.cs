using OnlineSafety.Matching;
using OnlineSafety.Text;

namespace OnlineSafety.Benchmarks;

/// <summary>The library's own search: fold, find; the automaton knows the boundaries.</summary>
internal sealed class PhraseSearch(string[] phrases)
{
    private readonly PatternAutomaton _automaton = PatternAutomaton.Compile(phrases, [.. phrases.Select(static _ => PatternBounds.Start | PatternBounds.End)]);
    private readonly FoldedText _folded = new();
    private readonly MatchList _matches = new();

    public int Count(ReadOnlySpan<byte> text, bool inOneStream = false)
    {
        TextNormalizer.Normalize<byte, Utf8Decoder>(text, _folded);
        ReadOnlySpan<char> folded = _folded.Chars;
        if (inOneStream)
            _automaton.Dense.FindInOneStream(folded, _matches);
        else
            _automaton.Find(folded, MatchKind.Overlapping, _matches);
        return _matches.Count;
    }
}
