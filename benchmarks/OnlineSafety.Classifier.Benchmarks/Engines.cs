using System.Buffers;
using System.Text.RegularExpressions;
using OnlineSafety.Benchmarks.Peers;

namespace OnlineSafety.Benchmarks;

/// <summary>The library's search and its peers over the same phrases, compiled once a process.</summary>
internal sealed class Engines
{
    private const int MaxRegexPhrases = 500;

    private static readonly Dictionary<int, Engines> s_made = [];

    private Engines(int count)
    {
        Phrases = new English(20261121).Phrases(count);
        Own = new PhraseSearch(Phrases);
        Textbook = new TextbookAutomaton(Phrases);
        Values = SearchValues.Create(Phrases, StringComparison.OrdinalIgnoreCase);
        Hyperscan = Hyperscan.TryCreate(Phrases);
        if (count > MaxRegexPhrases)
            return;
        string pattern = $"\\b(?:{string.Join('|', Phrases.Select(Regex.Escape))})\\b";
        Compiled = new Regex(pattern, RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        // By itself .NET refuses alternatives of so many letters (10,000 nodes); the peer is measured, not left out.
        AppContext.SetData("REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE", 1_000_000);
        NonBacktracking = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    public string[] Phrases { get; }

    public PhraseSearch Own { get; }

    public TextbookAutomaton Textbook { get; }

    public SearchValues<string> Values { get; }

    public Hyperscan? Hyperscan { get; }

    public Regex? Compiled { get; }

    public Regex? NonBacktracking { get; }

    public static Engines For(int count)
    {
        if (!s_made.TryGetValue(count, out Engines? engines))
            s_made[count] = engines = new Engines(count);
        return engines;
    }
}
