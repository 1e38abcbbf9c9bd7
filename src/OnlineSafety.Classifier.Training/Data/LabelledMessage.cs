using OnlineSafety.Lexicons;

namespace OnlineSafety.Training.Data;

/// <summary>One message of a labelled conversation.</summary>
/// <param name="Author">Who wrote it.</param>
/// <param name="Time">When; null where the source has no times.</param>
/// <param name="Text">What.</param>
/// <param name="Stage">The stage it belongs to.</param>
public readonly record struct LabelledMessage(string Author, DateTimeOffset? Time, string Text, Stage Stage);
