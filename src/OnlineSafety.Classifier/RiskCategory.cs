namespace OnlineSafety;

/// <summary>
/// The four risk areas of online safety (the "4 Cs" of <i>Keeping Children Safe in Education</i>, Department for Education).
/// </summary>
public enum RiskCategory
{
    /// <summary>Being exposed to illegal, inappropriate or harmful material.</summary>
    Content,

    /// <summary>Being drawn into harmful interaction with others.</summary>
    Contact,

    /// <summary>Behaviour online that causes, or makes likely, harm.</summary>
    Conduct,

    /// <summary>Gambling, phishing, fraud and advertising that is inappropriate for children.</summary>
    Commerce,
}
