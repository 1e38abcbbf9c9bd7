namespace OnlineSafety.Training.Evaluation;

/// <summary>What a suppressor, or all of them, does to labelled texts.</summary>
/// <param name="Suppressor">The suppressor's id and title, or "all".</param>
/// <param name="Saved">Benign functional tests that it takes out of flagging, for any indicator.</param>
/// <param name="CounterpartsLost">Risky functional tests that it takes out of flagging for their indicator.</param>
/// <param name="NaturalLost">Positives of public data that it takes out of flagging for their indicator.</param>
/// <param name="OwnLost">Positives of the repository's own samples that it takes out of flagging for their indicator.</param>
/// <param name="NegativesSaved">Negatives, public and own, that it takes out of flagging for their indicator.</param>
public readonly record struct SuppressorResult(string Suppressor, int Saved, int CounterpartsLost, int NaturalLost, int OwnLost, int NegativesSaved);
