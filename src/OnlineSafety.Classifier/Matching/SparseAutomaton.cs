using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnlineSafety.Matching;

/// <summary>
/// The Aho-Corasick automaton as a trie of eight bytes a state and its failure links: all of a lexicon stays in the second-level
/// cache, where a dense table of it is fetched from memory anew for every message. A state is a set of the classes that lead on, two marks, and the
/// number of its first child; a child's number is that plus its place in the set. Immutable; safe for any thread.
/// </summary>
internal sealed class SparseAutomaton
{
    private const ulong HasOutput = 1ul << 32;
    private const ulong HasEndOfWord = 1ul << 33;
    private const int ChildShift = 40;
    private const int MaxStates = 1 << (64 - ChildShift);

    private readonly ulong[] _nodes;
    private readonly int[] _failure;
    private readonly ulong _between;
    private readonly int _start;

    private SparseAutomaton(ReadOnlySpan<byte> compact, int ids)
    {
        ReadOnlySpan<byte> rest = compact[CompactAutomaton.HeaderLength..];
        int states = Field(compact, 0);
        int patterns = Field(compact, 1);
        ReadOnlySpan<int> ends = Take<int>(ref rest, patterns);
        ReadOnlySpan<int> endIds = Take<int>(ref rest, patterns);
        ReadOnlySpan<ushort> lengths = Take<ushort>(ref rest, patterns);
        Classes = new CharClasses(Take<char>(ref rest, Field(compact, 2)));
        Outputs = new PatternOutputs(states, endIds, lengths, Take<char>(ref rest, Field(compact, 3)));
        ReadOnlySpan<byte> children = Take<byte>(ref rest, states);
        ReadOnlySpan<byte> labels = Take<byte>(ref rest, states - 1);
        if (states is 0 or > MaxStates || !rest.IsEmpty)
            throw new OverflowException();
        foreach (byte c in Classes.Between)
        {
            _between |= 1ul << c;
        }

        _start = labels.Length > 0 && labels[0] == CompactAutomaton.Boundary ? 1 : 0;
        _nodes = new ulong[states];
        _failure = new int[states];
        int[] depth = new int[states];
        int child = 1;
        int output = 0;
        for (int state = 0; state < states; state++)
        {
            // Children have higher numbers, so a state that nothing leads to shows here.
            if (state >= child)
                throw new OverflowException();
            bool hasBoundary = state == 0 && _start != 0;
            ulong set = 0;
            for (int c = 0; c < children[state]; c++)
            {
                byte label = labels[child + c - 1];
                if (hasBoundary && c == 0)
                    continue;
                if (label is CompactAutomaton.Boundary or >= CharClasses.Count || set >> label != 0)
                    throw new OverflowException();
                set |= 1ul << label;
            }

            _nodes[state] |= set | ((ulong)(child + (hasBoundary ? 1 : 0)) << ChildShift);
            for (int c = 0; c < children[state]; c++, child++)
            {
                bool isBoundary = hasBoundary && c == 0;
                int suffix = isBoundary ? 0 : state == 0 ? Outside(labels[child - 1]) : Next(_failure[state], labels[child - 1]);
                _failure[child] = suffix;
                depth[child] = isBoundary ? 0 : depth[state] + 1;
                int from = output;
                ulong marks = _nodes[suffix] & (HasOutput | HasEndOfWord);
                for (; output < patterns && ends[output] == child; output++)
                {
                    if (isBoundary || (uint)endIds[output] >= (uint)ids || (lengths[output] & CompactAutomaton.MaxLength) != depth[child])
                        throw new OverflowException();
                    marks |= Outputs.EndsWord(output) ? HasEndOfWord : HasOutput;
                }

                Outputs.Add(child, suffix, from, output);
                _nodes[child] = marks;
                Longest = Math.Max(Longest, _start + depth[child]);
            }
        }

        if (child != states || output != patterns)
            throw new OverflowException();
    }

    /// <summary>The classes of characters.</summary>
    public CharClasses Classes { get; }

    /// <summary>The patterns that end in each state.</summary>
    public PatternOutputs Outputs { get; }

    /// <summary>Number of states.</summary>
    public int StateCount => _nodes.Length;

    /// <summary>The state at the start of a text: the root, or that of a word's start.</summary>
    public int Start => _start;

    /// <summary>The most characters that a state depends on.</summary>
    public int Longest { get; }

    /// <summary>Opens an automaton that <see cref="CompactAutomaton"/> wrote.</summary>
    /// <param name="compact">The bytes.</param>
    /// <param name="ids">What ids are below.</param>
    /// <exception cref="InvalidDataException">The bytes are not well formed.</exception>
    public static SparseAutomaton Open(ReadOnlySpan<byte> compact, int ids)
    {
        try
        {
            return new SparseAutomaton(compact, ids);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The bundle's automaton is not well formed.", e);
        }
    }

    /// <summary>Finds all patterns in a haystack, in the order in which they end.</summary>
    public void Find(ReadOnlySpan<char> haystack, MatchList into)
    {
        into.Clear();
        ref ulong nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        int state = _start;
        ulong node = _nodes[state];
        for (int i = 0; i < haystack.Length; i++)
        {
            int c = Classes.Of(haystack[i]);
            if ((node & HasEndOfWord) != 0 && ((_between >> c) & 1) != 0)
                Outputs.Emit(haystack, state, i, atEndOfWord: true, into);

            // In bounds by construction: a node's children follow its first.
            while (((node >> c) & 1) == 0 && state != 0)
            {
                state = _failure[state];
                node = Unsafe.Add(ref nodes, state);
            }

            state = ((node >> c) & 1) != 0 ? Child(node, c) : Outside(c);
            node = Unsafe.Add(ref nodes, state);
            if ((node & HasOutput) != 0)
                Outputs.Emit(haystack, state, i + 1, atEndOfWord: false, into);
        }

        Outputs.Emit(haystack, state, haystack.Length, atEndOfWord: true, into);
    }

    /// <summary>The failure state of a state.</summary>
    public int Failure(int state) => _failure[state];

    /// <summary>Whether patterns end in a state, wherever it is met.</summary>
    public bool IsOutput(int state) => (_nodes[state] & HasOutput) != 0;

    /// <summary>Whether patterns end in a state where it is met at a word's end.</summary>
    public bool IsOutputAtEndOfWord(int state) => (_nodes[state] & HasEndOfWord) != 0;

    /// <summary>The classes that lead on from a state, a bit each, and the child of the lowest; the others' follow.</summary>
    public (uint Classes, int FirstChild) Children(int state) => ((uint)_nodes[state], (int)(_nodes[state] >> ChildShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Child(ulong node, int c) => (int)(node >> ChildShift) + BitOperations.PopCount(node & ((1ul << c) - 1));

    private static int Field(ReadOnlySpan<byte> compact, int index)
    {
        ReadOnlySpan<int> header = MemoryMarshal.Cast<byte, int>(compact[..CompactAutomaton.HeaderLength]);
        return header[index] >= 0 && header[index] <= compact.Length ? header[index] : throw new OverflowException();
    }

    private static ReadOnlySpan<T> Take<T>(scoped ref ReadOnlySpan<byte> from, int count)
        where T : unmanaged
    {
        int bytes = checked(count * Unsafe.SizeOf<T>());
        ReadOnlySpan<T> taken = MemoryMarshal.Cast<byte, T>(from[..bytes]);
        from = from[bytes..];
        return taken;
    }

    /// <summary>Where a character leads that starts no pattern.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Outside(int c) => ((_between >> c) & 1) != 0 ? _start : 0;

    private int Next(int state, int c)
    {
        while (((_nodes[state] >> c) & 1) == 0)
        {
            if (state == 0)
                return Outside(c);
            state = _failure[state];
        }

        return Child(_nodes[state], c);
    }
}
