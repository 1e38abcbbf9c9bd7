namespace OnlineSafety.Auditing;

/// <summary>What only the caller knows of an incident. Immutable; what is not known stays empty, for a person to fill in.</summary>
public sealed record IncidentDetails
{
    /// <summary>Whom it is about: a name or number of the school's own system.</summary>
    public string Pupil { get; init; } = "";

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Where: a device, site, app or room.</summary>
    public string Location { get; init; } = "";

    /// <summary>Who or what records it.</summary>
    public string RecordedBy { get; init; } = "";

    /// <summary>Others who are involved.</summary>
    public string LinkedPupils { get; init; } = "";

    /// <summary>What has been done so far.</summary>
    public string ActionTaken { get; init; } = "";

    /// <summary>The id of the audit record.</summary>
    public string AuditReference { get; init; } = "";

    /// <summary>How much of the input to quote. Default nothing.</summary>
    public IncidentEvidence Evidence { get; init; }
}
