namespace OnlineSafety.Configuration;

/// <summary>From which probability a profile flags and blocks an indicator.</summary>
internal static class ProfileThresholds
{
    private const float Never = 2;

    /// <summary>The least probability that raises a flag; above 1 for never.</summary>
    public static float Flag(Profile profile, Indicator indicator) => (profile, indicator) switch
    {
        // Swearing as such is not for a safeguarding lead once pupils are in secondary school.
        (Profile.KeyStage3 or Profile.KeyStage4, Indicator.Profanity) => 0.8f,
        (Profile.SixthForm or Profile.Staff, Indicator.Profanity) => Never,
        (Profile.KeyStage1, _) => 0.35f,
        (Profile.KeyStage2, _) => 0.4f,
        (Profile.SixthForm, _) => 0.6f,
        (Profile.Staff, _) => 0.7f,
        _ => 0.5f,
    };

    /// <summary>The least probability that blocks a page.</summary>
    public static float Block(Profile profile, Indicator indicator) => Flag(profile, indicator) + 0.2f;
}
