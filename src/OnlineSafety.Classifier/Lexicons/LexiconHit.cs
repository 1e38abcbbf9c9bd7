namespace OnlineSafety.Lexicons;

/// <summary>A lexicon entry found in folded text.</summary>
/// <param name="Entry">Index of the entry.</param>
/// <param name="Start">First folded character.</param>
/// <param name="End">After the last folded character, inflection included.</param>
/// <param name="IsDisguised">Whether only the aggressive view saw it.</param>
internal readonly record struct LexiconHit(int Entry, int Start, int End, bool IsDisguised);
