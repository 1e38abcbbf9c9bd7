using System.Globalization;
using System.Text.RegularExpressions;

namespace OnlineSafety.Training.Data;

/// <summary>
/// How varied some texts are, so that a model cannot learn a template: by word trigrams, lower case. Immutable.
/// </summary>
public sealed partial record Diversity
{
    /// <summary>Two texts that share more than this of their trigrams (Jaccard) are near-duplicates.</summary>
    public const double NearDuplicate = 0.5;

    /// <summary>Distinct trigrams among all trigrams, 0 to 1: near 1 where nothing repeats.</summary>
    public required double DistinctTrigrams { get; init; }

    /// <summary>The Jaccard overlap of each text with its nearest neighbour, on average, 0 to 1.</summary>
    public required double NearestNeighbour { get; init; }

    /// <summary>The share of the texts that start with the same two words, for the commonest such start.</summary>
    public required double CommonestOpening { get; init; }

    /// <summary>Pairs of near-duplicates, as indexes.</summary>
    public required IReadOnlyList<(int First, int Second, double Overlap)> NearDuplicates { get; init; }

    /// <summary>Measures some texts.</summary>
    public static Diversity Of(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        HashSet<string>[] trigrams = [.. texts.Select(Trigrams)];
        Dictionary<string, List<int>> postings = [];
        double[] nearest = new double[texts.Count];
        List<(int, int, double)> duplicates = [];
        Dictionary<int, int> shared = [];
        for (int i = 0; i < trigrams.Length; i++)
        {
            shared.Clear();
            foreach (string trigram in trigrams[i])
            {
                if (!postings.TryGetValue(trigram, out List<int>? rows))
                    postings[trigram] = rows = [];
                foreach (int row in rows)
                {
                    shared[row] = shared.GetValueOrDefault(row) + 1;
                }

                rows.Add(i);
            }

            foreach ((int other, int count) in shared.OrderBy(static p => p.Key))
            {
                double overlap = (double)count / (trigrams[i].Count + trigrams[other].Count - count);
                nearest[i] = Math.Max(nearest[i], overlap);
                nearest[other] = Math.Max(nearest[other], overlap);
                if (overlap > NearDuplicate)
                    duplicates.Add((other, i, overlap));
            }
        }

        return new Diversity
        {
            DistinctTrigrams = (double)postings.Count / Math.Max(1, trigrams.Sum(static t => t.Count)),
            NearestNeighbour = nearest.DefaultIfEmpty().Average(),
            CommonestOpening = texts.GroupBy(Opening).Select(static g => g.Count()).DefaultIfEmpty().Max() / (double)Math.Max(1, texts.Count),
            NearDuplicates = duplicates,
        };
    }

    /// <summary>The words of a text, lower case.</summary>
    public static string[] Words(string text) => [.. Word().Matches(text.ToLower(CultureInfo.InvariantCulture)).Select(static m => m.Value)];

    private static string Opening(string text) => string.Join(' ', Words(text).Take(2));

    private static HashSet<string> Trigrams(string text)
    {
        string[] words = Words(text);
        if (words.Length < 3)
            return [string.Join(' ', words)];
        return [.. Enumerable.Range(0, words.Length - 2).Select(i => string.Join(' ', words[i..(i + 3)]))];
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*")]
    private static partial Regex Word();
}
