using System.Runtime.InteropServices;
using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety.Training.Linear;

/// <summary>The words of texts by how many times they are in them.</summary>
internal static class CommonWords
{
    /// <summary>The folded words of at most <see cref="WordMemo.MaxLetters"/> letters, the commonest first; of equals in ordinal order.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="least">A word must be in them this many times; in one text it counts once.</param>
    public static IEnumerable<string> Of(IEnumerable<string> texts, int least = 1)
    {
        Sink sink = new([]);
        FoldedText folded = new();
        foreach (string text in texts)
        {
            TextNormalizer.Normalize<char, Utf16Decoder>(text, folded);
            NgramFeatures.Extract(folded.Chars, ref sink);
        }

        return sink.Counts.Where(p => p.Value >= least).OrderByDescending(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal).Select(static p => p.Key);
    }

    private readonly struct Sink(Dictionary<string, int> counts) : IFeatureSink
    {
        public Dictionary<string, int> Counts { get; } = counts;

        public void Add(scoped ReadOnlySpan<uint> hashes)
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
