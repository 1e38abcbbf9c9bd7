using System.Runtime.InteropServices;
using OnlineSafety.Text;

namespace OnlineSafety.Matching;

/// <summary>
/// An automaton as a bundle has it: the trie breadth first, two bytes a state, since failure links and rows follow from it in
/// one pass (<see cref="SparseAutomaton"/>). A dense table of the same phrases is fifty times as long.
/// <code>
/// 0   i32           states
/// 4   i32           patterns
/// 8   i32           characters that are in a pattern
/// 12  i32           characters of the patterns that must be compared
/// 16  patterns × i32  state in which each ends, ascending, of equals by last character: the order of patterns below
/// ..  patterns × i32  id of each
/// ..  patterns × u16  length of each; bit 15 where a match must be compared, bit 14 where it must end a word
/// ..  characters × u16  the characters, see CharClasses
/// ..  compared × u16  text of the patterns that must be compared
/// ..  states × u8   children of each state
/// ..  (states - 1) × u8  class of the character that leads to each state but the root, ascending among siblings; 0 for any
///     character between words
/// </code>
/// A pattern that starts a word hangs on the state that any character between words leads to, and the text's start: inside words
/// nothing of it is met.
/// </summary>
internal static class CompactAutomaton
{
    /// <summary>Where the patterns start.</summary>
    public const int HeaderLength = 16;

    /// <summary>The longest pattern.</summary>
    public const int MaxLength = EndBit - 1;

    /// <summary>Set in the length of a pattern whose matches must be compared.</summary>
    public const int CompareBit = 0x8000;

    /// <summary>Set in the length of a pattern that ends a word.</summary>
    public const int EndBit = 0x4000;

    /// <summary>
    /// The label of any character between words: that of a class which no pattern has, and the lowest, so that the boundary's state,
    /// to which others fail, comes before them.
    /// </summary>
    public const byte Boundary = CharClasses.Other;

    /// <summary>Compiles some patterns. None may be empty.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="bounds">Their bounds, one a pattern; null for none.</param>
    /// <param name="ids">Their ids, one a pattern; null for their indices.</param>
    public static byte[] Write(IReadOnlyList<string> patterns, IReadOnlyList<PatternBounds>? bounds = null, IReadOnlyList<int>? ids = null)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        char[] characters = CharClasses.Choose(patterns);
        CharClasses classes = new(characters);
        bool[] starts = [.. patterns.Select((p, i) => (bounds?[i] & PatternBounds.Start) > 0 && p.Length > 0 && CharKinds.IsWord(p[0]))];

        string[] mapped = [.. patterns.Select((p, i) => starts[i] ? $"{(char)Boundary}{classes.Map(p)}" : classes.Map(p))];
        TrieAutomaton trie = TrieAutomaton.Build(mapped);
        List<byte> children = [];
        List<byte> labels = [];
        List<int> ends = [];
        List<int> endIds = [];
        List<ushort> lengths = [];
        List<char> compared = [];
        for (int state = 0; state < trie.StateCount; state++)
        {
            int count = labels.Count;
            foreach ((char label, _) in trie.Children(state))
            {
                labels.Add((byte)label);
            }

            children.Add((byte)(labels.Count - count));

            // Shorter ones are a suffix's own. In the order of their last character, by which a match that must be compared is looked up among them.
            foreach (int id in trie.Outputs(state).ToArray().Where(id => mapped[id].Length == trie.Depth(state)).OrderBy(id => patterns[id][^1]))
            {
                string pattern = patterns[id];
                ArgumentOutOfRangeException.ThrowIfGreaterThan(pattern.Length, MaxLength, nameof(patterns));
                bool compare = mapped[id].AsSpan(starts[id] ? 1 : 0).ContainsAnyInRange('\0', (char)CharClasses.RareWord);
                bool isEnd = (bounds?[id] & PatternBounds.End) > 0 && CharKinds.IsWord(pattern[^1]);
                ends.Add(state);
                endIds.Add(ids?[id] ?? id);
                lengths.Add((ushort)(pattern.Length | (compare ? CompareBit : 0) | (isEnd ? EndBit : 0)));
                if (compare)
                    compared.AddRange(pattern);
            }
        }

        ReadOnlySpan<int> header = [trie.StateCount, patterns.Count, characters.Length, compared.Count];
        return
        [
            .. MemoryMarshal.AsBytes(header), .. Bytes(ends), .. Bytes(endIds), .. Bytes(lengths), .. MemoryMarshal.AsBytes(characters.AsSpan()),
            .. Bytes(compared), .. children, .. labels,
        ];
    }

    private static ReadOnlySpan<byte> Bytes<T>(List<T> values)
        where T : struct => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values));
}
