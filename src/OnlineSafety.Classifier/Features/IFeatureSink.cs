namespace OnlineSafety.Features;

/// <summary>Takes the hashed features of a text, one after the other, with repeats.</summary>
internal interface IFeatureSink
{
    /// <summary>Takes a feature.</summary>
    void Add(uint hash);

    /// <summary>
    /// Takes all features that a word has by itself, its own hash among them, if the sink knows the word; else they follow one by one.
    /// </summary>
    /// <param name="hash">The word's own feature.</param>
    /// <param name="letters">The word, at most 32 characters.</param>
    bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters);
}
