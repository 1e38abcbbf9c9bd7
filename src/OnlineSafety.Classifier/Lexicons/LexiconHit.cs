namespace OnlineSafety.Lexicons;

/// <summary>
/// A lexicon entry found in folded text. Hits sort by place, the longer first, of equals the plainer and heavier first.
/// </summary>
/// <param name="Entry">Index of the entry.</param>
/// <param name="Start">First folded character.</param>
/// <param name="End">After the last folded character, inflection included.</param>
/// <param name="Weight">The entry's weight in thousandths, more where disguised.</param>
/// <param name="IsDisguised">Whether only the aggressive view saw it.</param>
internal readonly record struct LexiconHit(int Entry, int Start, int End, int Weight, bool IsDisguised) : IComparable<LexiconHit>
{
    public int CompareTo(LexiconHit other)
    {
        if (Start != other.Start)
            return Start.CompareTo(other.Start);
        if (End != other.End)
            return other.End.CompareTo(End);
        if (IsDisguised != other.IsDisguised)
            return IsDisguised.CompareTo(other.IsDisguised);
        return Weight != other.Weight ? other.Weight.CompareTo(Weight) : Entry.CompareTo(other.Entry);
    }
}
