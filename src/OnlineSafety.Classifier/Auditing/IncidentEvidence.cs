namespace OnlineSafety.Auditing;

/// <summary>How much of the input an incident record may quote.</summary>
public enum IncidentEvidence
{
    /// <summary>Nothing: facts about it only.</summary>
    Withheld,

    /// <summary>The words of the findings that count.</summary>
    Words,

    /// <summary>All of it.</summary>
    FullText,
}
