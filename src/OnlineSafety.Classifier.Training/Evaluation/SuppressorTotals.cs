namespace OnlineSafety.Training.Evaluation;

/// <summary>What an evaluation of suppressors counted.</summary>
/// <param name="OverBlock">Benign functional tests that name a risk.</param>
/// <param name="Flagged">Of these, flagged or blocked.</param>
/// <param name="Blocked">Of these, blocked.</param>
/// <param name="Counterparts">Risky functional tests.</param>
/// <param name="CounterpartsFound">Of these, flagged for their indicator.</param>
/// <param name="Natural">Positives of public data.</param>
/// <param name="NaturalFound">Of these, flagged for their indicator.</param>
/// <param name="Own">Positives of the repository's samples.</param>
/// <param name="OwnFound">Of these, flagged for their indicator.</param>
public readonly record struct SuppressorTotals(
    int OverBlock, int Flagged, int Blocked, int Counterparts, int CounterpartsFound, int Natural, int NaturalFound, int Own, int OwnFound);
