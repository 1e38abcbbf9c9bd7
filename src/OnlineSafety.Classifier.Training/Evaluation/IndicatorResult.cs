namespace OnlineSafety.Training.Evaluation;

/// <summary>How well one indicator is told apart on one source.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Indicator">The indicator's id.</param>
/// <param name="Positives">Rows labelled 1.</param>
/// <param name="Negatives">Rows labelled 0.</param>
/// <param name="RocAuc">Area under the receiver operating characteristic; NaN without both classes.</param>
/// <param name="Recall">Share of the positives that the profile flags for the indicator; NaN without any.</param>
/// <param name="FalsePositives">Share of the negatives that the profile flags for the indicator; NaN without any.</param>
public readonly record struct IndicatorResult(
    string Source, string Indicator, int Positives, int Negatives, double RocAuc, double Recall, double FalsePositives);
