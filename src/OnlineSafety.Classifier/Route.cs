namespace OnlineSafety;

/// <summary>Whom a finding is for: advice to a person, never a sanction by itself.</summary>
public enum Route
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The designated safeguarding lead.</summary>
    DesignatedSafeguardingLead,

    /// <summary>The police, by way of the designated safeguarding lead.</summary>
    Police,

    /// <summary>A Prevent referral, by way of the designated safeguarding lead.</summary>
    PreventReferral,

    /// <summary>The Cyber Choices programme of the National Crime Agency.</summary>
    CyberChoices,

    /// <summary>Form tutor, head of year, pastoral team.</summary>
    Pastoral,

    /// <summary>IT support.</summary>
    ItSupport,
}
