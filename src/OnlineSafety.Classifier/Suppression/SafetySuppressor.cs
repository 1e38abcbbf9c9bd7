using OnlineSafety.Analysis;

namespace OnlineSafety.Suppression;

/// <summary>
/// Knows surroundings in which an indicator means less: a lesson, the news, a help-line. It is asked only where an indicator
/// would be flagged; where it applies, the score is lowered by <see cref="SuppressorDescriptor.Lowering"/>, and findings that
/// fall below the threshold stay in the result, suppressed. Shared by all threads: it must not change.
/// </summary>
public abstract class SafetySuppressor
{
    /// <summary>What it may suppress, by how much, and why.</summary>
    public abstract SuppressorDescriptor Descriptor { get; }

    /// <summary>Whether the surroundings are there.</summary>
    /// <param name="text">The segment of the text; valid during the call only.</param>
    /// <param name="indicator">One of the descriptor's indicators.</param>
    public abstract bool Applies(in AnalyzedText text, Indicator indicator);
}
