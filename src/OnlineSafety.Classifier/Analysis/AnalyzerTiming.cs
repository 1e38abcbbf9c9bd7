namespace OnlineSafety.Analysis;

/// <summary>How long an analyzer took for one input.</summary>
/// <param name="Analyzer">The name of the analyzer's type.</param>
/// <param name="Elapsed">The wall-clock time in its actions.</param>
public readonly record struct AnalyzerTiming(string Analyzer, TimeSpan Elapsed);
