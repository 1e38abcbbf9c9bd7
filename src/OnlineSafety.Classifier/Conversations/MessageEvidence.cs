using System.Runtime.InteropServices;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;

namespace OnlineSafety.Conversations;

/// <summary>
/// What one message shows, before anybody asks who wrote it to whom: for each of the <see cref="EvidenceRows"/> the weight of
/// evidence in thousandths of a logit, never negative, and the cues of age. A reusable buffer.
/// </summary>
internal sealed class MessageEvidence
{
    /// <summary>The most that one message can show of one thing.</summary>
    public const int MaxWeight = 6 * Logistic.Milli;

    // Less than this is what any chat shows now and then; added up over a long one it would look like a risk.
    private const int DeadZone = 500;

    // The phrases of a stage are ordinary English; half of their weight stands beside what the model learnt.
    private const int LexiconPercent = 50;
    private const int MaxWords = 64;

    private readonly int[] _learnt = new int[EvidenceRows.Count];
    private readonly int[] _lexicon = new int[EvidenceRows.Count];
    private readonly LinearSums _sums = new();
    private readonly List<uint> _words = new(MaxWords);

    /// <summary>The weight of evidence of each row.</summary>
    public int[] Weights { get; } = new int[EvidenceRows.Count];

    /// <summary>What the message adds to the sum of each course and of any, in thousandths; of either sign.</summary>
    public int[] CourseSums { get; } = new int[EvidenceRows.Steps];

    /// <summary>What the message adds to the sum of words if its writer is the suspect, in thousandths; of either sign.</summary>
    public int SuspectSum { get; private set; }

    /// <summary>What it adds if somebody else is.</summary>
    public int OthersSum { get; private set; }

    /// <summary>How many features the message has.</summary>
    public int FeatureCount { get; private set; }

    /// <summary>How strongly the writer seems a child, in thousandths.</summary>
    public int ChildCue { get; private set; }

    /// <summary>How strongly the writer seems an adult, in thousandths.</summary>
    public int AdultCue { get; private set; }

    /// <summary>Hashes of the words of the message, for mentions of participants.</summary>
    public ReadOnlySpan<uint> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>Empties the buffer and overwrites the words: who guesses a word can tell it by its hash.</summary>
    public void Clear()
    {
        Array.Clear(_learnt);
        Array.Clear(_lexicon);
        Array.Clear(Weights);
        Array.Clear(CourseSums);
        _sums.Erase();
        SuspectSum = 0;
        OthersSum = 0;
        FeatureCount = 0;
        CollectionsMarshal.AsSpan(_words).Clear();
        _words.Clear();
        ChildCue = 0;
        AdultCue = 0;
    }

    /// <summary>Takes in the segment that a workspace holds: the highest of each row counts.</summary>
    public void Add(LexiconMatcher matcher, TrajectoryModel? model, ScanWorkspace workspace)
    {
        foreach (LexiconHit hit in workspace.Hits.Items)
        {
            if (EvidenceRows.StepOf(matcher.Entries.Rows[hit.Entry].Stage) is { } step)
                Raise(_lexicon, EvidenceRows.RowOf(step), hit.Weight * LexiconPercent / 100);
        }

        for (int c = 0; c < EvidenceRows.CourseCount; c++)
        {
            Raise(_lexicon, c, (workspace.Evidence.After(EvidenceRows.Courses[c]) - LexiconEvidence.Prior) * LexiconPercent / 100);
        }

        ChildCue = Math.Max(ChildCue, workspace.Evidence.Context(ContextKind.ChildCue));
        AdultCue = Math.Max(AdultCue, workspace.Evidence.Context(ContextKind.AdultCue));
        if (model is not null)
        {
            model.Messages.Note(workspace.Text.Chars, _sums);
            model.Messages.AddRows(_sums);
            Span<double> weights = stackalloc double[EvidenceRows.Count];
            for (int r = 0; r < weights.Length; r++)
            {
                weights[r] = _sums.Values[r] * model.Messages.Scale(r);
            }

            SetLearnt(weights, _sums.FeatureCount, model.Offsets);
            if (model.Roles is { } roles)
                AddRoles(roles.Sum(workspace.Text.Chars));
        }

        AddWords(workspace.Text.Chars);
        Sum();
    }

    /// <summary>Adds what another model says; for training, on models that have not seen the message.</summary>
    /// <param name="weights">The sum of each row's weights.</param>
    /// <param name="count">How many features the message has.</param>
    /// <param name="offsets">What to take off the logit of each row.</param>
    public void Add(ReadOnlySpan<double> weights, int count, ReadOnlySpan<float> offsets)
    {
        SetLearnt(weights, count, offsets);
        Sum();
    }

    /// <summary>Adds to the sums of words by role.</summary>
    public void AddRoles((int Suspect, int Others) sums)
    {
        SuspectSum = ConversationState.Added(SuspectSum, sums.Suspect);
        OthersSum = ConversationState.Added(OthersSum, sums.Others);
    }

    private static void Raise(int[] rows, int row, int weight) => rows[row] = Math.Max(rows[row], weight);

    private void SetLearnt(ReadOnlySpan<double> weights, int count, ReadOnlySpan<float> offsets)
    {
        FeatureCount = ConversationState.Added(FeatureCount, count);
        double norm = 1 / Math.Sqrt(Math.Max(1, count));
        for (int r = 0; r < weights.Length; r++)
        {
            Raise(_learnt, r, (int)Math.Round(Math.Clamp((weights[r] * norm) - offsets[r], -20, 20) * Logistic.Milli));
            if (r < EvidenceRows.Steps)
                CourseSums[r] = ConversationState.Added(CourseSums[r], (int)Math.Round(weights[r] * Logistic.Milli));
        }
    }

    private void Sum()
    {
        for (int r = 0; r < Weights.Length; r++)
        {
            Weights[r] = Math.Clamp(_learnt[r] + _lexicon[r] - DeadZone, 0, MaxWeight);
        }
    }

    private void AddWords(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length && _words.Count < MaxWords; i++)
        {
            int start = i;
            while (i < text.Length && NameWord.IsPart(text[i]))
            {
                i++;
            }

            if (i - start >= NameWord.MinLength)
                _words.Add(NameWord.Hash(text[start..i]));
        }
    }
}
