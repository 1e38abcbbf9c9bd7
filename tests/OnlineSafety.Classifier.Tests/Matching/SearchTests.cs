using FsCheck;
using FsCheck.Fluent;
using OnlineSafety.Matching;

namespace OnlineSafety.Tests.Matching;

/// <summary>One table of searches, run against every engine and match kind, and a naive search as the oracle.</summary>
public sealed class SearchTests
{
    private static readonly Gen<PatternBounds> s_bounds = Gen.Elements(
        PatternBounds.None, PatternBounds.Start, PatternBounds.End, PatternBounds.Start | PatternBounds.End);

    public static TheoryData<SearchTest> Table =>
    [
        new("empty haystack", ["a"], "", [], []),
        new("nothing there", ["abc"], "abxab", [], []),
        new("one letter", ["a"], "aba", [(0, 0, 1), (0, 2, 3)], [(0, 0, 1), (0, 2, 3)]),
        new("whole haystack", ["abc"], "abc", [(0, 0, 3)], [(0, 0, 3)]),
        new("longer than haystack", ["abcd"], "abc", [], []),
        new("overlaps itself", ["aa"], "aaaa", [(0, 0, 2), (0, 1, 3), (0, 2, 4)], [(0, 0, 2), (0, 2, 4)]),
        new("pattern in pattern", ["he", "she", "hers"], "shers", [(1, 0, 3), (0, 1, 3), (2, 1, 5)], [(1, 0, 3)]),
        new("prefix of another", ["foo", "foobar"], "foobar", [(0, 0, 3), (1, 0, 6)], [(1, 0, 6)]),
        new("prefix, then dead end", ["foobar", "oba"], "foobax", [(1, 2, 5)], [(1, 2, 5)]),
        new("suffix of another", ["bar", "foobar"], "foobar", [(1, 0, 6), (0, 3, 6)], [(1, 0, 6)]),
        new("same pattern twice", ["ab", "ab"], "xab", [(0, 1, 3), (1, 1, 3)], [(0, 1, 3)]),
        new("failure of failure", ["a", "aab", "aabaac"], "aabaaba", [(0, 0, 1), (0, 1, 2), (1, 0, 3), (0, 3, 4), (0, 4, 5), (1, 3, 6), (0, 6, 7)],
            [(1, 0, 3), (1, 3, 6), (0, 6, 7)]),
        new("with spaces", ["kill yourself", "yourself"], "go kill yourself", [(0, 3, 16), (1, 8, 16)], [(0, 3, 16)]),
        new("emoji are two units", ["😀", "a"], "x😀a", [(0, 1, 3), (1, 3, 4)], [(0, 1, 3), (1, 3, 4)]),
        new("other emoji, same first unit", ["😀"], "😁", [], []),
        new("not of the alphabet", ["ab"], "a\uFFFFb\0ab", [(0, 4, 6)], [(0, 4, 6)]),
        new("more characters than classes", [.. "abcdefghijklmnopqrstuvwxyzäöüßéèàñç0123456789".Select(static c => $"{c}{c}")],
            "ççßç99äé", [(34, 0, 2), (44, 4, 6)], [(34, 0, 2), (44, 4, 6)]),
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public void Plain_automaton_finds_all(SearchTest test) => Check(test.Overlapping, Plain(test.Patterns, test.Haystack, MatchKind.Overlapping));

    [Theory]
    [MemberData(nameof(Table))]
    public void Plain_automaton_finds_leftmost_longest(SearchTest test) => Check(test.LeftmostLongest, Plain(test.Patterns, test.Haystack, MatchKind.LeftmostLongest));

    [Theory]
    [MemberData(nameof(Table))]
    public void Dense_automaton_finds_all(SearchTest test) => Check(test.Overlapping, Dense(test.Patterns, test.Haystack, MatchKind.Overlapping));

    [Theory]
    [MemberData(nameof(Table))]
    public void Dense_automaton_finds_leftmost_longest(SearchTest test) => Check(test.LeftmostLongest, Dense(test.Patterns, test.Haystack, MatchKind.LeftmostLongest));

    [Theory]
    [InlineData("ab", 400)]
    [InlineData("abc ", 400)]
    [InlineData("aábβцdefghijklmnopqrstuvwxyzäöüßéèàñç0123456789 ", 200)]
    public void Engines_agree_with_the_naive_search(string alphabet, int runs)
    {
        Gen<string> word = Gen.Elements<char>(alphabet).NonEmptyListOf().Select(static cs => new string([.. cs.Take(6)]));
        Gen<string> haystack = Gen.Elements<char>(alphabet).ListOf().Select(static cs => new string([.. cs]));
        Gen<(string[], string)> cases = word.NonEmptyListOf().Zip(haystack).Select(static p => (p.Item1.Take(12).ToArray(), p.Item2));
        Property.Holds(cases, runs, static c =>
        {
            foreach (MatchKind kind in Enum.GetValues<MatchKind>())
            {
                PatternMatch[] expected = Naive(c.Item1, c.Item2, kind);
                Assert.Equal(expected, Plain(c.Item1, c.Item2, kind));
                Assert.Equal(expected, Dense(c.Item1, c.Item2, kind));
            }
        });
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("abc .😀")]
    public void Lanes_find_what_one_stream_finds_in_the_same_order(string alphabet)
    {
        Gen<string> word = Gen.Elements<char>(alphabet).NonEmptyListOf().Select(static cs => new string([.. cs.Take(9)]));
        Gen<string> haystack = Gen.Choose(512, 1500).SelectMany(length => Gen.Elements<char>(alphabet).ArrayOf(length)).Select(static cs => new string(cs));
        Property.Holds(word.Zip(s_bounds).NonEmptyListOf().Zip(haystack), 150, static c =>
        {
            PatternAutomaton automaton = PatternAutomaton.Compile([.. c.Item1.Select(static p => p.Item1)], [.. c.Item1.Select(static p => p.Item2)]);
            MatchList sparse = new();
            MatchList stream = new();
            MatchList lanes = new();
            automaton.FindSparse(c.Item2, sparse);
            automaton.Dense.FindInOneStream(c.Item2, stream);
            automaton.Dense.FindInLanes(c.Item2, lanes);
            Assert.True(sparse.Items.SequenceEqual(stream.Items));
            Assert.True(sparse.Items.SequenceEqual(lanes.Items));
        });
    }

    [Theory]
    [InlineData("ass", "ass classic grass ass's brass", false, false, "0 6 14 18 26")]
    [InlineData("ass", "ass classic grass ass's brass", true, false, "0 18")]
    [InlineData("ass", "ass classic grass ass's brass", false, true, "0 14 18 26")]
    [InlineData("ass", "ass classic grass ass's brass", true, true, "0 18")]
    [InlineData("a b", "a b a b c", true, true, "0 4")]
    [InlineData("é", "é né É é1 .é.", true, true, "0 11")]
    [InlineData("#x", "a#x ##x #xy", true, true, "1 5")]
    [InlineData("x!", "x! yx! x!y", true, true, "0 7")]
    [InlineData("😀", "a😀b😀", true, true, "1 4")]
    public void Bounds_lie_between_a_character_of_a_word_and_another(string pattern, string haystack, bool startsWord, bool endsWord, string starts)
    {
        MatchList matches = new();
        PatternBounds bounds = (startsWord ? PatternBounds.Start : 0) | (endsWord ? PatternBounds.End : 0);
        PatternAutomaton.Compile([pattern], [bounds]).Find(haystack, MatchKind.Overlapping, matches);
        Assert.Equal(starts, string.Join(' ', matches.Items.ToArray().Select(static m => m.Start)));
    }

    [Theory]
    [InlineData("ab ", 300)]
    [InlineData("aé1 -.😀", 300)]
    public void Bounds_keep_what_a_look_at_the_neighbours_keeps(string alphabet, int runs)
    {
        Gen<string> word = Gen.Elements<char>(alphabet).NonEmptyListOf().Select(static cs => new string([.. cs.Take(5)]));
        Gen<string> haystack = Gen.Elements<char>(alphabet).ListOf().Select(static cs => new string([.. cs]));
        Property.Holds(word.Zip(s_bounds).NonEmptyListOf().Zip(haystack), runs, static c =>
        {
            string[] patterns = [.. c.Item1.Select(static p => p.Item1)];
            PatternBounds[] bounds = [.. c.Item1.Select(static p => p.Item2)];
            string haystack = c.Item2;
            MatchList matches = new();
            PatternAutomaton.Compile(patterns, bounds).Find(haystack, MatchKind.Overlapping, matches);
            Assert.Equal(
                Naive(patterns, haystack, MatchKind.Overlapping).Where(m =>
                    (!bounds[m.Pattern].HasFlag(PatternBounds.Start) || WordBoundary.StartsWord(haystack, m.Start)) &&
                    (!bounds[m.Pattern].HasFlag(PatternBounds.End) || WordBoundary.EndsWord(haystack, m.End))),
                Sorted(matches.Items.ToArray()));
        });
    }

    [Fact]
    public void A_damaged_automaton_is_refused_or_searches_in_bounds()
    {
        string[] patterns = ["he", "she", "hers", "ab-c", "😀", "ü!", .. "0123456789äöüßéèàñç".Select(static c => $"{c}{c}x")];
        byte[] compact = CompactAutomaton.Write(patterns, [.. patterns.Select(static (_, i) => (PatternBounds)(i % 4))]);
        MatchList matches = new();
        string haystack = string.Concat(Enumerable.Repeat("ushers ab-c 😀 ü! 99x ççx", 40));
        for (int i = 0; i < compact.Length; i++)
        {
            foreach (byte change in new byte[] { 1, 0x40, 0xFF })
            {
                byte[] damaged = [.. compact];
                damaged[i] ^= change;
                try
                {
                    PatternAutomaton.Open(damaged, patterns.Length).Find(haystack, MatchKind.Overlapping, matches);
                    Assert.All(matches.Items.ToArray(), m => Assert.True(m.Start >= 0 && m.Start < m.End && m.End <= haystack.Length));
                    PatternAutomaton.Open(damaged, patterns.Length).FindSparse(haystack, matches);
                    Assert.All(matches.Items.ToArray(), m => Assert.True(m.Start >= 0 && m.Start < m.End && m.End <= haystack.Length));
                }
                catch (InvalidDataException)
                {
                }
            }
        }

        Assert.All(Enumerable.Range(0, compact.Length), length => Assert.Throws<InvalidDataException>(() => PatternAutomaton.Open(compact.AsSpan(0, length), patterns.Length)));
    }

    [Fact]
    public void Empty_patterns_are_refused()
    {
        Assert.Throws<ArgumentException>(static () => TrieAutomaton.Build([""]));
        Assert.Throws<ArgumentException>(static () => PatternAutomaton.Compile(["a", ""]));
    }

    [Fact]
    public void A_failure_link_goes_to_a_lower_state()
    {
        TrieAutomaton trie = TrieAutomaton.Build(["he", "she", "his", "hers"]);
        Assert.Equal(10, trie.StateCount);
        Assert.All(Enumerable.Range(1, trie.StateCount - 1), s => Assert.True(trie.Failure(s) < s && trie.Depth(trie.Failure(s)) < trie.Depth(s)));
    }

    private static void Check((int, int, int)[] expected, PatternMatch[] found) =>
        Assert.Equal(Sorted(expected.Select(static m => new PatternMatch(m.Item1, m.Item2, m.Item3))), found);

    private static PatternMatch[] Plain(string[] patterns, string haystack, MatchKind kind)
    {
        MatchList matches = new();
        TrieAutomaton.Build(patterns).Find(haystack, [.. patterns.Select(static p => p.Length)], kind, matches);
        return Sorted(matches.Items.ToArray());
    }

    private static PatternMatch[] Dense(string[] patterns, string haystack, MatchKind kind)
    {
        MatchList matches = new();
        PatternAutomaton.Compile(patterns).Find(haystack, kind, matches);
        return Sorted(matches.Items.ToArray());
    }

    private static PatternMatch[] Naive(string[] patterns, string haystack, MatchKind kind)
    {
        List<PatternMatch> all = [];
        for (int p = 0; p < patterns.Length; p++)
        {
            for (int at = haystack.IndexOf(patterns[p], StringComparison.Ordinal); at >= 0; at = haystack.IndexOf(patterns[p], at + 1, StringComparison.Ordinal))
            {
                all.Add(new PatternMatch(p, at, at + patterns[p].Length));
            }
        }

        if (kind == MatchKind.Overlapping)
            return Sorted(all);
        List<PatternMatch> chosen = [];
        foreach (PatternMatch match in all.OrderBy(static m => m.Start).ThenByDescending(static m => m.Length).ThenBy(static m => m.Pattern))
        {
            if (chosen.Count == 0 || match.Start >= chosen[^1].End)
                chosen.Add(match);
        }

        return Sorted(chosen);
    }

    private static PatternMatch[] Sorted(IEnumerable<PatternMatch> matches) =>
        [.. matches.OrderBy(static m => m.End).ThenBy(static m => m.Start).ThenBy(static m => m.Pattern)];
}
