using OnlineSafety.Lexicons;
using OnlineSafety.Text;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Corpus;

/// <summary>
/// The texts to train on, by source. Public sources, the repository's samples (their training split), its benign chats, and the words of
/// these two, each alone; a conversation gives its messages one by one. Rows of URLs are left to the URL models. Immutable.
/// </summary>
internal sealed class TrainingCorpus
{
    /// <summary>Folds of cross-validation: public sources are held out whole, the repository's rows by hash.</summary>
    public const int FoldCount = 5;

    /// <summary>What the names of the repository's own sources begin with.</summary>
    public const string OwnPrefix = "own:";

    private const string OwnChat = "own-chat";
    private const string OwnWords = "own-words";

    // What is said less often is as likely a typing error.
    private const int LeastTexts = 3;
    private const int MaxLength = 4096;

    // Chat is plentiful and says little new: this many messages of a source without positives are enough.
    private const int MaxBenign = 12_000;

    // Sources of one kind lie in one fold, so that what is held out is new in kind too.
    private static readonly Dictionary<string, int> s_folds = new(StringComparer.Ordinal)
    {
        ["civil-toxic-spans"] = 0,
        ["fox-news-comments"] = 0,
        ["irc-ubuntu"] = 0,
        ["jigsaw-sample"] = 1,
        ["toxigen-human"] = 1,
        ["topical-chat"] = 1,
        ["davidson-tweets"] = 2,
        ["stormfront-hate"] = 2,
        ["spamassassin"] = 2,
        ["hatexplain"] = 3,
        ["misogyny-reddit"] = 3,
        ["suicide-detection-reddit"] = 3,
        ["edos-sexism"] = 4,
        ["hatemoji-build"] = 4,
        ["convabuse"] = 4,
        ["self-dialogue"] = 4,
    };

    private TrainingCorpus(IReadOnlyList<Example> examples, IReadOnlyList<string> sources, IReadOnlyList<bool> isOwn, IReadOnlyList<bool> isConversation)
    {
        Examples = examples;
        Sources = sources;
        IsOwn = isOwn;
        IsConversation = isConversation;
    }

    public IReadOnlyList<Example> Examples { get; }

    public IReadOnlyList<string> Sources { get; }

    /// <summary>Whether a source is the repository's own.</summary>
    public IReadOnlyList<bool> IsOwn { get; }

    /// <summary>Whether a source's texts are messages of conversations.</summary>
    public IReadOnlyList<bool> IsConversation { get; }

    /// <summary>Reads the corpus.</summary>
    /// <param name="ownFolder">The repository's data folder.</param>
    /// <param name="publicFiles">Files of public data that may be trained on.</param>
    /// <param name="matcher">The lexicon: its words are evidence by themselves.</param>
    public static TrainingCorpus Load(string ownFolder, IEnumerable<string> publicFiles, LexiconMatcher matcher)
    {
        List<Example> examples = [];
        List<string> sources = [];
        List<bool> isOwn = [];
        List<bool> isConversation = [];
        foreach (string file in LabelledDataReader.FilesAt(Path.Combine(ownFolder, "samples")))
        {
            int source = sources.Count;
            sources.Add(OwnPrefix + LabelledDataReader.SourceOf(file));
            isOwn.Add(true);
            isConversation.Add(false);
            foreach (LabelledRow row in LabelledDataReader.Read(file))
            {
                if (DataSplits.Of(row.Id) == DataSplit.Train)
                    examples.Add(new Example(Cut(row.Text!), row.Labels, source, FoldOf(row.Text!)));
            }
        }

        // The only everyday chat of pupils there is: without it, the model would take their way of writing itself for a risk.
        int chat = sources.Count;
        sources.Add(OwnChat);
        isOwn.Add(false);
        isConversation.Add(true);
        foreach (LabelledRow row in LabelledDataReader.FilesAt(Path.Combine(ownFolder, "conversations")).SelectMany(LabelledDataReader.Read))
        {
            if (row.Labels.IsSafe && DataSplits.Of(row.Id) == DataSplit.Train)
                examples.AddRange(TextsOf(row).Select(text => new Example(Cut(text), row.Labels, chat, FoldOf(row.Id))));
        }

        int words = sources.Count;
        sources.Add(OwnWords);
        isOwn.Add(false);
        isConversation.Add(false);
        string[] alone = [.. SingleWords(examples.Select(static e => e.Text), matcher)];
        examples.AddRange(alone.Select(word => new Example(word, LabelSet.Safe, words, FoldOf(word))));

        foreach (string file in publicFiles)
        {
            string name = LabelledDataReader.SourceOf(file);
            if (name.StartsWith("urls-", StringComparison.Ordinal))
                continue;
            int source = sources.Count;
            LabelledRow[] rows = [.. LabelledDataReader.Read(file)];
            sources.Add(name);
            isOwn.Add(false);
            isConversation.Add(rows.Any(static r => r.Conversation is not null));
            Example[] read =
            [
                .. rows.SelectMany(row => TextsOf(row).Select(text =>
                    new Example(Cut(text), row.Labels, source, s_folds.TryGetValue(name, out int fold) ? fold : FoldOf(text)))),
            ];
            int step = read.Any(static e => e.Labels.Positive != 0) ? 1 : ((read.Length - 1) / MaxBenign) + 1;
            examples.AddRange(read.Where((_, i) => i % step == 0));
        }

        return new TrainingCorpus(examples, sources, isOwn, isConversation);
    }

    /// <summary>The fold in which a public source is held out whole; for an unknown source, by its name.</summary>
    internal static int FoldOfSource(string name) => s_folds.TryGetValue(name, out int fold) ? fold : FoldOf(name);

    /// <summary>
    /// The words that some texts have and that are no risk to the lexicon. Looked up by itself none of them is one; what its features
    /// learn in whole sentences would say otherwise, for in so short a text nothing stands against them.
    /// </summary>
    private static IEnumerable<string> SingleWords(IEnumerable<string> texts, LexiconMatcher matcher)
    {
        ScanWorkspace workspace = new();
        return CommonWords.Of(texts, LeastTexts).Where(word =>
        {
            TextNormalizer.Normalize<char, Utf16Decoder>(word, workspace.Text);
            matcher.Find<char, Utf16Decoder>(word, workspace);
            foreach (LexiconHit hit in workspace.Hits.Items)
            {
                if (!matcher.Entries.Rows[hit.Entry].IsContext)
                    return false;
            }

            return DataSplits.Of(word) == DataSplit.Train;
        });
    }

    private static IEnumerable<string> TextsOf(LabelledRow row) =>
        row.Text is not null ? [row.Text] : row.Conversation?.Select(static m => m.Text) ?? [];

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..MaxLength];

    /// <summary>The fold of a text, or of an id, by its hash.</summary>
    internal static int FoldOf(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return (int)((hash >> 8) % FoldCount);
    }
}
