namespace OnlineSafety.Training.Evaluation;

/// <summary>How often benign texts of one source are flagged for anything.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Texts">Texts labelled safe; messages, where rows are conversations.</param>
/// <param name="Flagged">Of these, flagged by the profile's monitoring.</param>
public readonly record struct BenignResult(string Source, int Texts, int Flagged)
{
    /// <summary>The share flagged, 0 to 1.</summary>
    public double Share => Flagged / (double)Math.Max(1, Texts);
}
