namespace OnlineSafety.Configuration;

/// <summary>
/// From which probability a profile flags and blocks an indicator: the key stage 3 threshold of the bundle, moved by the
/// profile. Immutable.
/// </summary>
internal sealed class ProfileThresholds
{
    private const float Never = 2;

    private readonly float[] _keyStage3;

    /// <summary>Creates the thresholds.</summary>
    /// <param name="keyStage3">The threshold of each indicator at key stage 3, or null for one half.</param>
    public ProfileThresholds(float[]? keyStage3) => _keyStage3 = keyStage3 ?? [.. Enumerable.Repeat(0.5f, Taxonomy.IndicatorCount)];

    /// <summary>The least probability that raises a flag; above 1 for never.</summary>
    public float Flag(Profile profile, Indicator indicator)
    {
        float threshold = _keyStage3[(int)indicator];
        return (profile, indicator) switch
        {
            // Swearing as such is not for a safeguarding lead once pupils are in secondary school.
            (Profile.KeyStage3 or Profile.KeyStage4, Indicator.Profanity) => Moved(threshold, 4),
            (Profile.SixthForm or Profile.Staff, Indicator.Profanity) => Never,
            (Profile.KeyStage1, _) => Moved(threshold, 0.54),
            (Profile.KeyStage2, _) => Moved(threshold, 0.667),
            (Profile.SixthForm, _) => Moved(threshold, 1.5),
            (Profile.Staff, _) => Moved(threshold, 2.333),
            _ => threshold,
        };
    }

    /// <summary>The least probability that blocks a page.</summary>
    public float Block(Profile profile, Indicator indicator)
    {
        float flag = Flag(profile, indicator);
        return flag >= Never ? Never : Moved(flag, 2.333);
    }

    /// <summary>What a profile makes of some scores.</summary>
    public Decision Decide(ScoreVector scores, ClassificationOptions options)
    {
        Decision decision = Decision.Allow;
        foreach (Findings.FindingDescriptor descriptor in Taxonomy.Descriptors)
        {
            Indicator indicator = descriptor.Indicator!.Value;
            Surface surface = descriptor.Surface & options.Surface;
            if (surface == Surface.None || scores[indicator] < Flag(options.Profile, indicator))
                continue;
            // Not HasFlag: without optimisation that allocates.
            bool block = (surface & Surface.Filtering) != 0 && scores[indicator] >= Block(options.Profile, indicator);
            decision = (Decision)Math.Max((int)decision, (int)(block ? Decision.Block : Decision.Flag));
        }

        return decision;
    }

    /// <summary>The probability whose odds are so many times as high.</summary>
    private static float Moved(float probability, double factor)
    {
        double odds = probability / Math.Max(1e-9, 1.0 - probability) * factor;
        return (float)(odds / (1 + odds));
    }
}
