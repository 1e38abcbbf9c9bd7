using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Conversations;

/// <summary>Settings of the conversation model, chosen by five-fold cross-validation over the train and dev splits.</summary>
internal sealed record ConversationSettings
{
    /// <summary>A small model in seconds, for tests.</summary>
    public static ConversationSettings Tiny { get; } = new()
    {
        Linear = new LinearSettings { Bits = 12, MinTexts = 3, Epochs = 2, WeighsByRarity = false },
        Roles = new LinearSettings { Bits = 12, MinTexts = 3, Epochs = 2 },
    };

    /// <summary>The linear stage over messages.</summary>
    public LinearSettings Linear { get; init; } = new() { Bits = 15, MinTexts = 2, Epochs = 12, OwnPenalty = 0.1f, WeighsByRarity = false };

    /// <summary>The words by role.</summary>
    public LinearSettings Roles { get; init; } = new() { Bits = 17, MinTexts = 2, Epochs = 12, OwnPenalty = 0.05f };

    /// <summary>Weight of a public benign message beside one of the repository's.</summary>
    public float PublicMessageWeight { get; init; } = 0.2f;

    /// <summary>Public benign messages in all, evenly chosen.</summary>
    public int MaxPublicMessages { get; init; } = 20_000;

    /// <summary>Benign conversations of a public source.</summary>
    public int MaxPublicChats { get; init; } = 2000;

    /// <summary>Weight of a public benign conversation, for the words of courses.</summary>
    public double PublicWordsWeight { get; init; } = 0.1;

    /// <summary>Weight of a sample beside a conversation, for the words of courses.</summary>
    public float SampleWeight { get; init; } = 0.1f;

    /// <summary>Weight of a public benign conversation, for the words by role.</summary>
    public float PublicRoleWeight { get; init; } = 0.15f;

    /// <summary>Weight of those in a risky conversation who do not act, as negatives of the words by role.</summary>
    public float OthersRoleWeight { get; init; } = 0.1f;

    /// <summary>Weight of a public benign conversation beside one of the repository's.</summary>
    public double PublicWeight { get; init; } = 0.3;

    /// <summary>Weight of another course's conversation as a negative of a course.</summary>
    public double OtherCourseWeight { get; init; } = 0.1;

    /// <summary>L2 penalty of the trajectory's weights.</summary>
    public double Penalty { get; init; } = 5;

    /// <summary>The share of the repository's benign look-alikes that key stage 3 may alert on: less than a school may expect (3%), for chats of another kind.</summary>
    public double LookAlikeBudget { get; init; } = 0.025;

    /// <summary>The share of public benign conversations that key stage 3 may alert on, scored by models that have not seen their source; as careful.</summary>
    public double PublicBudget { get; init; } = 0.0025;
}
