using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnlineSafety.Matching;

/// <summary>
/// The Aho-Corasick automaton as a deterministic table: one row of <see cref="CharClasses.Count"/> entries a state, one load a
/// character. An entry is the offset of the next state's row, so no multiplication; its sign bit says that patterns end there, or
/// that a word ends and with it patterns that end words, so the common case is one test. One load waits for the one before, so a single stream leaves the core
/// idle; four streams at once do not wait for each other. Immutable; safe for any thread.
/// </summary>
internal sealed class DenseAutomaton
{
    private const int HasOutput = int.MinValue;

    // Below this length the warm-up of the lanes costs more than they save.
    private const int MinLaneLength = 128;
    private const int Lanes = 4;

    private readonly SparseAutomaton _sparse;
    private readonly CharClasses _classes;
    private readonly int[] _table;

    /// <summary>
    /// Fills in the table breadth first: a row is that of the failure state, complete already, with the state's own children
    /// put over it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public DenseAutomaton(SparseAutomaton sparse)
    {
        _sparse = sparse;
        _classes = sparse.Classes;
        _table = GC.AllocateUninitializedArray<int>(sparse.StateCount * CharClasses.Count);
        Span<int> table = _table;
        table[..CharClasses.Count].Clear();
        Mark(table, sparse.Start * CharClasses.Count);
        for (int state = 0; state < sparse.StateCount; state++)
        {
            Span<int> row = table.Slice(state * CharClasses.Count, CharClasses.Count);
            if (state > 0)
                table.Slice(sparse.Failure(state) * CharClasses.Count, CharClasses.Count).CopyTo(row);
            (uint classes, int child) = sparse.Children(state);
            for (; classes != 0; classes &= classes - 1, child++)
            {
                row[BitOperations.TrailingZeroCount(classes)] = (child * CharClasses.Count) | (sparse.IsOutput(child) ? HasOutput : 0);
            }

            if (sparse.IsOutputAtEndOfWord(state))
                Mark(row, HasOutput);
        }
    }

    /// <summary>The shortest haystack that is searched in lanes.</summary>
    public static int LeastLength(SparseAutomaton sparse) => Lanes * Math.Max(MinLaneLength, sparse.Longest);

    /// <summary>Finds all patterns in a haystack of at least <see cref="LeastLength"/>, in the order in which they end.</summary>
    /// <remarks>
    /// Four parts are searched at once. A state depends on no more than the longest pattern's number of characters, so a part that is warmed
    /// up with these before it is read in the same states as the whole.
    /// </remarks>
    public void FindInLanes(ReadOnlySpan<char> haystack, MatchList into)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(haystack.Length, LeastLength(_sparse), nameof(haystack));
        into.Clear();
        int length = haystack.Length / Lanes;
        ref int table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref char text = ref MemoryMarshal.GetReference(haystack);
        int s0 = _sparse.Start * CharClasses.Count;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        for (int i = length - _sparse.Longest; i < length; i++)
        {
            s1 = Unsafe.Add(ref table, s1 + _classes.Of(Unsafe.Add(ref text, i))) & ~HasOutput;
            s2 = Unsafe.Add(ref table, s2 + _classes.Of(Unsafe.Add(ref text, i + length))) & ~HasOutput;
            s3 = Unsafe.Add(ref table, s3 + _classes.Of(Unsafe.Add(ref text, i + (2 * length)))) & ~HasOutput;
        }

        for (int i = 0; i < length; i++)
        {
            // In bounds by construction: a state is the offset of a row, a class is below the row's length.
            int n0 = Unsafe.Add(ref table, s0 + _classes.Of(Unsafe.Add(ref text, i)));
            int n1 = Unsafe.Add(ref table, s1 + _classes.Of(Unsafe.Add(ref text, i + length)));
            int n2 = Unsafe.Add(ref table, s2 + _classes.Of(Unsafe.Add(ref text, i + (2 * length))));
            int n3 = Unsafe.Add(ref table, s3 + _classes.Of(Unsafe.Add(ref text, i + (3 * length))));
            if ((n0 | n1 | n2 | n3) < 0)
            {
                Emit(haystack, s0, ref n0, i, into);
                Emit(haystack, s1, ref n1, i + length, into.Lane(0));
                Emit(haystack, s2, ref n2, i + (2 * length), into.Lane(1));
                Emit(haystack, s3, ref n3, i + (3 * length), into.Lane(2));
            }

            s0 = n0;
            s1 = n1;
            s2 = n2;
            s3 = n3;
        }

        into.TakeLanes();
        FindFrom(s3, haystack, Lanes * length, into);
    }

    /// <summary>Finds the patterns with one stream: what <see cref="FindInLanes"/> must equal.</summary>
    public void FindInOneStream(ReadOnlySpan<char> haystack, MatchList into)
    {
        into.Clear();
        FindFrom(_sparse.Start * CharClasses.Count, haystack, 0, into);
    }

    private void FindFrom(int state, ReadOnlySpan<char> haystack, int from, MatchList into)
    {
        ref int table = ref MemoryMarshal.GetArrayDataReference(_table);
        for (int i = from; i < haystack.Length; i++)
        {
            int next = Unsafe.Add(ref table, state + _classes.Of(haystack[i]));
            Emit(haystack, state, ref next, i, into);
            state = next;
        }

        _sparse.Outputs.Emit(haystack, state / CharClasses.Count, haystack.Length, atEndOfWord: true, into);
    }

    /// <summary>Where an entry is marked, reports what ends before a character, if that ends a word, and what ends with it.</summary>
    /// <param name="haystack">The haystack.</param>
    /// <param name="before">The state before the character.</param>
    /// <param name="entry">The entry of the state after it; its sign bit is cleared.</param>
    /// <param name="at">Where the character is.</param>
    /// <param name="into">Where matches go.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Emit(ReadOnlySpan<char> haystack, int before, ref int entry, int at, MatchList into)
    {
        if (entry < 0)
            entry = EmitOutputs(haystack, before / CharClasses.Count, entry & ~HasOutput, at, into);
    }

    private int EmitOutputs(ReadOnlySpan<char> haystack, int before, int entry, int at, MatchList into)
    {
        if (_classes.IsBetween(haystack[at]))
            _sparse.Outputs.Emit(haystack, before, at, atEndOfWord: true, into);
        _sparse.Outputs.Emit(haystack, entry / CharClasses.Count, at + 1, atEndOfWord: false, into);
        return entry;
    }

    /// <summary>Sets bits for all characters between words.</summary>
    private void Mark(Span<int> row, int bits)
    {
        foreach (byte c in _classes.Between)
        {
            row[c] |= bits;
        }
    }
}
