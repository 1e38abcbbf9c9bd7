namespace OnlineSafety.Matching;

/// <summary>Which of the occurrences a search reports.</summary>
internal enum MatchKind
{
    /// <summary>All of them, overlapping ones too, in order of their end, longer first.</summary>
    Overlapping,

    /// <summary>From left to right the longest at each place, never two that overlap.</summary>
    LeftmostLongest,
}
