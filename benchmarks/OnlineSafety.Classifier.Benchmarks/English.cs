using System.Text;
using System.Text.Json;

namespace OnlineSafety.Benchmarks;

/// <summary>
/// Text with the words of the repository's samples, as often as they are there, and invented words with their letters' statistics
/// (each letter by the two before it). The same seed gives the same text; nothing is downloaded.
/// </summary>
internal sealed class English
{
    private const double InventedShare = 0.08;

    private readonly Random _random;
    private readonly string[] _words;
    private readonly Dictionary<(char, char), string> _next;

    public English(int seed)
    {
        _random = new Random(seed);
        List<string> words = [];
        foreach (string file in Directory.GetFiles(RepositoryRoot.File("data", "samples"), "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file))
            {
                using JsonDocument row = JsonDocument.Parse(line);
                if (row.RootElement.TryGetProperty("text", out JsonElement text) && IsBenign(row.RootElement))
                    words.AddRange(text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        _words = [.. words.Where(static w => w.All(char.IsAscii))];
        Dictionary<(char, char), StringBuilder> next = [];
        foreach (string word in _words)
        {
            string letters = $"  {new string([.. word.Where(char.IsAsciiLetter)]).ToLowerInvariant()} ";
            for (int i = 2; i < letters.Length; i++)
            {
                (char, char) key = (letters[i - 2], letters[i - 1]);
                if (!next.TryGetValue(key, out StringBuilder? followers))
                    next[key] = followers = new StringBuilder();
                followers.Append(letters[i]);
            }
        }

        _next = next.ToDictionary(static p => p.Key, static p => p.Value.ToString());
    }

    /// <summary>Distinct phrases of one to three words, the first of them invented.</summary>
    public string[] Phrases(int count)
    {
        HashSet<string> phrases = [];
        while (phrases.Count < count)
        {
            StringBuilder phrase = new(Invented(5));
            for (int more = _random.Next(3); more > 0; more--)
            {
                phrase.Append(' ').Append(Invented(2));
            }

            phrases.Add(phrase.ToString());
        }

        return [.. phrases];
    }

    /// <summary>A text of a length.</summary>
    /// <param name="length">Characters, all ASCII.</param>
    /// <param name="phrases">Phrases to put in.</param>
    /// <param name="share">The share of words that are such a phrase.</param>
    public string Text(int length, string[] phrases, double share)
    {
        StringBuilder text = new(length + 64);
        while (text.Length < length)
        {
            double dice = _random.NextDouble();
            text.Append(dice < share ? phrases[_random.Next(phrases.Length)]
                : dice < share + InventedShare ? Invented(2)
                : _words[_random.Next(_words.Length)]);
            text.Append(_random.Next(12) == 0 ? ". " : " ");
        }

        return text.ToString(0, length);
    }

    private static bool IsBenign(JsonElement row) =>
        !row.TryGetProperty("labels", out JsonElement labels) || labels.EnumerateObject().All(static l => l.NameEquals("safe") || l.Value.GetInt32() == 0);

    private string Invented(int least)
    {
        StringBuilder word = new();
        while (true)
        {
            word.Clear().Append("  ");
            do
            {
                string followers = _next[(word[^2], word[^1])];
                word.Append(followers[_random.Next(followers.Length)]);
            }
            while (word[^1] != ' ' && word.Length < 18);
            string made = word.ToString().Trim();
            if (made.Length >= least)
                return made;
        }
    }
}
