using OnlineSafety.Conversations;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Conversations;

/// <summary>
/// What the conversation model learns from: the repository's conversations and samples, and public benign chats. Of the repository's data
/// the train and dev splits, of public chats the train split. Stage tags and labels are what is to be learnt; roles and tags are never input.
/// </summary>
internal sealed class ConversationCorpus
{
    private const int MaxLength = 4096;

    private readonly List<TrainingChat> _chats = [];
    private readonly List<string> _texts = [];
    private readonly List<int> _folds = [];
    private readonly List<float> _weights = [];
    private readonly List<uint> _positive = [];
    private int _firstSample;

    /// <summary>The conversations.</summary>
    public IReadOnlyList<TrainingChat> Chats => _chats;

    /// <summary>All messages in order, then the samples.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The fold of each text.</summary>
    public IReadOnlyList<int> Folds => _folds;

    /// <summary>Reads the corpus.</summary>
    /// <param name="ownFolder">The repository's data folder.</param>
    /// <param name="publicFiles">Files of public data that may be trained on; those without conversations are left out.</param>
    /// <param name="settings">The settings.</param>
    public static ConversationCorpus Load(string ownFolder, IEnumerable<string> publicFiles, ConversationSettings settings)
    {
        ConversationCorpus corpus = new();
        foreach (LabelledRow row in LabelledDataReader.FilesAt(Path.Combine(ownFolder, "conversations")).SelectMany(LabelledDataReader.Read))
        {
            if (DataSplits.Of(row.Id) != DataSplit.Test)
                corpus.Add(row, isOwn: true, settings, weight: 1);
        }

        LabelledRow[] benign =
        [
            .. publicFiles.Where(HasConversations).SelectMany(file => LabelledDataReader.Read(file)
                .Where(static r => r.Labels.IsSafe && DataSplits.Of(r.Id) == DataSplit.Train).Take(settings.MaxPublicChats)),
        ];
        int messages = benign.Sum(static r => r.Conversation!.Count);
        int every = Math.Max(1, messages / settings.MaxPublicMessages);
        for (int i = 0; i < benign.Length; i++)
        {
            corpus.Add(benign[i], isOwn: false, settings, weight: i % every == 0 ? settings.PublicMessageWeight : 0);
        }

        corpus._firstSample = corpus._texts.Count;
        foreach (LabelledRow row in LabelledDataReader.FilesAt(Path.Combine(ownFolder, "samples")).SelectMany(LabelledDataReader.Read))
        {
            if (DataSplits.Of(row.Id) != DataSplit.Test)
                corpus.AddSample(row);
        }

        return corpus;
    }

    /// <summary>How much each text counts for each of the <see cref="EvidenceRows"/>, and which it is a positive of.</summary>
    public ExampleWeights Weights(ConversationSettings settings) => new([.. _weights], [.. _positive], Penalties(settings));

    /// <summary>The logit of each row that its weights alone give: what no evidence looks like.</summary>
    public float[] Offsets()
    {
        double[] positive = new double[EvidenceRows.Count];
        double[] negative = new double[EvidenceRows.Count];
        for (int e = 0; e < _texts.Count; e++)
        {
            for (int r = 0; r < EvidenceRows.Count; r++)
            {
                double weight = _weights[(e * EvidenceRows.Count) + r];
                if ((_positive[e] & (1u << r)) != 0)
                    positive[r] += weight;
                else
                    negative[r] += weight;
            }
        }

        return [.. positive.Zip(negative, static (p, n) => (float)Math.Log((p + 1) / (n + 1)))];
    }

    /// <summary>
    /// The examples of the courses: whole conversations and their first halves, and samples. Each is some of the texts; the
    /// weights of the steps are 0.
    /// </summary>
    public (List<int[]> Groups, List<int> Folds, ExampleWeights Weights) Courses(ConversationSettings settings)
    {
        List<int[]> groups = [];
        List<int> folds = [];
        List<float> weights = [];
        List<uint> positive = [];
        Span<float> row = stackalloc float[EvidenceRows.Count];
        foreach (TrainingChat chat in _chats)
        {
            int count = chat.Row.Conversation!.Count;
            bool isSafe = chat.Row.Labels.IsSafe;
            uint mask = 0;
            row.Clear();
            for (int c = 0; c < EvidenceRows.CourseCount; c++)
            {
                bool isCourse = chat.Row.Labels[EvidenceRows.Courses[c]] == true;
                mask |= isCourse ? 1u << c : 0;
                row[c] = !chat.IsOwn ? (float)settings.PublicWordsWeight : isSafe || isCourse ? 1 : (float)settings.OtherCourseWeight;
            }

            row[EvidenceRows.Any] = chat.IsOwn ? 1 : row[0];
            mask |= mask != 0 ? 1u << EvidenceRows.Any : 0;
            AddGroup(Enumerable.Range(chat.First, count), chat.Fold, row, mask);
            if (chat.IsOwn)
                AddGroup(Enumerable.Range(chat.First, (count + 1) / 2), chat.Fold, row, mask);
        }

        row.Clear();
        for (int e = _firstSample; e < _texts.Count; e++)
        {
            for (int c = 0; c < EvidenceRows.CourseCount; c++)
            {
                row[c] = _weights[(e * EvidenceRows.Count) + c] * settings.SampleWeight;
            }

            uint courses = _positive[e] & ((1u << EvidenceRows.CourseCount) - 1);
            row[EvidenceRows.Any] = row[..EvidenceRows.CourseCount].ContainsAnyExcept(0f) ? settings.SampleWeight : 0;
            AddGroup([e], _folds[e], row, courses | (courses != 0 ? 1u << EvidenceRows.Any : 0));
        }

        return (groups, folds, new ExampleWeights([.. weights], [.. positive], Penalties(settings)));

        void AddGroup(IEnumerable<int> texts, int fold, ReadOnlySpan<float> row, uint mask)
        {
            groups.Add([.. texts]);
            folds.Add(fold);
            weights.AddRange(row);
            positive.Add(mask);
        }
    }

    private static bool HasConversations(string file) =>
        !LabelledDataReader.SourceOf(file).StartsWith("urls-", StringComparison.Ordinal) &&
        LabelledDataReader.Read(file).FirstOrDefault()?.Conversation is not null;

    private void Add(LabelledRow row, bool isOwn, ConversationSettings settings, float weight)
    {
        int fold = isOwn ? TrainingCorpus.FoldOf(row.Id) : TrainingCorpus.FoldOfSource(row.Source);
        _chats.Add(new TrainingChat(row, isOwn, fold, _texts.Count));
        bool isSafe = row.Labels.IsSafe;
        Span<float> weights = stackalloc float[EvidenceRows.Count];
        foreach (LabelledMessage message in row.Conversation!)
        {
            ConversationStep? step = EvidenceRows.StepOf(message.Stage);
            uint positive = step is { } own ? 1u << EvidenceRows.RowOf(own) : 0;
            for (int c = 0; c < EvidenceRows.CourseCount; c++)
            {
                bool isCourse = row.Labels[EvidenceRows.Courses[c]] == true;
                if (isCourse && step is not null)
                    positive |= 1u << c;

                // What is not tagged in a risky chat may or may not belong to it.
                weights[c] = isSafe ? weight : isCourse ? (step is null ? 0 : 1) : step is null ? 0.5f : (float)settings.OtherCourseWeight;
            }

            weights[EvidenceRows.Steps..].Fill(isSafe ? weight : step is null ? 0.5f : 1);
            AddText(message.Text, fold, weights, positive);
        }
    }

    private void AddSample(LabelledRow row)
    {
        uint positive = 0;
        Span<float> weights = stackalloc float[EvidenceRows.Count];
        weights.Clear();
        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            if (row.Labels[EvidenceRows.Courses[c]] is not { } label)
                continue;
            weights[c] = 1;
            positive |= label ? 1u << c : 0;
        }

        if (row.Labels.IsSafe)
            weights[EvidenceRows.Steps..].Fill(0.3f);
        if (row.Labels[Indicator.Sexting] is { } sexting)
        {
            int pictures = EvidenceRows.RowOf(ConversationStep.Pictures);
            weights[pictures] = 1;
            positive |= sexting ? 1u << pictures : 0;
        }

        if (weights.ContainsAnyExcept(0f))
            AddText(row.Text!, TrainingCorpus.FoldOf(row.Text!), weights, positive);
    }

    private void AddText(string text, int fold, ReadOnlySpan<float> weights, uint positive)
    {
        _texts.Add(text.Length <= MaxLength ? text : text[..MaxLength]);
        _folds.Add(fold);
        _weights.AddRange(weights);
        _positive.Add(positive);
    }

    private static float[] Penalties(ConversationSettings settings) => [.. Enumerable.Repeat(settings.Linear.OwnPenalty, EvidenceRows.Count)];
}
