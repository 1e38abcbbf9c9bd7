using BenchmarkDotNet.Attributes;
using OnlineSafety.Conversations;

namespace OnlineSafety.Benchmarks;

/// <summary>
/// The next message of a chat beside the same message as a text of its own: between two people, and in a group of 200, of whom the
/// state keeps the most evidenced alone. The state grows on from one call to the next, as it does in a long chat.
/// </summary>
public class ConversationBenchmarks
{
    public const int GroupSize = 200;

    private const int MessageCount = 1_000;
    private const int Length = 50;

    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    private readonly SafetyClassifier _classifier = SafetyClassifier.Default;
    private ChatMessage[] _pair = [];
    private ChatMessage[] _group = [];
    private ConversationState _pairState;
    private ConversationState _groupState;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        English english = new(20261121);
        string[] texts = [.. Enumerable.Range(0, MessageCount).Select(_ => english.Text(Length, [], 0))];
        _pair = Chat(texts, 2);
        _group = Chat(texts, GroupSize);
        foreach (ChatMessage message in _group)
        {
            _classifier.ScoreMessage(ref _groupState, message);
        }
    }

    [Benchmark(Baseline = true, Description = "ScoreText, 50 characters")]
    public ScoreVector ScoreText() => _classifier.ScoreText(Next(_pair).Text);

    [Benchmark(Description = "ScoreMessage, two people")]
    public ScoreVector ScorePair() => _classifier.ScoreMessage(ref _pairState, Next(_pair));

    [Benchmark(Description = "ScoreMessage, a group of 200")]
    public ScoreVector ScoreGroup() => _classifier.ScoreMessage(ref _groupState, Next(_group));

    [Benchmark(Description = "ClassifyText, 50 characters")]
    public ClassificationResult ClassifyText() => _classifier.ClassifyText(Next(_pair).Text);

    [Benchmark(Description = "ClassifyMessage, two people")]
    public ClassificationResult ClassifyPair() => _classifier.ClassifyMessage(ref _pairState, Next(_pair));

    [Benchmark(Description = "ClassifyMessage, a group of 200")]
    public ClassificationResult ClassifyGroup() => _classifier.ClassifyMessage(ref _groupState, Next(_group));

    [Benchmark(Description = "ConversationState, saved and read again")]
    public ConversationState SaveAndRead() => ConversationState.Read(_groupState.ToBytes());

    private static ChatMessage[] Chat(string[] texts, int people) =>
        [.. texts.Select((text, i) => new ChatMessage($"person {i % people}", s_start.AddMinutes(i), text))];

    private ref readonly ChatMessage Next(ChatMessage[] messages) => ref messages[_next++ % messages.Length];
}
