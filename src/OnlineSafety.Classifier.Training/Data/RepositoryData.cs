using System.Collections.Immutable;
using OnlineSafety.Text;

namespace OnlineSafety.Training.Data;

/// <summary>The labelled data of the repository's <c>data/</c>, checked against its own rules. Immutable.</summary>
public sealed class RepositoryData
{
    private const double MaxOpening = 0.05;

    // Shorter messages ("ok", "how old r u") may well be said twice.
    private const int MinTellingWords = 6;

    private static readonly string[] s_registers = ["chat", "forum", "search", "web", "email", "sms", "advert", "essay"];
    private static readonly string[] s_roles = ["initiator", "target", "bystander", "supporter", "assistant", "peer", "adult"];
    private static readonly string[] s_functionalities =
    [
        "plain", "implicit", "negated", "quoted", "reported", "condemned", "reclaimed", "educational", "fictional", "homonym", "place-name",
        "spaced", "leet", "homoglyph", "zero-width", "stretched", "emoji", "code-switch", "slang", "news", "idiom", "gaming", "help-seeking",
        "identity-mention", "question",
    ];

    private RepositoryData(ImmutableArray<LabelledRow> samples, ImmutableArray<LabelledRow> conversations, ImmutableArray<LabelledRow> functionalTests, ImmutableArray<string> problems)
    {
        Samples = samples;
        Conversations = conversations;
        FunctionalTests = functionalTests;
        Problems = problems;
    }

    /// <summary>The labelled single texts.</summary>
    public ImmutableArray<LabelledRow> Samples { get; }

    /// <summary>The labelled conversations.</summary>
    public ImmutableArray<LabelledRow> Conversations { get; }

    /// <summary>The functional tests: never trained on.</summary>
    public ImmutableArray<LabelledRow> FunctionalTests { get; }

    /// <summary>What breaks a rule, with its place; empty where nothing does.</summary>
    public ImmutableArray<string> Problems { get; }

    /// <summary>Reads and checks the folder.</summary>
    /// <exception cref="InvalidDataException">A line is not well formed.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static RepositoryData Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ImmutableArray<LabelledRow> samples = Read(folder, "samples");
        ImmutableArray<LabelledRow> conversations = Read(folder, "conversations");
        ImmutableArray<LabelledRow> tests = Read(folder, "functional-tests");
        List<string> problems = [];
        CheckIds([.. samples, .. conversations, .. tests], problems);
        foreach (LabelledRow row in samples)
        {
            CheckSample(row, problems);
        }

        foreach (LabelledRow row in conversations)
        {
            CheckConversation(row, problems);
        }

        foreach (LabelledRow row in tests)
        {
            CheckFunctionalTest(row, problems);
        }

        CheckPairs(tests, problems);
        foreach (IGrouping<string, LabelledRow> file in samples.GroupBy(static r => r.Source))
        {
            CheckDiversity([.. file], problems);
        }

        CheckOverlap(samples, conversations, tests, problems);
        return new RepositoryData(samples, conversations, tests, [.. problems]);
    }

    private static ImmutableArray<LabelledRow> Read(string folder, string kind) =>
        [.. LabelledDataReader.FilesAt(Path.Combine(folder, kind)).SelectMany(LabelledDataReader.Read)];

    private static string Place(LabelledRow row) => $"{row.Source}({row.Line}) {row.Id}";

    private static void CheckIds(IEnumerable<LabelledRow> rows, List<string> problems)
    {
        HashSet<string> ids = [];
        foreach (LabelledRow row in rows)
        {
            if (row.Id.Length == 0)
                problems.Add($"{Place(row)}: no id");
            else if (!ids.Add(row.Id))
                problems.Add($"{Place(row)}: the id is not unique");
        }
    }

    private static void CheckSample(LabelledRow row, List<string> problems)
    {
        int words = row.Text is null ? 0 : Diversity.Words(row.Text).Length;
        if (words is < 1 or > 330)
            problems.Add($"{Place(row)}: {words} words");
        if (!s_registers.Contains(row.Register))
            problems.Add($"{Place(row)}: unknown register '{row.Register}'");
        if (row.Note.Length == 0)
            problems.Add($"{Place(row)}: no note");
        if (!Taxonomy.TryGetIndicator(row.Source, out Indicator indicator) || row.Labels[indicator] is null)
            problems.Add($"{Place(row)}: no label for the file's indicator");
    }

    private static void CheckConversation(LabelledRow row, List<string> problems)
    {
        if (row.Conversation is not { Count: >= 6 and <= 60 } messages)
        {
            problems.Add($"{Place(row)}: {row.Conversation?.Count ?? 0} messages, 6 to 60 wanted");
            return;
        }

        if (row.Note.Length == 0)
            problems.Add($"{Place(row)}: no note");
        for (int i = 0; i < messages.Count; i++)
        {
            if (!row.Roles.TryGetValue(messages[i].Author, out string? role) || !s_roles.Contains(role))
                problems.Add($"{Place(row)}: message {i}: '{messages[i].Author}' has no known role");
            if (messages[i].Time is null || (i > 0 && messages[i].Time < messages[i - 1].Time))
                problems.Add($"{Place(row)}: message {i}: no time, or one before the last");
            if (string.IsNullOrWhiteSpace(messages[i].Text))
                problems.Add($"{Place(row)}: message {i}: empty");
        }
    }

    private static void CheckFunctionalTest(LabelledRow row, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(row.Text))
            problems.Add($"{Place(row)}: no text");
        if (row.Indicator is not { } indicator || row.Labels[indicator] is null)
            problems.Add($"{Place(row)}: no label for its indicator");
        if (!s_functionalities.Contains(row.Functionality))
            problems.Add($"{Place(row)}: unknown functionality '{row.Functionality}'");
        RiskCategory[] expected = [.. Taxonomy.Descriptors.Where(d => row.Labels[d.Indicator!.Value] == true).Select(static d => d.Category!.Value).Distinct().Order()];
        if (!expected.SequenceEqual(row.Expected.Order()))
            problems.Add($"{Place(row)}: the expected categories are not those of its labels");
    }

    private static void CheckPairs(IEnumerable<LabelledRow> tests, List<string> problems)
    {
        foreach (IGrouping<string, LabelledRow> pair in tests.GroupBy(static r => r.Pair))
        {
            if (pair.Key.Length == 0 || pair.Select(static r => r.Labels[r.Indicator!.Value]).Distinct().Count() != 2)
                problems.Add($"pair '{pair.Key}': needs a positive and a negative");
        }
    }

    private static void CheckDiversity(IReadOnlyList<LabelledRow> rows, List<string> problems)
    {
        Diversity diversity = Diversity.Of([.. rows.Select(static r => r.Text!)]);
        foreach ((int first, int second, double overlap) in diversity.NearDuplicates)
        {
            problems.Add($"{Place(rows[second])}: near-duplicate of {rows[first].Id} ({overlap:0.00})");
        }

        if (diversity.CommonestOpening > MaxOpening)
            problems.Add($"{rows[0].Source}: one opening starts {diversity.CommonestOpening:P1} of the rows");
    }

    /// <summary>No text of the functional tests, folded, may be a sample or a message, nor a sample stand in two files.</summary>
    private static void CheckOverlap(IEnumerable<LabelledRow> samples, IEnumerable<LabelledRow> conversations, IEnumerable<LabelledRow> tests, List<string> problems)
    {
        Dictionary<string, string> seen = [];
        foreach (LabelledRow row in samples.Concat(tests))
        {
            string text = TextNormalizer.Fold(row.Text ?? "");
            if (!seen.TryAdd(text, row.Id))
                problems.Add($"{Place(row)}: the same text as {seen[text]}");
        }

        foreach (LabelledRow row in conversations)
        {
            foreach (LabelledMessage message in row.Conversation ?? [])
            {
                if (Diversity.Words(message.Text).Length >= MinTellingWords && seen.TryGetValue(TextNormalizer.Fold(message.Text), out string? other))
                    problems.Add($"{Place(row)}: a message is the text of {other}");
            }
        }
    }
}
