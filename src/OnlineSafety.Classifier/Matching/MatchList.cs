namespace OnlineSafety.Matching;

/// <summary>A growing list of matches that is emptied and used again, so that a search allocates nothing.</summary>
internal sealed class MatchList
{
    private PatternMatch[] _items = new PatternMatch[64];
    private MatchList[]? _lanes;

    /// <summary>Number of matches.</summary>
    public int Count { get; private set; }

    /// <summary>The matches.</summary>
    public Span<PatternMatch> Items => _items.AsSpan(0, Count);

    /// <summary>Empties the list.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends a match.</summary>
    public void Add(PatternMatch match)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = match;
    }

    /// <summary>A list of its own for each of the further parts of a haystack that are searched at once.</summary>
    public MatchList Lane(int index) => (_lanes ??= [new MatchList(), new MatchList(), new MatchList()])[index];

    /// <summary>Appends what the lanes hold, in their order, and empties them.</summary>
    public void TakeLanes()
    {
        foreach (MatchList lane in _lanes ?? [])
        {
            if (_items.Length < Count + lane.Count)
                Array.Resize(ref _items, (Count + lane.Count) * 2);
            lane.Items.CopyTo(_items.AsSpan(Count));
            Count += lane.Count;
            lane.Clear();
        }
    }

    /// <summary>Keeps only what <see cref="MatchKind.LeftmostLongest"/> reports.</summary>
    public void KeepLeftmostLongest()
    {
        Items.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start)
            : a.End != b.End ? b.End.CompareTo(a.End)
            : a.Pattern.CompareTo(b.Pattern));
        int kept = 0;
        int end = 0;
        for (int i = 0; i < Count; i++)
        {
            PatternMatch match = _items[i];
            if (match.Start < end)
                continue;
            end = match.End;
            _items[kept++] = match;
        }

        Count = kept;
    }
}
