namespace OnlineSafety.Lexicons;

/// <summary>
/// The step of a harmful course that a phrase or message belongs to: grooming, exploitation, recruitment, coercion, bullying.
/// </summary>
public enum Stage
{
    /// <summary>No stage.</summary>
    None,

    /// <summary>Making contact.</summary>
    Contact,

    /// <summary>Asking for the age.</summary>
    AgeProbe,

    /// <summary>Asking where and with whom the child lives, who is at home.</summary>
    HomeProbe,

    /// <summary>Flattering.</summary>
    Flattery,

    /// <summary>Building trust.</summary>
    Trust,

    /// <summary>Asking for secrecy.</summary>
    Secrecy,

    /// <summary>Setting the child against those who care.</summary>
    Isolation,

    /// <summary>Moving to another, more private platform.</summary>
    PlatformMove,

    /// <summary>Gifts or money.</summary>
    Gift,

    /// <summary>Testing bounds.</summary>
    Desensitise,

    /// <summary>Asking for pictures.</summary>
    Pictures,

    /// <summary>Arranging to meet.</summary>
    Meeting,

    /// <summary>Pressing.</summary>
    Pressure,

    /// <summary>An offer of easy money or status.</summary>
    Offer,

    /// <summary>Giving a task.</summary>
    Task,

    /// <summary>Claiming a debt.</summary>
    Debt,

    /// <summary>Controlling where the child is and what it does.</summary>
    Control,

    /// <summary>Feeding a grievance.</summary>
    Grievance,

    /// <summary>Offering to belong.</summary>
    Belonging,

    /// <summary>Teaching the ideology.</summary>
    Ideology,

    /// <summary>Making others less than human.</summary>
    Dehumanise,

    /// <summary>Asking to commit.</summary>
    Commitment,

    /// <summary>Saying that material is held (a screenshot, a recording).</summary>
    Capture,

    /// <summary>Demanding.</summary>
    Demand,

    /// <summary>Threatening to share.</summary>
    ThreatToShare,

    /// <summary>Asking for payment.</summary>
    Payment,

    /// <summary>Insulting.</summary>
    Insult,

    /// <summary>Excluding.</summary>
    Exclusion,

    /// <summary>Spreading a rumour.</summary>
    Rumour,

    /// <summary>Humiliating.</summary>
    Humiliation,

    /// <summary>Joining a pile-on.</summary>
    PileOn,

    /// <summary>Threatening.</summary>
    Threat,

    /// <summary>Somebody refuses.</summary>
    Refusal,

    /// <summary>Somebody tells of it.</summary>
    Disclosure,

    /// <summary>Somebody stands up for another.</summary>
    Support,
}
