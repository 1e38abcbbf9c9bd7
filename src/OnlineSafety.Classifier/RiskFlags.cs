namespace OnlineSafety;

/// <summary>The three flags that go beside the categories.</summary>
[Flags]
public enum RiskFlags
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>OS2001 reached the profile's threshold.</summary>
    Grooming = 1,

    /// <summary>OS1003 or OS2004 reached the profile's threshold.</summary>
    Radicalisation = 2,

    /// <summary>OS3004 reached the profile's threshold, or OS2003 did and OS3004 is at least 0.25 (coercion about images).</summary>
    Sexting = 4,
}
