namespace OnlineSafety;

/// <summary>Whom a text is shown to or written by: sets the thresholds of flags and decisions, never the scores.</summary>
public enum Profile
{
    /// <summary>Early years and key stage 1 (to 7).</summary>
    KeyStage1,

    /// <summary>Key stage 2 (7 to 11).</summary>
    KeyStage2,

    /// <summary>Key stage 3 (11 to 14).</summary>
    KeyStage3,

    /// <summary>Key stage 4 (14 to 16).</summary>
    KeyStage4,

    /// <summary>Sixth form (16 to 18).</summary>
    SixthForm,

    /// <summary>Staff.</summary>
    Staff,
}
