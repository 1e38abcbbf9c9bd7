using System.Runtime.InteropServices;

namespace OnlineSafety.Matching;

/// <summary>
/// An automaton as a bundle has it: the trie breadth first, two bytes a state, since failure links and rows follow from it in
/// one pass (<see cref="DenseAutomaton"/>). A dense table of the same phrases is fifty times as long.
/// <code>
/// 0   i32           states
/// 4   i32           patterns
/// 8   i32           characters that are in a pattern
/// 12  i32           characters of the patterns that must be compared
/// 16  patterns × i32  state in which each ends, ascending, of equals by last character: the order of patterns below
/// ..  patterns × i32  id of each
/// ..  patterns × u16  length of each; the high bit where a match must be compared
/// ..  characters × u16  the characters, see CharClasses
/// ..  compared × u16  text of the patterns that must be compared
/// ..  states × u8   children of each state
/// ..  (states - 1) × u8  class of the character that leads to each state but the root
/// </code>
/// </summary>
internal static class CompactAutomaton
{
    /// <summary>Where the patterns start.</summary>
    public const int HeaderLength = 16;

    /// <summary>The longest pattern.</summary>
    public const int MaxLength = CompareBit - 1;

    /// <summary>Set in the length of a pattern whose matches must be compared.</summary>
    public const int CompareBit = 0x8000;

    /// <summary>Compiles some patterns; a pattern's id is its index. None may be empty.</summary>
    public static byte[] Write(IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        char[] characters = CharClasses.Choose(patterns);
        CharClasses classes = new(characters);
        string[] mapped = [.. patterns.Select(classes.Map)];
        TrieAutomaton trie = TrieAutomaton.Build(mapped);
        List<byte> children = [];
        List<byte> labels = [];
        List<int> ends = [];
        List<int> ids = [];
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
                ArgumentOutOfRangeException.ThrowIfGreaterThan(mapped[id].Length, MaxLength, nameof(patterns));
                bool compare = mapped[id].Contains((char)CharClasses.Rare, StringComparison.Ordinal);
                ends.Add(state);
                ids.Add(id);
                lengths.Add((ushort)(mapped[id].Length | (compare ? CompareBit : 0)));
                if (compare)
                    compared.AddRange(patterns[id]);
            }
        }

        ReadOnlySpan<int> header = [trie.StateCount, patterns.Count, characters.Length, compared.Count];
        return
        [
            .. MemoryMarshal.AsBytes(header), .. Bytes(ends), .. Bytes(ids), .. Bytes(lengths), .. MemoryMarshal.AsBytes(characters.AsSpan()),
            .. Bytes(compared), .. children, .. labels,
        ];
    }

    private static ReadOnlySpan<byte> Bytes<T>(List<T> values)
        where T : struct => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values));
}
