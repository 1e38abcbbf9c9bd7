namespace OnlineSafety.Training.Evaluation;

/// <summary>What a filter makes of benign texts of one kind.</summary>
/// <param name="Name">The kind: a functionality, or several.</param>
/// <param name="Texts">Number of texts.</param>
/// <param name="Flagged">Of these, flagged or blocked.</param>
/// <param name="Blocked">Of these, blocked.</param>
public readonly record struct OverBlockResult(string Name, int Texts, int Flagged, int Blocked);
