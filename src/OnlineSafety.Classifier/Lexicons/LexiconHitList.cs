using System.Collections.Immutable;

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

    /// <summary>Sorts by place, the longer first, of equals the plainer and heavier first.</summary>
    public void Sort(ImmutableArray<LexiconEntry> entries) => Items.Sort(new ByPlace(entries));

    private readonly struct ByPlace(ImmutableArray<LexiconEntry> entries) : IComparer<LexiconHit>
    {
        public int Compare(LexiconHit a, LexiconHit b)
        {
            if (a.Start != b.Start)
                return a.Start.CompareTo(b.Start);
            if (a.End != b.End)
                return b.End.CompareTo(a.End);
            if (a.IsDisguised != b.IsDisguised)
                return a.IsDisguised.CompareTo(b.IsDisguised);
            int byWeight = entries[b.Entry].Weight.CompareTo(entries[a.Entry].Weight);
            return byWeight != 0 ? byWeight : a.Entry.CompareTo(b.Entry);
        }
    }
}
