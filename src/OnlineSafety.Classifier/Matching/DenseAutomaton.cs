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

    // One load waits for the one before, so a single stream leaves the core idle; four streams at once do not wait for each
    // other. Below this length the warm-up of the lanes costs more than they save.
    private const int MinLaneLength = 128;
    private const int Lanes = 4;

    private readonly CharClasses _classes;
    private readonly int[] _table;
    private readonly int[] _outputStart;
    private readonly int[] _outputLink;
    private readonly int[] _ids;
    private readonly ushort[] _lengths;
    private readonly string?[] _compared;
    private readonly char[] _lastCharacter;
    private readonly int _longest;

    private DenseAutomaton(CharClasses classes, int states, int patterns)
    {
        _classes = classes;
        _table = GC.AllocateUninitializedArray<int>(states * CharClasses.Count);
        _outputStart = new int[states + 1];
        _outputLink = new int[states];
        _ids = new int[patterns];
        _lengths = new ushort[patterns];
        _compared = new string[patterns];
        _lastCharacter = new char[patterns];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private DenseAutomaton(ReadOnlySpan<byte> compact)
        : this(new CharClasses(Characters(compact)), Field(compact, 0), Field(compact, 1))
    {
        int patterns = _ids.Length;
        int states = _outputLink.Length;
        ReadOnlySpan<byte> rest = compact[CompactAutomaton.HeaderLength..];
        ReadOnlySpan<int> ends = Take<int>(ref rest, patterns);
        Take<int>(ref rest, patterns).CopyTo(_ids);
        ReadOnlySpan<ushort> lengths = Take<ushort>(ref rest, patterns);
        Take<char>(ref rest, Field(compact, 2));
        ReadOnlySpan<char> compared = Take<char>(ref rest, Field(compact, 3));
        ReadOnlySpan<byte> children = Take<byte>(ref rest, states);
        ReadOnlySpan<byte> labels = Take<byte>(ref rest, states - 1);
        for (int i = 0; i < patterns; i++)
        {
            _lengths[i] = (ushort)(lengths[i] & ~CompactAutomaton.CompareBit);
            _longest = Math.Max(_longest, _lengths[i]);
            if (lengths[i] == _lengths[i])
                continue;
            _compared[i] = compared[.._lengths[i]].ToString();
            _lastCharacter[i] = compared[_lengths[i] - 1];
            compared = compared[_lengths[i]..];
        }

        Expand(children, labels, ends);
    }

    /// <summary>Compiles some patterns; a pattern's id is its index. None may be empty.</summary>
    public static DenseAutomaton Compile(IReadOnlyList<string> patterns) => Open(CompactAutomaton.Write(patterns));

    /// <summary>Makes the table of an automaton that <see cref="CompactAutomaton"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not well formed.</exception>
    public static DenseAutomaton Open(ReadOnlySpan<byte> compact)
    {
        try
        {
            return new DenseAutomaton(compact);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The bundle's automaton is not well formed.", e);
        }
    }

    /// <summary>Number of patterns.</summary>
    public int PatternCount => _ids.Length;

    /// <summary>Finds the patterns in a haystack.</summary>
    public void Find(ReadOnlySpan<char> haystack, MatchKind kind, MatchList into)
    {
        into.Clear();
        if (haystack.Length >= Lanes * Math.Max(MinLaneLength, _longest))
            FindInLanes(haystack, into);
        else
            FindFrom(0, haystack, 0, haystack.Length, into);

        if (kind == MatchKind.LeftmostLongest)
            into.KeepLeftmostLongest();
    }

    /// <summary>Finds the patterns with one stream: what <see cref="Find"/> does on short texts, and must equal on long ones.</summary>
    internal void FindInOneStream(ReadOnlySpan<char> haystack, MatchList into)
    {
        into.Clear();
        FindFrom(0, haystack, 0, haystack.Length, into);
    }

    private static int Field(ReadOnlySpan<byte> compact, int index)
    {
        ReadOnlySpan<int> header = MemoryMarshal.Cast<byte, int>(compact[..CompactAutomaton.HeaderLength]);
        return header[index] >= 0 && header[index] <= compact.Length ? header[index] : throw new OverflowException();
    }

    private static ReadOnlySpan<char> Characters(ReadOnlySpan<byte> compact)
    {
        ReadOnlySpan<byte> rest = compact[CompactAutomaton.HeaderLength..];
        Take<byte>(ref rest, Field(compact, 1) * (sizeof(int) + sizeof(int) + sizeof(ushort)));
        return Take<char>(ref rest, Field(compact, 2));
    }

    private static ReadOnlySpan<T> Take<T>(scoped ref ReadOnlySpan<byte> from, int count)
        where T : unmanaged
    {
        int bytes = checked(count * Unsafe.SizeOf<T>());
        ReadOnlySpan<T> taken = MemoryMarshal.Cast<byte, T>(from[..bytes]);
        from = from[bytes..];
        return taken;
    }

    /// <summary>
    /// Fills in the table breadth first: a row is that of the failure state, complete already, with the state's own children
    /// put over it; and what a child is put over is the child's failure state.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Expand(ReadOnlySpan<byte> children, ReadOnlySpan<byte> labels, ReadOnlySpan<int> ends)
    {
        int[] failure = new int[children.Length];
        ushort[] depth = new ushort[children.Length];
        Span<int> table = _table;
        table[..CharClasses.Count].Clear();
        int child = 1;
        int output = 0;
        for (int state = 0; state < children.Length; state++)
        {
            Span<int> row = table.Slice(state * CharClasses.Count, CharClasses.Count);
            if (state >= child)
                throw new OverflowException();
            if (state > 0)
                table.Slice(failure[state], CharClasses.Count).CopyTo(row);
            for (int c = 0; c < children[state]; c++, child++)
            {
                ref int entry = ref row[labels[child - 1]];
                int suffix = state == 0 ? 0 : entry & ~HasOutput;
                bool inherits = state != 0 && entry < 0;
                failure[child] = suffix;
                depth[child] = (ushort)(depth[state] + 1);
                int suffixState = suffix / CharClasses.Count;
                _outputLink[child] = _outputStart[suffixState + 1] > _outputStart[suffixState] ? suffixState : _outputLink[suffixState];
                _outputStart[child] = output;
                for (; output < ends.Length && ends[output] == child; output++)
                {
                    if (_lengths[output] != depth[child] || (uint)_ids[output] >= (uint)_ids.Length)
                        throw new OverflowException();
                }

                _outputStart[child + 1] = output;
                entry = (child * CharClasses.Count) | (inherits || output > _outputStart[child] ? HasOutput : 0);
            }
        }

        if (child != children.Length || output != ends.Length)
            throw new OverflowException();
    }

    private int FindFrom(int state, ReadOnlySpan<char> haystack, int from, int to, MatchList into)
    {
        ref int table = ref MemoryMarshal.GetArrayDataReference(_table);
        for (int i = from; i < to; i++)
        {
            // In bounds by construction: a state is the offset of a row, a class is below the row's length.
            state = Unsafe.Add(ref table, state + _classes.Of(haystack[i]));
            if (state < 0)
            {
                state &= ~HasOutput;
                Emit(haystack, state, i + 1, into);
            }
        }

        return state;
    }

    /// <summary>
    /// Searches four parts of the haystack at once. A state depends on no more than the longest pattern's number of characters, so
    /// a part that is warmed up with these before it is read in the same states as the whole.
    /// </summary>
    private void FindInLanes(ReadOnlySpan<char> haystack, MatchList into)
    {
        int length = haystack.Length / Lanes;
        ref int table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref char text = ref MemoryMarshal.GetReference(haystack);
        int s0 = 0;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        for (int i = length - _longest; i < length; i++)
        {
            s1 = Unsafe.Add(ref table, (s1 & ~HasOutput) + _classes.Of(Unsafe.Add(ref text, i)));
            s2 = Unsafe.Add(ref table, (s2 & ~HasOutput) + _classes.Of(Unsafe.Add(ref text, i + length)));
            s3 = Unsafe.Add(ref table, (s3 & ~HasOutput) + _classes.Of(Unsafe.Add(ref text, i + (2 * length))));
        }

        s1 &= ~HasOutput;
        s2 &= ~HasOutput;
        s3 &= ~HasOutput;
        for (int i = 0; i < length; i++)
        {
            s0 = Unsafe.Add(ref table, s0 + _classes.Of(Unsafe.Add(ref text, i)));
            s1 = Unsafe.Add(ref table, s1 + _classes.Of(Unsafe.Add(ref text, i + length)));
            s2 = Unsafe.Add(ref table, s2 + _classes.Of(Unsafe.Add(ref text, i + (2 * length))));
            s3 = Unsafe.Add(ref table, s3 + _classes.Of(Unsafe.Add(ref text, i + (3 * length))));
            if ((s0 | s1 | s2 | s3) < 0)
            {
                EmitLane(haystack, ref s0, i + 1, into);
                EmitLane(haystack, ref s1, i + 1 + length, into.Lane(0));
                EmitLane(haystack, ref s2, i + 1 + (2 * length), into.Lane(1));
                EmitLane(haystack, ref s3, i + 1 + (3 * length), into.Lane(2));
            }
        }

        into.TakeLanes();
        FindFrom(s3, haystack, Lanes * length, haystack.Length, into);
    }

    private void EmitLane(ReadOnlySpan<char> haystack, ref int state, int end, MatchList into)
    {
        if (state >= 0)
            return;
        state &= ~HasOutput;
        Emit(haystack, state, end, into);
    }

    private void Emit(ReadOnlySpan<char> haystack, int state, int end, MatchList into)
    {
        for (state /= CharClasses.Count; state != 0; state = _outputLink[state])
        {
            int o = _outputStart[state];
            int last = _outputStart[state + 1];
            if (o == last)
                continue;
            int start = end - _lengths[o];
            if (_compared[o] is null)
            {
                for (; o < last; o++)
                {
                    into.Add(new PatternMatch(_ids[o], start, end));
                }

                continue;
            }

            char c = haystack[end - 1];
            for (o = FirstEndingWith(c, o, last); o < last && _lastCharacter[o] == c; o++)
            {
                if (haystack[start..end].SequenceEqual(_compared[o]))
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
