namespace OnlineSafety.Matching;

/// <summary>
/// The plain Aho-Corasick automaton (Aho and Corasick 1975): a trie with failure links, its children in sibling lists.
/// Easy to check and slow to run: <see cref="PatternAutomaton"/> is compiled from it, and both run the same table of tests.
/// States are numbered breadth first, so that a failure link always points to a lower number.
/// </summary>
internal sealed class TrieAutomaton
{
    /// <summary>The state before any character.</summary>
    public const int Root = 0;

    private const int None = -1;

    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;
    private readonly char[] _label;
    private readonly int[] _failure;
    private readonly int[] _depth;
    private readonly int[][] _outputs;

    private TrieAutomaton(Builder trie)
    {
        // Renumber breadth first.
        int count = trie.Count;
        int[] order = new int[count];
        int[] renumbered = new int[count];
        int filled = 1;
        for (int i = 0; i < filled; i++)
        {
            renumbered[order[i]] = i;
            for (int child = trie.FirstChild[order[i]]; child != None; child = trie.NextSibling[child])
            {
                order[filled++] = child;
            }
        }

        _firstChild = new int[count];
        _nextSibling = new int[count];
        _label = new char[count];
        _failure = new int[count];
        _depth = new int[count];
        _outputs = new int[count][];
        for (int state = 0; state < count; state++)
        {
            int old = order[state];
            _firstChild[state] = trie.FirstChild[old] == None ? None : renumbered[trie.FirstChild[old]];
            _nextSibling[state] = trie.NextSibling[old] == None ? None : renumbered[trie.NextSibling[old]];
            _label[state] = trie.Label[old];
            _outputs[state] = trie.Outputs.TryGetValue(old, out List<int>? ids) ? [.. ids] : [];
        }

        for (int state = 0; state < count; state++)
        {
            for (int child = _firstChild[state]; child != None; child = _nextSibling[child])
            {
                _depth[child] = _depth[state] + 1;
                _failure[child] = state == Root ? Root : Next(_failure[state], _label[child]);
                if (_outputs[_failure[child]].Length > 0)
                    _outputs[child] = [.. _outputs[child], .. _outputs[_failure[child]]];
            }
        }
    }

    /// <summary>Number of states.</summary>
    public int StateCount => _failure.Length;

    /// <summary>Builds the automaton of some patterns; a pattern's id is its index. None may be empty.</summary>
    public static TrieAutomaton Build(IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        Builder trie = new();
        for (int id = 0; id < patterns.Count; id++)
        {
            ArgumentException.ThrowIfNullOrEmpty(patterns[id], nameof(patterns));
            trie.Add(patterns[id], id);
        }

        return new TrieAutomaton(trie);
    }

    /// <summary>The state after reading a character: the trie's child, or that of the longest suffix that has one.</summary>
    public int Next(int state, char c)
    {
        while (true)
        {
            int child = Child(state, c);
            if (child != None)
                return child;
            if (state == Root)
                return Root;
            state = _failure[state];
        }
    }

    /// <summary>The state for the longest proper suffix of a state's string.</summary>
    public int Failure(int state) => _failure[state];

    /// <summary>The length of a state's string.</summary>
    public int Depth(int state) => _depth[state];

    /// <summary>The patterns that end in a state, longest first.</summary>
    public ReadOnlySpan<int> Outputs(int state) => _outputs[state];

    /// <summary>The trie's edges out of a state.</summary>
    public IEnumerable<(char Label, int Child)> Children(int state)
    {
        for (int child = _firstChild[state]; child != None; child = _nextSibling[child])
        {
            yield return (_label[child], child);
        }
    }

    /// <summary>Finds the patterns in a haystack. <paramref name="lengths"/> gives the length of each pattern.</summary>
    public void Find(ReadOnlySpan<char> haystack, IReadOnlyList<int> lengths, MatchKind kind, MatchList into)
    {
        into.Clear();
        int state = Root;
        for (int i = 0; i < haystack.Length; i++)
        {
            state = Next(state, haystack[i]);
            foreach (int id in _outputs[state])
            {
                into.Add(new PatternMatch(id, i + 1 - lengths[id], i + 1));
            }
        }

        if (kind == MatchKind.LeftmostLongest)
            into.KeepLeftmostLongest();
    }

    private int Child(int state, char c)
    {
        int child = _firstChild[state];
        while (child != None && _label[child] != c)
        {
            child = _nextSibling[child];
        }

        return child;
    }

    /// <summary>The trie while patterns are added, numbered in order of creation.</summary>
    private sealed class Builder
    {
        public Builder() => AddNode('\0');

        public List<int> FirstChild { get; } = [];

        public List<int> NextSibling { get; } = [];

        public List<char> Label { get; } = [];

        public Dictionary<int, List<int>> Outputs { get; } = [];

        public int Count => Label.Count;

        public void Add(string pattern, int id)
        {
            int state = Root;
            foreach (char c in pattern)
            {
                // Siblings are kept in the order of their labels.
                int before = None;
                int child = FirstChild[state];
                while (child != None && Label[child] < c)
                {
                    before = child;
                    child = NextSibling[child];
                }

                if (child == None || Label[child] != c)
                {
                    int after = child;
                    child = AddNode(c);
                    NextSibling[child] = after;
                    if (before == None)
                        FirstChild[state] = child;
                    else
                        NextSibling[before] = child;
                }

                state = child;
            }

            if (!Outputs.TryGetValue(state, out List<int>? ids))
                Outputs[state] = ids = [];
            ids.Add(id);
        }

        private int AddNode(char label)
        {
            FirstChild.Add(None);
            NextSibling.Add(None);
            Label.Add(label);
            return Label.Count - 1;
        }
    }
}
