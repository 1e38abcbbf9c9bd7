using OnlineSafety.Conversations;
using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Evaluation;

/// <summary>
/// How well conversations are told apart, and how soon. An alert is one of the conversation as a whole
/// (<see cref="ConversationAlert"/>), for any course; findings of single messages do not count. Immutable.
/// </summary>
public sealed record ConversationEvaluation
{
    /// <summary>One result a source.</summary>
    public required IReadOnlyList<ConversationSourceResult> Sources { get; init; }

    /// <summary>One result a course, over all sources; without benign ones.</summary>
    public required IReadOnlyList<ConversationSourceResult> Courses { get; init; }

    /// <summary>Of the conversations with an alert, the share that are risky.</summary>
    public required double Precision { get; init; }

    /// <summary>Of the risky conversations, the share with an alert.</summary>
    public required double Recall { get; init; }

    /// <summary>The harmonic mean of both.</summary>
    public required double F1 { get; init; }

    /// <summary>
    /// F1 times one less the median penalty of the risky conversations found (Sadeque, Xu and Bethard 2018; for chats, Vogt,
    /// Leser and Akbik 2021): an alert at message k costs 2 / (1 + e^(-p (k - 1))) - 1, with p such that the median length of the
    /// risky conversations costs one half.
    /// </summary>
    public required double LatencyF1 { get; init; }

    /// <summary>The median number of messages read at the alert; NaN without any.</summary>
    public required double MedianMessagesToAlert { get; init; }

    /// <summary>The share of the risky conversations with an alert before half of their messages.</summary>
    public required double EarlyShare { get; init; }

    /// <summary>Of the people suspected, the share who are initiators by label.</summary>
    public required double InitiatorPrecision { get; init; }

    /// <summary>Of the initiators by label, the share who are suspected.</summary>
    public required double InitiatorRecall { get; init; }

    /// <summary>F0.5 of naming the initiator, which counts precision twice as much (as at PAN 2012); assistants are left out.</summary>
    public required double InitiatorF05 { get; init; }

    /// <summary>Scores the conversations among some rows; null where there are none with labels of a course or safe.</summary>
    public static ConversationEvaluation? Run(SafetyClassifier classifier, IEnumerable<LabelledRow> rows, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(rows);
        ClassificationOptions options = new() { Profile = profile, Surface = Surface.Monitoring };
        Scored[] scored =
        [
            .. rows.Where(static r => r.Conversation is not null && (r.Labels.IsSafe || IsRisky(r))).AsParallel().AsOrdered().Select(row => Score(classifier, row, options)),
        ];
        if (scored.Length == 0)
            return null;
        int risky = scored.Count(static s => s.Risky);
        int found = scored.Count(static s => s.Risky && s.AlertAt > 0);
        int alerts = scored.Count(static s => s.AlertAt > 0);
        double f1 = Ratio(2 * found, risky + alerts);
        double medianLength = Median(scored.Where(static s => s.Risky).Select(static s => (double)s.Messages));
        double p = Math.Log(3) / Math.Max(1, medianLength - 1);
        double speed = 1 - Median(scored.Where(static s => s.Risky && s.AlertAt > 0).Select(s => (2 / (1 + Math.Exp(-p * (s.AlertAt - 1)))) - 1));
        double precision = Ratio(scored.Sum(static s => s.RightSuspects), scored.Sum(static s => s.Suspects));
        double recall = Ratio(scored.Sum(static s => s.RightSuspects), scored.Sum(static s => s.Initiators));
        return new ConversationEvaluation
        {
            Sources = [.. scored.GroupBy(static s => s.Row.Source).Select(static g => Sum(g.Key, g))],
            Courses = [.. Taxonomy.Descriptors.Select(d => (d, s: scored.Where(s => s.Row.Labels[d.Indicator!.Value] == true).ToArray())).Where(static p => p.s.Length > 0).Select(static p => Sum(p.d.IndicatorId!, p.s))],
            Precision = Ratio(found, alerts),
            Recall = Ratio(found, risky),
            F1 = f1,
            LatencyF1 = double.IsNaN(speed) ? 0 : f1 * speed,
            MedianMessagesToAlert = Median(scored.Where(static s => s.Risky && s.AlertAt > 0).Select(static s => (double)s.AlertAt)),
            EarlyShare = Ratio(scored.Count(static s => s.Risky && s.IsEarly), risky),
            InitiatorPrecision = precision,
            InitiatorRecall = recall,
            InitiatorF05 = Ratio(1.25 * precision * recall, (0.25 * precision) + recall),
        };
    }

    private static bool IsRisky(LabelledRow row) =>
        row.Labels.Positive != 0 && Taxonomy.Descriptors.Any(d => row.Labels[d.Indicator!.Value] == true && IsCourse(d.Indicator.Value));

    private static bool IsCourse(Indicator indicator) =>
        indicator is Indicator.Grooming or Indicator.Exploitation or Indicator.Coercion or Indicator.Recruitment or Indicator.Bullying;

    private static Scored Score(SafetyClassifier classifier, LabelledRow row, ClassificationOptions options)
    {
        ConversationResult result = classifier.ClassifyConversation([.. row.Conversation!.Select(static m => new ChatMessage(m.Author, m.Time, m.Text))], options);
        int alertAt = result.Assessment.Alerts.Select(static a => a.RaisedAt!.Value + 1).DefaultIfEmpty().Min();
        string[] suspects = [.. result.Assessment.Participants.Where(static p => p.Role == ParticipantRole.SuspectedInitiator).Select(static p => p.Sender!)];
        bool IsInitiator(string name) => row.Roles.GetValueOrDefault(name) == "initiator" && !row.Labels.IsSafe;
        return new Scored(
            row, IsRisky(row), row.Conversation!.Count, alertAt,
            result.Assessment.Alerts.Any(a => row.Labels[a.Descriptor.Indicator!.Value] == true),
            suspects.Count(IsInitiator),
            suspects.Count(name => row.Roles.GetValueOrDefault(name) != "assistant"),
            row.Roles.Keys.Count(IsInitiator));
    }

    private static ConversationSourceResult Sum(string name, IEnumerable<Scored> scored)
    {
        Scored[] risky = [.. scored.Where(static s => s.Risky)];
        Scored[] benign = [.. scored.Where(static s => !s.Risky)];
        return new ConversationSourceResult(
            name, risky.Length, risky.Count(static s => s.AlertAt > 0), risky.Count(static s => s.IsRightCourse), risky.Count(static s => s.IsEarly),
            benign.Length, benign.Count(static s => s.AlertAt > 0));
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <param name="Row">The row.</param>
    /// <param name="Risky">Whether it is labelled with a course.</param>
    /// <param name="Messages">Its messages.</param>
    /// <param name="AlertAt">Messages read at the first alert; 0 without one.</param>
    /// <param name="IsRightCourse">Whether an alert is for a course that the row is labelled with.</param>
    /// <param name="RightSuspects">Initiators who are suspected.</param>
    /// <param name="Suspects">People who are suspected, assistants left out.</param>
    /// <param name="Initiators">Initiators by label.</param>
    private readonly record struct Scored(
        LabelledRow Row, bool Risky, int Messages, int AlertAt, bool IsRightCourse, int RightSuspects, int Suspects, int Initiators)
    {
        public bool IsEarly => AlertAt > 0 && AlertAt * 2 < Messages;
    }
}
