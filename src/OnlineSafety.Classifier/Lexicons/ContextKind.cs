namespace OnlineSafety.Lexicons;

/// <summary>
/// What a context phrase of the lexicon shows: surroundings that make risky words less (or more) of a risk.
/// </summary>
public enum ContextKind
{
    /// <summary>Lessons, subjects, homework, exams.</summary>
    Education,

    /// <summary>Reporting by the press.</summary>
    News,

    /// <summary>The past, taught or told.</summary>
    History,

    /// <summary>Set texts, authors, characters, fiction.</summary>
    Literature,

    /// <summary>Worship, scripture, festivals.</summary>
    Religion,

    /// <summary>Health, anatomy, treatment.</summary>
    Medicine,

    /// <summary>Charities, help-lines, trusted adults.</summary>
    Helpline,

    /// <summary>Law and police.</summary>
    Law,

    /// <summary>Play: what is said in games.</summary>
    Gaming,

    /// <summary>Matches, training, commentary.</summary>
    Sport,

    /// <summary>A fixed saying that means no harm.</summary>
    Idiom,

    /// <summary>Somebody speaking up against it.</summary>
    CounterSpeech,

    /// <summary>Somebody telling of what another said or did.</summary>
    Reporting,

    /// <summary>A negation before the phrase.</summary>
    Negation,

    /// <summary>Words marked as another's.</summary>
    Quotation,

    /// <summary>The name of an app or game: neutral.</summary>
    Platform,

    /// <summary>The name of an identity: never evidence of risk.</summary>
    Identity,

    /// <summary>Aimed at a person.</summary>
    SecondPerson,

    /// <summary>An intent of the writer's own.</summary>
    Intent,

    /// <summary>A named time or place.</summary>
    TimePlace,

    /// <summary>The writer is likely a child.</summary>
    ChildCue,

    /// <summary>The writer is likely an adult.</summary>
    AdultCue,

    /// <summary>Relatives.</summary>
    Family,
}
