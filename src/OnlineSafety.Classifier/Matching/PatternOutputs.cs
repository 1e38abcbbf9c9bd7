namespace OnlineSafety.Matching;

/// <summary>
/// Which patterns end in which state of an automaton. A state's own come first, then those of the next suffix that has any. Immutable once
/// its automaton is made.
/// </summary>
internal sealed class PatternOutputs
{
    // What a match reads lies side by side: a state and a pattern are a line of the cache each.
    private readonly State[] _states;
    private readonly Pattern[] _patterns;
    private readonly string?[] _compared;

    /// <summary>Makes the outputs of an automaton whose states <see cref="Add"/> then fills in.</summary>
    /// <param name="states">Number of states.</param>
    /// <param name="ids">The id of each pattern, in the order of states.</param>
    /// <param name="lengths">Their lengths, with the bits of <see cref="CompactAutomaton"/>.</param>
    /// <param name="compared">The text of those whose matches must be compared.</param>
    public PatternOutputs(int states, ReadOnlySpan<int> ids, ReadOnlySpan<ushort> lengths, ReadOnlySpan<char> compared)
    {
        _states = new State[states + 1];
        _patterns = new Pattern[ids.Length];
        _compared = new string[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            int length = lengths[i] & CompactAutomaton.MaxLength;
            bool isCompared = (lengths[i] & CompactAutomaton.CompareBit) != 0;
            _patterns[i] = new Pattern(ids[i], (ushort)length, (lengths[i] & CompactAutomaton.EndBit) != 0, isCompared);
            if (!isCompared)
                continue;
            _compared[i] = compared[..length].ToString();
            compared = compared[length..];
        }
    }

    /// <summary>Number of patterns.</summary>
    public int Count => _patterns.Length;

    /// <summary>Fills in a state; states come in order, each after its suffix.</summary>
    /// <param name="state">The state.</param>
    /// <param name="suffix">Its failure state.</param>
    /// <param name="from">Its first pattern.</param>
    /// <param name="to">What comes after its last pattern.</param>
    /// <exception cref="OverflowException">Some of its patterns must be compared and some not: they are not of one state.</exception>
    public void Add(int state, int suffix, int from, int to)
    {
        for (int o = from + 1; o < to; o++)
        {
            if (_patterns[o].IsCompared != _patterns[from].IsCompared)
                throw new OverflowException();
        }

        _states[state] = new State(from, _states[suffix + 1].First > _states[suffix].First ? suffix : _states[suffix].Link);
        _states[state + 1] = new State(to, 0);
    }

    /// <summary>Whether a pattern must end at a word's end.</summary>
    public bool EndsWord(int output) => _patterns[output].EndsWord;

    /// <summary>Reports the patterns that end in a state.</summary>
    /// <param name="haystack">The haystack.</param>
    /// <param name="state">The state.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="atEndOfWord">Those that must end at a word's end, which is here; else all others.</param>
    /// <param name="into">Where matches go.</param>
    public void Emit(ReadOnlySpan<char> haystack, int state, int end, bool atEndOfWord, MatchList into)
    {
        for (; state != 0; state = _states[state].Link)
        {
            int o = _states[state].First;
            int last = _states[state + 1].First;
            if (o == last)
                continue;
            int start = end - _patterns[o].Length;
            if (!_patterns[o].IsCompared)
            {
                for (; o < last; o++)
                {
                    if (_patterns[o].EndsWord == atEndOfWord)
                        into.Add(new PatternMatch(_patterns[o].Id, start, end));
                }

                continue;
            }

            char c = haystack[end - 1];
            for (o = FirstEndingWith(c, o, last); o < last && _compared[o]![^1] == c; o++)
            {
                if (_patterns[o].EndsWord == atEndOfWord && haystack[start..end].SequenceEqual(_compared[o]))
                    into.Add(new PatternMatch(_patterns[o].Id, start, end));
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
            if (_compared[middle]![^1] < c)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }

    /// <param name="First">The first of its patterns; the next state has what comes after the last.</param>
    /// <param name="Link">The next suffix with patterns.</param>
    private readonly record struct State(int First, int Link);

    private readonly record struct Pattern(int Id, ushort Length, bool EndsWord, bool IsCompared);
}
