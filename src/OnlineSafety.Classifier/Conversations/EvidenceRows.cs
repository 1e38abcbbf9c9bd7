using System.Collections.Immutable;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Conversations;

/// <summary>
/// The rows of evidence that a conversation keeps: first the five courses, then any of them, then the
/// <see cref="ConversationStep"/>s. As many as there are indicators, so that a <see cref="Models.LinearModel"/> can give them.
/// </summary>
internal static class EvidenceRows
{
    /// <summary>Number of courses.</summary>
    public const int CourseCount = 5;

    /// <summary>The row of any course: what all of them share is learnt from all of them.</summary>
    public const int Any = CourseCount;

    /// <summary>Where the steps start.</summary>
    public const int Steps = Any + 1;

    /// <summary>Number of steps.</summary>
    public const int StepCount = (int)ConversationStep.Support + 1;

    /// <summary>Steps that somebody takes against another: those before the answers.</summary>
    public const int MoveCount = (int)ConversationStep.Refusal;

    /// <summary>Number of rows.</summary>
    public const int Count = Steps + StepCount;

    /// <summary>The indicators of the courses, in the order of their rows.</summary>
    public static ImmutableArray<Indicator> Courses { get; } =
        [Indicator.Grooming, Indicator.Exploitation, Indicator.Coercion, Indicator.Recruitment, Indicator.Bullying];

    /// <summary>The row of a step.</summary>
    public static int RowOf(ConversationStep step) => Steps + (int)step;

    /// <summary>The step that a stage of the lexicon belongs to.</summary>
    public static ConversationStep? StepOf(Stage stage) => stage switch
    {
        Stage.Contact => ConversationStep.Contact,
        Stage.AgeProbe or Stage.HomeProbe => ConversationStep.AgeOrHomeProbe,
        Stage.Flattery or Stage.Trust => ConversationStep.Trust,
        Stage.Secrecy or Stage.Isolation => ConversationStep.Secrecy,
        Stage.PlatformMove => ConversationStep.PlatformMove,
        Stage.Gift or Stage.Offer => ConversationStep.Gift,
        Stage.Desensitise or Stage.Pictures => ConversationStep.Pictures,
        Stage.Meeting => ConversationStep.Meeting,
        Stage.Pressure or Stage.Control or Stage.Threat or Stage.Debt or Stage.Payment => ConversationStep.Pressure,
        Stage.Task or Stage.Commitment => ConversationStep.Task,
        Stage.Grievance => ConversationStep.Grievance,
        Stage.Belonging => ConversationStep.Belonging,
        Stage.Ideology or Stage.Dehumanise => ConversationStep.Ideology,
        Stage.Capture or Stage.Demand or Stage.ThreatToShare => ConversationStep.Leverage,
        Stage.Insult or Stage.Exclusion or Stage.Rumour or Stage.Humiliation or Stage.PileOn => ConversationStep.Attack,
        Stage.Refusal => ConversationStep.Refusal,
        Stage.Disclosure => ConversationStep.Disclosure,
        Stage.Support => ConversationStep.Support,
        _ => null,
    };
}
