using OnlineSafety.Matching;

namespace OnlineSafety.Lexicons;

/// <summary>A growing list of hits that is emptied and used again.</summary>
internal sealed class LexiconHitList
{
    private LexiconHit[] _items = new LexiconHit[64];

    public int Count { get; private set; }

    public Span<LexiconHit> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(LexiconHit hit)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = hit;
    }

    /// <summary>Keeps the first <paramref name="count"/>.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Sorts by place; by the hits' own order, since a comparer would cost an allocation.</summary>
    public void Sort() => ShortSort.Sort(Items);
}
