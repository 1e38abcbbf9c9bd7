namespace OnlineSafety.Analysis;

/// <summary>A context that the driver hands to each analyzer in turn.</summary>
internal interface IAnalysisContext<TSelf>
    where TSelf : struct, allows ref struct
{
    /// <summary>The same, reporting for another analyzer.</summary>
    TSelf For(AnalysisReport report);
}
