using OnlineSafety.Training.Data;

namespace OnlineSafety.Training.Conversations;

/// <summary>A conversation to train on.</summary>
/// <param name="Row">The row.</param>
/// <param name="IsOwn">Whether it is the repository's.</param>
/// <param name="Fold">The fold that it is held out in.</param>
/// <param name="First">Index of its first message among all texts.</param>
internal sealed record TrainingChat(LabelledRow Row, bool IsOwn, int Fold, int First);
