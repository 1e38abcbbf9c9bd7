using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnlineSafety.Matching;

/// <summary>
/// The Aho-Corasick automaton that runs: a deterministic table with one row of <see cref="CharClasses.Count"/> entries a
/// state, one load a character. An entry is the offset of the next state's row, so no multiplication; its sign bit says
/// that patterns end there, so the common case is one test; which ones lie in a side array. Immutable; any number of
/// threads may search at once, each with its own <see cref="MatchList"/>.
/// </summary>
internal sealed class DenseAutomaton
{
    private const int HasOutput = int.MinValue;

    private readonly CharClasses _classes;
    private readonly int[] _table;
    private readonly int[] _outputStart;
    private readonly int[] _outputs;
    private readonly string[] _patterns;
    private readonly bool[] _compare;

    private DenseAutomaton(CharClasses classes, int[] table, int[] outputStart, int[] outputs, string[] patterns, bool[] compare)
    {
        _classes = classes;
        _table = table;
        _outputStart = outputStart;
        _outputs = outputs;
        _patterns = patterns;
        _compare = compare;
    }

    /// <summary>Compiles some patterns; a pattern's id is its index. None may be empty.</summary>
    public static DenseAutomaton Compile(IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        CharClasses classes = CharClasses.Build(patterns);
        string[] mapped = new string[patterns.Count];
        bool[] compare = new bool[patterns.Count];
        for (int id = 0; id < mapped.Length; id++)
        {
            mapped[id] = classes.Map(patterns[id]);
            compare[id] = mapped[id].Contains((char)CharClasses.Rare, StringComparison.Ordinal);
        }

        TrieAutomaton trie = TrieAutomaton.Build(mapped);
        int[] table = new int[trie.StateCount * CharClasses.Count];
        int[] outputStart = new int[trie.StateCount + 1];
        List<int> outputs = [];
        for (int state = 0; state < trie.StateCount; state++)
        {
            // Breadth-first numbers: the failure state's row is complete already, and most of this row is the same.
            Span<int> row = table.AsSpan(state * CharClasses.Count, CharClasses.Count);
            if (state != TrieAutomaton.Root)
                table.AsSpan(trie.Failure(state) * CharClasses.Count, CharClasses.Count).CopyTo(row);
            foreach ((char label, int child) in trie.Children(state))
            {
                row[label] = (child * CharClasses.Count) | (trie.Outputs(child).IsEmpty ? 0 : HasOutput);
            }

            outputStart[state] = outputs.Count;
            outputs.AddRange(trie.Outputs(state));
        }

        outputStart[^1] = outputs.Count;
        return new DenseAutomaton(classes, table, outputStart, [.. outputs], [.. patterns], compare);
    }

    /// <summary>Finds the patterns in a haystack.</summary>
    public void Find(ReadOnlySpan<char> haystack, MatchKind kind, MatchList into)
    {
        into.Clear();
        ref int table = ref MemoryMarshal.GetArrayDataReference(_table);
        int state = 0;
        for (int i = 0; i < haystack.Length; i++)
        {
            // In bounds by construction: a state is the offset of a row, a class is below the row's length.
            state = Unsafe.Add(ref table, (state & ~HasOutput) + _classes.Of(haystack[i]));
            if (state < 0)
                Emit(haystack, (state & ~HasOutput) / CharClasses.Count, i + 1, into);
        }

        if (kind == MatchKind.LeftmostLongest)
            into.KeepLeftmostLongest();
    }

    private void Emit(ReadOnlySpan<char> haystack, int state, int end, MatchList into)
    {
        for (int o = _outputStart[state]; o < _outputStart[state + 1]; o++)
        {
            int id = _outputs[o];
            string pattern = _patterns[id];
            int start = end - pattern.Length;
            if (!_compare[id] || haystack[start..end].SequenceEqual(pattern))
                into.Add(new PatternMatch(id, start, end));
        }
    }
}
