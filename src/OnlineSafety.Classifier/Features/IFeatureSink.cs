namespace OnlineSafety.Features;

/// <summary>Takes the hashed features of a text, with repeats.</summary>
internal interface IFeatureSink
{
    /// <summary>Takes some features.</summary>
    void Add(scoped ReadOnlySpan<uint> hashes);

    /// <summary>
    /// Takes all features that a word has by itself, its own hash among them, if the sink knows the word; else they follow.
    /// </summary>
    /// <param name="hash">The word's own feature.</param>
    /// <param name="letters">The word, at most 32 characters.</param>
    bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters);
}
