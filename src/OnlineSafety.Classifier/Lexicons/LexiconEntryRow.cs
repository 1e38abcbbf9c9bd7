namespace OnlineSafety.Lexicons;

/// <summary>What scoring needs of a lexicon's entry.</summary>
/// <param name="Phrase">Where the phrase starts in the section.</param>
/// <param name="Weight">Weight in thousandths.</param>
/// <param name="Target">The indicator, or <see cref="Taxonomy.IndicatorCount"/> and the context.</param>
/// <param name="Match">How the phrase's ends must meet the text.</param>
/// <param name="IsCaseSensitive">Whether upper and lower case must be as written.</param>
/// <param name="Stance">How the writer stands to the risk.</param>
/// <param name="Severity">The least severity.</param>
/// <param name="Stage">The step of a harmful course.</param>
internal readonly record struct LexiconEntryRow(
    int Phrase, short Weight, byte Target, MatchMode Match, bool IsCaseSensitive, Stance Stance, Severity Severity, Stage Stage)
{
    /// <summary>Whether the entry shows a context rather than raises an indicator.</summary>
    public bool IsContext => Target >= Taxonomy.IndicatorCount;

    /// <summary>The context, where it shows one.</summary>
    public ContextKind Context => (ContextKind)(Target - Taxonomy.IndicatorCount);
}
