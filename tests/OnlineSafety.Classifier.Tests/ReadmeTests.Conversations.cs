using OnlineSafety.Conversations;

namespace OnlineSafety.Tests;

/// <content>The README's sample of a chat is this file's method, line by line. In one class with the other, which borrows the console.</content>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_sample_of_a_chat_is_the_one_that_runs()
    {
        ChatSample(SafetyClassifier.Default, [new ChatMessage("kez", DateTimeOffset.UnixEpoch, "hi"), new ChatMessage("Mo", null, "hi")]);
        string readme = File.ReadAllText(RepositoryRoot.File("README.md"));
        string source = File.ReadAllText(RepositoryRoot.File("tests", "OnlineSafety.Classifier.Tests", "ReadmeTests.Conversations.cs"));
        Assert.All(
            source.Split("// README" + " chat")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            line => Assert.Contains(line, readme, StringComparison.Ordinal));
    }

    private static void ChatSample(SafetyClassifier classifier, ChatMessage[] chat)
    {
        // README chat
        ConversationState state = ConversationState.Empty; // at most 4 KiB saved; no text, no names
        foreach (ChatMessage message in chat)
        {
            ClassificationResult next = classifier.ClassifyMessage(ref state, message);
            Console.WriteLine($"{next.Scores[Indicator.Grooming]:0.00}");
        }

        byte[] saved = state.ToBytes(); // go on tomorrow, on another machine
        foreach (ConversationAlert alert in classifier.Assess(ConversationState.Read(saved), ["kez", "Mo"]).Alerts)
            Console.WriteLine(alert.ToNote()); // what, who to whom, since when, which messages
        // README chat
    }
}
