using System.Globalization;

namespace OnlineSafety.Benchmarks;

/// <summary>URLs as a school's filter meets them, made up on reserved names: bare hosts, long paths, queries. The same seed gives the same URLs.</summary>
internal static class UrlMix
{
    private static readonly string[] s_words =
    [
        "river", "castle", "maths", "planet", "news", "sport", "music", "paper", "green", "world", "game", "cloud", "study", "photo",
        "shop", "video", "school", "forum", "garden", "history", "science", "travel", "kitchen", "weather", "library", "static", "image",
    ];

    private static readonly string[] s_suffixes = ["example", "test", "com.example", "co.uk.example", "org.example", "net.test"];

    /// <summary>Hosts alone.</summary>
    public static string[] Hosts(int count, int seed) => Make(count, seed, static (random, host) => host);

    /// <summary>A third bare hosts, a third with a long path, a third with a query that is no search.</summary>
    public static string[] Urls(int count, int seed) => Make(count, seed, static (random, host) => random.Next(3) switch
    {
        0 => $"https://{host}/",
        1 => $"https://www.{host}/{Word(random)}/{Word(random)}-{Word(random)}/{random.Next(100_000):00000}/{Word(random)}-for-{Word(random)}-{Word(random)}.html",
        _ => $"https://{host}/{Word(random)}?id={random.Next()}&ref={Word(random)}&utm_source={Word(random)}",
    });

    /// <summary>What somebody typed into a search engine: the text path reads it.</summary>
    public static string[] Searches(int count, int seed) =>
        Make(count, seed, static (random, _) => $"https://www.google.com/search?q={Word(random)}+{Word(random)}+of+the+{Word(random)}&hl=en-GB");

    /// <summary>The lines of a list of hosts, all different.</summary>
    public static TextReader List(int count) => new Lines(count);

    private static string[] Make(int count, int seed, Func<Random, string, string> make)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => make(random, Host(random)))];
    }

    private static string Host(Random random) =>
        (random.Next(3) == 0 ? $"{Word(random)}." : "") + Word(random) + (random.Next(3) == 0 ? "-" : "") + Word(random) + (random.Next(4) == 0 ? random.Next(100).ToString(CultureInfo.InvariantCulture) : "") +
        "." + s_suffixes[random.Next(s_suffixes.Length)];

    private static string Word(Random random) => s_words[random.Next(s_words.Length)];

    private sealed class Lines(int count) : TextReader
    {
        private int _next;

        public override string? ReadLine() =>
            _next == count ? null : string.Create(CultureInfo.InvariantCulture, $"{s_words[_next % s_words.Length]}{_next++}.{s_suffixes[_next % s_suffixes.Length]}");
    }
}
