namespace OnlineSafety.Lexicons;

/// <summary>An entry of the lexicon found in a text.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Start">First folded character.</param>
/// <param name="Length">Number of folded characters, inflection included.</param>
/// <param name="IsDisguised">Whether it was written in leet, spaced or stretched.</param>
public readonly record struct LexiconMatch(LexiconEntry Entry, int Start, int Length, bool IsDisguised)
{
    /// <summary>After the last folded character.</summary>
    public int End => Start + Length;
}
