using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Text;
using OnlineSafety.Training.Corpus;
using OnlineSafety.Training.Data;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Conversations;

/// <summary>
/// Trains the three sections of the conversation model: a linear stage over messages, the words by role, and the regressions over the state that its
/// out-of-fold logits, with the lexicon's phrases, lead to. Needs nothing of the text model but the lexicon. The same data,
/// lexicon and seed give the same bytes, whatever the number of threads.
/// </summary>
internal static class ConversationTrainer
{
    /// <summary>The share of risky conversations that probabilities are fitted to.</summary>
    public const double BaseRate = 0.05;

    /// <summary>Trains and returns the sections.</summary>
    public static Dictionary<BundleSection, byte[]> Train(
        string dataFolder, IReadOnlyList<string> publicFiles, LexiconMatcher matcher, ConversationSettings settings, int seed, Action<string> progress)
    {
        progress("conversations: reading");
        ConversationCorpus corpus = ConversationCorpus.Load(dataFolder, publicFiles, settings);
        progress($"conversations: {corpus.Chats.Count} chats, {corpus.Texts.Count} texts");
        FeatureTable table = FeatureTable.Build(corpus.Texts, settings.Linear);
        ExampleWeights weights = corpus.Weights(settings);
        (List<int[]> groups, List<int> folds, ExampleWeights courseWeights) = corpus.Courses(settings);
        FeatureTable joined = table.Joined(groups);
        float[] offsets = corpus.Offsets();
        offsets.AsSpan(0, EvidenceRows.Steps).Clear();
        double[] sums = new double[corpus.Texts.Count * EvidenceRows.Count];
        for (int fold = 0; fold < TrainingCorpus.FoldCount; fold++)
        {
            progress($"conversations: words without fold {fold + 1} of {TrainingCorpus.FoldCount}");
            LinearWeights trained = TrainWords(fold);
            Parallel.For(0, corpus.Texts.Count, e =>
            {
                if (corpus.Folds[e] == fold)
                    trained.Sum(table.Rows[e], table.Values[e], Math.Sqrt(Math.Max(1, table.Counts[e])), sums.AsSpan(e * EvidenceRows.Count, EvidenceRows.Count));
            });
        }

        LinearWeights words = TrainWords(-1);
        for (int r = EvidenceRows.Steps; r < EvidenceRows.Count; r++)
        {
            offsets[r] -= words.Bias(r);
        }

        byte[] messages = words.Quantize(table);
        FeatureTable roleTable = FeatureTable.Build(corpus.Texts, settings.Roles);
        RoleTrainer roleTrainer = new(corpus, roleTable, settings);
        RoleWords[] roles = new RoleWords[TrainingCorpus.FoldCount];
        int done = 0;
        Parallel.For(0, roles.Length, fold =>
        {
            roles[fold] = new RoleWords(RoleWords.Write(roleTable.Bits, roleTable.Tags, roleTrainer.Train(fold, seed)));
            progress($"conversations: words by role, {Interlocked.Increment(ref done)} of {roles.Length} folds");
        });
        progress("conversations: trajectories");
        float[][][] features = Replay(corpus, matcher, sums, roles, table.Counts, offsets);
        return new Dictionary<BundleSection, byte[]>
        {
            [BundleSection.ConversationMessages] = messages,
            [BundleSection.ConversationRoles] = RoleWords.Write(roleTable.Bits, roleTable.Tags, roleTrainer.Train(-1, seed)),
            [BundleSection.Trajectories] = TrajectoryModel.Write(offsets, new TrajectoryTrainer(corpus.Chats, features, settings).Train(progress)),
        };

        // Steps are learnt from single messages, courses from whole conversations.
        LinearWeights TrainWords(int without)
        {
            LinearWeights steps = LinearTrainer.Train(
                table, weights, [.. Enumerable.Range(0, corpus.Texts.Count).Where(e => corpus.Folds[e] != without)], settings.Linear, seed);
            steps.TakeFirst(EvidenceRows.Steps, LinearTrainer.Train(
                joined, courseWeights, [.. Enumerable.Range(0, groups.Count).Where(g => folds[g] != without)], settings.Linear, seed));
            return steps;
        }
    }

    /// <summary>The features after each message of each conversation, in the order of time.</summary>
    private static float[][][] Replay(ConversationCorpus corpus, LexiconMatcher matcher, double[] sums, RoleWords[] roles, int[] counts, float[] offsets)
    {
        float[][][] features = new float[corpus.Chats.Count][][];
        Parallel.For(0, features.Length, static () => new ScanWorkspace(), (i, _, workspace) =>
        {
            TrainingChat chat = corpus.Chats[i];
            ConversationState state = default;
            features[i] = new float[chat.Row.Conversation!.Count][];
            for (int m = 0; m < features[i].Length; m++)
            {
                string text = corpus.Texts[chat.First + m];
                TextNormalizer.Normalize<char, Utf16Decoder>(text, workspace.Text);
                matcher.Find<char, Utf16Decoder>(text, workspace);
                workspace.Evidence.Compute(matcher, workspace.Hits, workspace.Text.Chars);
                workspace.Message.Clear();
                workspace.Message.Add(matcher, null, workspace);
                workspace.Message.Add(sums.AsSpan((chat.First + m) * EvidenceRows.Count, EvidenceRows.Count), counts[chat.First + m], offsets);
                workspace.Message.AddRoles(roles[chat.Fold].Sum(workspace.Text.Chars));
                LabelledMessage message = chat.Row.Conversation[m];
                state.Apply(new ChatMessage(message.Author, message.Time, message.Text), workspace.Message);
                features[i][m] = new float[TrajectoryFeatures.Count];
                TrajectoryFeatures.Compute(state, features[i][m]);
            }

            return workspace;
        }, static _ => { });
        return features;
    }
}
