using System.Runtime.InteropServices;
using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Text;
using OnlineSafety.Training.Corpus;

namespace OnlineSafety.Training.Linear;

/// <summary>The words of a corpus by how many times they are in it, for <see cref="WordMemo"/>.</summary>
internal static class CommonWords
{
    /// <summary>The folded words, the commonest first; of equals in ordinal order.</summary>
    public static IEnumerable<string> Of(TrainingCorpus corpus)
    {
        Sink sink = new([]);
        FoldedText folded = new();
        foreach (Example example in corpus.Examples)
        {
            TextNormalizer.Normalize<char, Utf16Decoder>(example.Text, folded);
            NgramFeatures.Extract(folded.Chars, ref sink);
        }

        return sink.Counts.OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).Select(static p => p.Key);
    }

    private readonly struct Sink(Dictionary<string, int> counts) : IFeatureSink
    {
        public Dictionary<string, int> Counts { get; } = counts;

        public void Add(uint hash)
        {
        }

        public bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters)
        {
            if (letters.Length <= WordMemo.MaxLetters)
                CollectionsMarshal.GetValueRefOrAddDefault(Counts.GetAlternateLookup<ReadOnlySpan<char>>(), letters, out _)++;
            return true;
        }
    }
}
