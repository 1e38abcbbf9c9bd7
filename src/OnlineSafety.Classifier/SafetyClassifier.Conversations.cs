using System.Collections.Immutable;
using OnlineSafety.Configuration;
using OnlineSafety.Conversations;
using OnlineSafety.Findings;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety;

public sealed partial class SafetyClassifier
{
    /// <summary>
    /// Classifies the next message of a chat. The result has what the message says by itself and, for grooming, exploitation,
    /// coercion, recruitment and bullying, at least what the conversation up to it shows; the rule's finding comes with the
    /// message that first reaches the threshold and with each that adds to it. A duplicate leaves the state as it is.
    /// </summary>
    /// <param name="state">The conversation so far; changed in place. One thread at a time.</param>
    /// <param name="message">The message.</param>
    /// <param name="options">How to classify.</param>
    /// <exception cref="ArgumentException">The message has no sender or no text (null).</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the state is as it was.</exception>
    public ClassificationResult ClassifyMessage(ref ConversationState state, ChatMessage message, ClassificationOptions options = default) =>
        ClassifyNext(ref state, message, options, static number => number);

    /// <summary>
    /// Scores the next message of a chat without saying why: the message's own scores, and for the five courses at least what
    /// the conversation up to it shows. Allocates nothing once the classifier has been asked, the calling thread has its buffers and the sender is known.
    /// </summary>
    /// <inheritdoc cref="ClassifyMessage" path="/param"/>
    /// <exception cref="ArgumentException">The message has no sender or no text (null).</exception>
    public ScoreVector ScoreMessage(ref ConversationState state, in ChatMessage message)
    {
        Check(message);
        ScanWorkspace workspace = ScanWorkspace.Rent();
        ScoreVector scores = default;
        try
        {
            if (message.Kind is not (ChatMessageKind.System or ChatMessageKind.Deleted))
                scores = Score<char, Utf16Decoder>(message.Text, workspace, workspace.Message);
            state.Apply(message, workspace.Message);
        }
        finally
        {
            workspace.Return();
        }

        ScoreVector courses = CourseScores(state);
        foreach (Indicator indicator in EvidenceRows.Courses)
        {
            scores[indicator] = Math.Max(scores[indicator], courses[indicator]);
        }

        return scores;
    }

    /// <summary>
    /// Classifies a whole conversation. Where all messages have a time they are taken in the order of time, else as given; a
    /// message whose id came before is a duplicate and counts once.
    /// </summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">How to classify.</param>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null.</exception>
    /// <exception cref="ArgumentException">A message has no sender or no text (null).</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public ConversationResult ClassifyConversation(IReadOnlyList<ChatMessage> messages, ClassificationOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        int[] order = [.. Enumerable.Range(0, messages.Count)];
        if (messages.All(static m => m.At is not null))
            order = [.. order.OrderBy(i => messages[i].At)];

        ConversationState state = default;
        List<int> places = [];
        ClassificationResult[] results = new ClassificationResult[messages.Count];
        Dictionary<Indicator, (int At, float Score)> raised = [];
        foreach (int i in order)
        {
            places.Add(i);
            results[i] = ClassifyNext(ref state, messages[i], options, number => places[number]);
            if (state.MessageCount < places.Count)
                places.RemoveAt(state.MessageCount);
            ScoreVector now = CourseScores(state);
            foreach (Indicator indicator in EvidenceRows.Courses)
            {
                if (RuleOf(indicator, options).Decide(now[indicator]) != Decision.Allow && (!raised.TryGetValue(indicator, out (int At, float Score) old) || now[indicator] > old.Score))
                    raised[indicator] = (raised.TryGetValue(indicator, out old) ? old.At : i, now[indicator]);
            }
        }

        // An alert that was raised stays raised, with the highest score that it had.
        ScoreVector scores = CourseScores(state);
        foreach ((Indicator indicator, (int At, float Score) alert) in raised)
        {
            scores[indicator] = alert.Score;
        }

        ConversationAssessment last = Assess(state, scores, raised.ContainsKey, options, messages.Select(static m => m.Sender), number => places[number]);
        ImmutableArray<ConversationAlert> alerts = [.. last.Alerts.Select(a => a with { RaisedAt = raised[a.Descriptor.Indicator!.Value].At })];
        return new ConversationResult([.. results], new ConversationAssessment(scores, alerts, last.Participants), state);
    }

    /// <summary>Says what a state shows: alerts, roles, and the messages that led to them.</summary>
    /// <param name="state">The state.</param>
    /// <param name="senders">Names to be matched with the state's participants; those that are not given stay without a name.</param>
    /// <param name="options">Whose thresholds apply.</param>
    public ConversationAssessment Assess(in ConversationState state, IEnumerable<string>? senders = null, ClassificationOptions options = default)
    {
        ScoreVector scores = CourseScores(state);
        return Assess(state, scores, i => RuleOf(i, options).Decide(scores[i]) != Decision.Allow, options, senders ?? [], static number => number);
    }

    /// <param name="state">The conversation so far.</param>
    /// <param name="message">The message.</param>
    /// <param name="options">How to classify.</param>
    /// <param name="indexOf">The number to tell of a message's number.</param>
    private ClassificationResult ClassifyNext(ref ConversationState state, ChatMessage message, ClassificationOptions options, Func<int, int> indexOf)
    {
        Check(message);
        bool isPersons = message.Kind is not (ChatMessageKind.System or ChatMessageKind.Deleted);
        _ = _trajectories.Value; // before the clock of the time budget starts
        FindingCollector findings = new(Configuration, Policy.Suppressors, options);
        ConversationState next = state;
        ScanWorkspace workspace = ScanWorkspace.Rent();
        try
        {
            MessageEvidence evidence = workspace.Message;
            if (isPersons)
            {
                Scan<char, Utf16Decoder>(message.Text, findings, workspace, evidence);
                Policy.Driver.RunMessage(message.Sender, message.At, message.Text, findings.Scores, findings);
            }

            findings.EndOwn();
            ScoreVector previous = CourseScores(state);
            bool isNew = next.Apply(message, evidence);
            ScoreVector courses = CourseScores(next);
            findings.Raise(courses);
            for (int c = 0; c < EvidenceRows.CourseCount; c++)
            {
                Indicator indicator = EvidenceRows.Courses[c];
                RuleSettings rule = RuleOf(indicator, options);
                bool adds = isNew && (evidence.Weights[c] > 0 || rule.Decide(previous[indicator]) == Decision.Allow);
                if (adds && rule.Decide(courses[indicator]) != Decision.Allow)
                    findings.Add(FindingOf(next, c, courses[indicator], rule, message.Text.Length, indexOf), counts: true);
            }

            if (isPersons && isNew)
                Policy.Driver.RunConversation(next.MessageCount, message.Sender, message.Text, findings.Scores, findings);
        }
        finally
        {
            workspace.Return();
        }

        // Only now: a call that is cancelled leaves the conversation as it was, and can be repeated.
        state = next;
        return findings.ToResult(Policy.Driver);
    }

    private ref readonly RuleSettings RuleOf(Indicator indicator, ClassificationOptions options) =>
        ref Configuration.At(options.Profile, options.Surface, (int)indicator);

    private ConversationAssessment Assess(
        in ConversationState state, ScoreVector scores, Func<Indicator, bool> isAlert, ClassificationOptions options, IEnumerable<string> senders, Func<int, int> indexOf)
    {
        Dictionary<ulong, string> names = [];
        foreach (string sender in senders)
        {
            names[state.KeyOf(sender)] = sender;
        }

        return ConversationAssessor.Assess(state, scores, isAlert, i => RuleOf(i, options).Severity, key => names.GetValueOrDefault(key), indexOf);
    }

    private static void Check(in ChatMessage message)
    {
        if (message.Sender is null || message.Text is null)
            throw new ArgumentException("A message needs a sender and a text.", nameof(message));
    }

    /// <summary>
    /// The probability of each course; moved so that the model's threshold and the text model's meet, and one threshold holds
    /// for both.
    /// </summary>
    private ScoreVector CourseScores(in ConversationState state)
    {
        ScoreVector scores = default;
        if (state.ParticipantCount == 0 || _trajectories.Value is not { } trajectories)
            return scores;
        Span<int> logits = stackalloc int[EvidenceRows.CourseCount];
        trajectories.Score(state, logits);
        for (int c = 0; c < logits.Length; c++)
        {
            // The model's own threshold, whatever the configuration: that moves thresholds, never scores.
            Indicator indicator = EvidenceRows.Courses[c];
            scores[indicator] = Logistic.Probability(logits[c] - trajectories.ThresholdLogit + (_model?.ThresholdLogit(indicator) ?? Logistic.LeastLogit(0.5f)));
        }

        return scores;
    }

    private static Finding FindingOf(in ConversationState state, int course, float score, RuleSettings rule, int length, Func<int, int> indexOf)
    {
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        foreach (ref readonly EvidenceRecord r in state.RecordsOf(course))
        {
            string step = r.Step < EvidenceRows.StepCount ? EnumIds<ConversationStep>.Of((ConversationStep)r.Step) : "course";
            if (r.Weight > 0)
                evidence.Add(new Evidence(EvidenceKind.Conversation, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{step}@{indexOf(r.Message)}"), r.Weight / 100f));
        }

        return new Finding
        {
            Descriptor = Taxonomy.GetDescriptor(EvidenceRows.Courses[course]),
            Span = new TextSpan(0, length),
            Score = score,
            Threshold = rule.Flag,
            Severity = ConversationAssessor.SeverityOf(state, course, rule.Severity),
            Evidence = [.. evidence.OrderByDescending(static e => e.Weight)],
        };
    }
}
