using OnlineSafety.Conversations;
using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Conversations;

/// <summary>
/// Trains the words by role: a logistic regression over conversations as seen with one participant as the suspect, each word one
/// feature where the suspect writes it and another where somebody else does. Positives are initiators and assistants by label;
/// negatives are everybody in benign chats and, with less weight, the others in risky ones. One thread, by stochastic dual
/// coordinate ascent (Shalev-Shwartz and Zhang 2013): the same input gives the same bits.
/// </summary>
internal sealed class RoleTrainer
{
    private const int MaxSuspects = 6;

    private readonly List<View> _views = [];
    private readonly ConversationSettings _settings;
    private readonly FeatureTable _table;

    /// <summary>Lays out the views of all conversations: whole ones, and of the repository's also the first halves.</summary>
    public RoleTrainer(ConversationCorpus corpus, FeatureTable table, ConversationSettings settings)
    {
        _settings = settings;
        _table = table;
        foreach (TrainingChat chat in corpus.Chats)
        {
            int count = chat.Row.Conversation!.Count;
            AddViews(chat, count);
            if (chat.IsOwn)
                AddViews(chat, (count + 1) / 2);
        }
    }

    /// <summary>Trains on all conversations but those of a fold: two weights a row, of the suspect and of others, times the row's rarity.</summary>
    public float[] Train(int without, int seed)
    {
        float[] w = new float[2 << _table.Bits];
        float bias = 0;
        int[] order = [.. Enumerable.Range(0, _views.Count).Where(v => _views[v].Fold != without)];
        float[] duals = new float[_views.Count];
        Random random = new(seed);
        float penalty = _settings.Roles.OwnPenalty;
        for (int epoch = 0; epoch < _settings.Roles.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (int v in order)
            {
                View view = _views[v];
                float logit = bias;
                float square = 1;
                for (int f = 0; f < view.Columns.Length; f++)
                {
                    logit += w[view.Columns[f]] * view.Values[f];
                    square += view.Values[f] * view.Values[f];
                }

                // A step of Newton's method on the dual, its curvature bounded by that of the logistic loss.
                float target = (view.IsPositive ? 1 : -1) * view.Weight / (1 + MathF.Exp(view.IsPositive ? logit : -logit));
                float step = (target - duals[v]) / (1 + (square / penalty * view.Weight / 4));
                duals[v] += step;
                float move = step / penalty;
                for (int f = 0; f < view.Columns.Length; f++)
                {
                    w[view.Columns[f]] += move * view.Values[f];
                }

                bias += move;
            }
        }

        for (int column = 0; column < w.Length; column++)
        {
            w[column] *= _table.Rarity[column / 2];
        }

        return w;
    }

    private static bool IsActive(TrainingChat chat, string sender) =>
        !chat.Row.Labels.IsSafe && chat.Row.Roles.GetValueOrDefault(sender) is "initiator" or "assistant";

    private void AddViews(TrainingChat chat, int count)
    {
        string[] senders = [.. chat.Row.Conversation!.Take(count).Select(static m => m.Author).Distinct().Take(MaxSuspects)];
        int active = senders.Count(sender => IsActive(chat, sender));
        if (!chat.Row.Labels.IsSafe && active == 0)
            return;
        foreach (string suspect in senders)
        {
            bool isPositive = IsActive(chat, suspect);
            float weight = !chat.IsOwn ? _settings.PublicRoleWeight : chat.Row.Labels.IsSafe || isPositive ? 1 : _settings.OthersRoleWeight;
            SortedDictionary<int, float> sums = [];
            int features = ConversationState.FirstFeatures;
            for (int m = 0; m < count; m++)
            {
                int e = chat.First + m;
                int role = chat.Row.Conversation![m].Author == suspect ? 0 : 1;
                float root = MathF.Sqrt(Math.Max(1, _table.Counts[e]));
                features += _table.Counts[e];
                for (int f = 0; f < _table.Rows[e].Length; f++)
                {
                    int column = (2 * _table.Rows[e][f]) + role;
                    sums[column] = sums.GetValueOrDefault(column) + (_table.Values[e][f] * root);
                }
            }

            float norm = 1 / MathF.Sqrt(features);
            _views.Add(new View([.. sums.Keys], [.. sums.Values.Select(v => v * norm)], isPositive, weight / (isPositive ? active : senders.Length - active), chat.Fold));
        }
    }

    /// <summary>A conversation with one participant as the suspect.</summary>
    private sealed record View(int[] Columns, float[] Values, bool IsPositive, float Weight, int Fold);
}
