namespace OnlineSafety.Training.Evaluation;

/// <summary>What plain sentences and searches about people of one identity score.</summary>
/// <param name="Identity">The identity term, or the neutral word that it is compared with.</param>
/// <param name="Texts">Plain sentences and searches with it.</param>
/// <param name="Flagged">Of these, flagged by the profile.</param>
/// <param name="MeanHate">Mean probability of hate.</param>
/// <param name="Highest">The highest probability of any indicator in any of the texts.</param>
/// <param name="HighestIndicator">The id of that indicator.</param>
public readonly record struct IdentityResult(string Identity, int Texts, int Flagged, double MeanHate, double Highest, string HighestIndicator);
