namespace OnlineSafety.Training.Evaluation;

/// <summary>How well URLs of one indicator are told from others.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Indicator">The indicator's id.</param>
/// <param name="Positives">Rows labelled 1.</param>
/// <param name="Negatives">Rows labelled 0: of the same source, or where it has none, the safe rows of the others.</param>
/// <param name="RocAuc">Area under the receiver operating characteristic of the whole URL.</param>
/// <param name="HostRocAuc">The same of the host part alone.</param>
/// <param name="RecallAt1Percent">Share of the positives whose host scores above 99% of the negatives' hosts.</param>
/// <param name="RecallAt01Percent">Share of the positives whose host scores above 99.9% of the negatives' hosts.</param>
/// <param name="Flagged">Share of the positives that filtering at key stage 3 flags for anything.</param>
public readonly record struct UrlResult(
    string Source, string Indicator, int Positives, int Negatives, double RocAuc, double HostRocAuc, double RecallAt1Percent, double RecallAt01Percent, double Flagged);
