namespace OnlineSafety.Matching;

/// <summary>
/// Which patterns end in which state of an automaton. A state's own come first, then those of the next suffix that has any. Immutable once
/// its automaton is made.
/// </summary>
internal sealed class PatternOutputs
{
    // For each state: its first pattern, and the next suffix with patterns.
    private readonly int[] _start;
    private readonly int[] _link;

    private readonly int[] _ids;
    private readonly ushort[] _lengths;
    private readonly bool[] _endsWord;
    private readonly string?[] _compared;
    private readonly char[] _lastCharacter;

    /// <summary>Makes the outputs of an automaton whose states <see cref="Add"/> then fills in.</summary>
    /// <param name="states">Number of states.</param>
    /// <param name="ids">The id of each pattern, in the order of states.</param>
    /// <param name="lengths">Their lengths, with the bits of <see cref="CompactAutomaton"/>.</param>
    /// <param name="compared">The text of those whose matches must be compared.</param>
    public PatternOutputs(int states, ReadOnlySpan<int> ids, ReadOnlySpan<ushort> lengths, ReadOnlySpan<char> compared)
    {
        _start = new int[states + 1];
        _link = new int[states];
        _ids = ids.ToArray();
        _lengths = new ushort[ids.Length];
        _endsWord = new bool[ids.Length];
        _compared = new string[ids.Length];
        _lastCharacter = new char[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            if ((uint)ids[i] >= (uint)ids.Length)
                throw new OverflowException();
            _lengths[i] = (ushort)(lengths[i] & CompactAutomaton.MaxLength);
            _endsWord[i] = (lengths[i] & CompactAutomaton.EndBit) != 0;
            if ((lengths[i] & CompactAutomaton.CompareBit) == 0)
                continue;
            _compared[i] = compared[.._lengths[i]].ToString();
            _lastCharacter[i] = compared[_lengths[i] - 1];
            compared = compared[_lengths[i]..];
        }
    }

    /// <summary>Number of patterns.</summary>
    public int Count => _ids.Length;

    /// <summary>Fills in a state; states come in order, each after its suffix.</summary>
    /// <param name="state">The state.</param>
    /// <param name="suffix">Its failure state.</param>
    /// <param name="from">Its first pattern.</param>
    /// <param name="to">What comes after its last pattern.</param>
    public void Add(int state, int suffix, int from, int to)
    {
        _link[state] = _start[suffix + 1] > _start[suffix] ? suffix : _link[suffix];
        _start[state] = from;
        _start[state + 1] = to;
    }

    /// <summary>Whether a pattern must end at a word's end.</summary>
    public bool EndsWord(int output) => _endsWord[output];

    /// <summary>Reports the patterns that end in a state.</summary>
    /// <param name="haystack">The haystack.</param>
    /// <param name="state">The state.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="atEndOfWord">Those that must end at a word's end, which is here; else all others.</param>
    /// <param name="into">Where matches go.</param>
    public void Emit(ReadOnlySpan<char> haystack, int state, int end, bool atEndOfWord, MatchList into)
    {
        for (; state != 0; state = _link[state])
        {
            int o = _start[state];
            int last = _start[state + 1];
            if (o == last)
                continue;
            int start = end - _lengths[o];
            if (_compared[o] is null)
            {
                for (; o < last; o++)
                {
                    if (_endsWord[o] == atEndOfWord)
                        into.Add(new PatternMatch(_ids[o], start, end));
                }

                continue;
            }

            char c = haystack[end - 1];
            for (o = FirstEndingWith(c, o, last); o < last && _lastCharacter[o] == c; o++)
            {
                if (_endsWord[o] == atEndOfWord && haystack[start..end].SequenceEqual(_compared[o]))
                    into.Add(new PatternMatch(_ids[o], start, end));
            }
        }
    }

    /// <summary>
    /// The first of a state's patterns whose last character is not below one. Hundreds of rare characters share a class, so a run of
    /// one of them would be compared with hundreds of patterns at every step were they not in order.
    /// </summary>
    private int FirstEndingWith(char c, int from, int to)
    {
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_lastCharacter[middle] < c)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
