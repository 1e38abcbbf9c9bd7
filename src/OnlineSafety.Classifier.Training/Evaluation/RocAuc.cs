namespace OnlineSafety.Training.Evaluation;

/// <summary>The area under the receiver operating characteristic.</summary>
public static class RocAuc
{
    /// <summary>
    /// The probability that a positive scores above a negative, ties counting half (Mann-Whitney); NaN without both.
    /// </summary>
    public static double Of(IEnumerable<(double Score, bool Positive)> scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        (double Score, bool Positive)[] rows = [.. scored.OrderBy(static r => r.Score)];
        double rankSum = 0;
        long positives = 0;
        for (int i = 0; i < rows.Length;)
        {
            int end = i;
            int tied = 0;
            for (; end < rows.Length && rows[end].Score == rows[i].Score; end++)
            {
                tied += rows[end].Positive ? 1 : 0;
            }

            rankSum += tied * ((i + 1 + end) / 2.0);
            positives += tied;
            i = end;
        }

        long negatives = rows.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
