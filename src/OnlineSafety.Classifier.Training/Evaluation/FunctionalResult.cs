namespace OnlineSafety.Training.Evaluation;

/// <summary>How some functional tests went.</summary>
/// <param name="Name">The functionality or indicator.</param>
/// <param name="Positives">Cases that should be flagged.</param>
/// <param name="PositivesPassed">Of these, flagged.</param>
/// <param name="Negatives">Cases that should not be flagged.</param>
/// <param name="NegativesPassed">Of these, not flagged.</param>
public readonly record struct FunctionalResult(string Name, int Positives, int PositivesPassed, int Negatives, int NegativesPassed)
{
    /// <summary>Passed cases among all, 0 to 1.</summary>
    public double Accuracy => (PositivesPassed + NegativesPassed) / (double)Math.Max(1, Positives + Negatives);
}
