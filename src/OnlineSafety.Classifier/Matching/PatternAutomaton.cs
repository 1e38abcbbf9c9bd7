namespace OnlineSafety.Matching;

/// <summary>
/// An Aho-Corasick automaton that runs: sparse for short haystacks, a dense table in four lanes for long ones. Immutable but for the table,
/// which is made when the first long haystack comes: most processes never see one. Any number of threads may search at once, each
/// with its own <see cref="MatchList"/>.
/// </summary>
internal sealed class PatternAutomaton
{
    private readonly SparseAutomaton _sparse;
    private readonly int _least;
    private DenseAutomaton? _dense;

    private PatternAutomaton(SparseAutomaton sparse)
    {
        _sparse = sparse;
        _least = DenseAutomaton.LeastLength(sparse);
    }

    /// <summary>Number of patterns.</summary>
    public int PatternCount => _sparse.Outputs.Count;

    /// <summary>The table. Two threads that come first may both make it.</summary>
    internal DenseAutomaton Dense
    {
        get
        {
            return Volatile.Read(ref _dense) ?? Make();

            DenseAutomaton Make()
            {
                DenseAutomaton dense = new(_sparse);
                return Interlocked.CompareExchange(ref _dense, dense, null) ?? dense;
            }
        }
    }

    /// <summary>Compiles some patterns; a pattern's id is its index. None may be empty.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="bounds">Their bounds, one a pattern; null for none.</param>
    public static PatternAutomaton Compile(IReadOnlyList<string> patterns, IReadOnlyList<PatternBounds>? bounds = null) =>
        Open(CompactAutomaton.Write(patterns, bounds), patterns.Count);

    /// <summary>Opens an automaton that <see cref="CompactAutomaton"/> wrote.</summary>
    /// <param name="compact">The bytes.</param>
    /// <param name="ids">What ids are below.</param>
    /// <exception cref="InvalidDataException">The bytes are not well formed.</exception>
    public static PatternAutomaton Open(ReadOnlySpan<byte> compact, int ids) => new(SparseAutomaton.Open(compact, ids));

    /// <summary>Finds the patterns in a haystack.</summary>
    public void Find(ReadOnlySpan<char> haystack, MatchKind kind, MatchList into)
    {
        if (haystack.Length >= _least)
            Dense.FindInLanes(haystack, into);
        else
            _sparse.Find(haystack, into);
        if (kind == MatchKind.LeftmostLongest)
            into.KeepLeftmostLongest();
    }

    /// <summary>Finds the patterns without a table: what <see cref="Find"/> does on short haystacks, and must equal on long ones.</summary>
    internal void FindSparse(ReadOnlySpan<char> haystack, MatchList into) => _sparse.Find(haystack, into);
}
