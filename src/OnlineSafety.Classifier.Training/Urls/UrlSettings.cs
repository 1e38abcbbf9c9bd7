using OnlineSafety.Training.Linear;

namespace OnlineSafety.Training.Urls;

/// <summary>Settings of the URL model, chosen on held-out sources.</summary>
internal sealed record UrlSettings
{
    /// <summary>A small model, for tests.</summary>
    public static UrlSettings Tiny { get; } = new()
    {
        Host = new LinearSettings { Bits = 10, MinTexts = 2, Epochs = 2, WeighsByRarity = false },
        CandidateBits = 12,
        Rest = new LinearSettings { Bits = 8, MinTexts = 2, Epochs = 2, WeighsByRarity = false },
    };

    /// <summary>The part that reads hosts.</summary>
    public LinearSettings Host { get; init; } = new() { Bits = 17, MinTexts = 3, Epochs = 6, OwnPenalty = 0.5f };

    /// <summary>Two to this many rows of the model that is trained first, only to see which features the hosts' rows should go to.</summary>
    public int CandidateBits { get; init; } = 20;

    /// <summary>Its passes over the data.</summary>
    public int CandidateEpochs { get; init; } = 2;

    /// <summary>
    /// L2 penalty of hosts for phishing and cyber-crime, whose lists name much that nobody can see from a name: held back
    /// more, they carry over better to a source not seen.
    /// </summary>
    public float NoisyPenalty { get; init; } = 2;

    /// <summary>The part that reads path and query.</summary>
    public LinearSettings Rest { get; init; } = new() { Bits = 14, MinTexts = 3, Epochs = 4, OwnPenalty = 1, WeighsByRarity = false };

    /// <summary>Rows that a source may count for a target and class before it is weighted down.</summary>
    public int SourceCap { get; init; } = 20_000;

    /// <summary>Weight of a host of the list of popular domains, which are most like what a filter is asked about.</summary>
    public float PopularWeight { get; init; } = 4;

    /// <summary>Weight of a benign host of UT1: mostly job searches, shops and games that nobody has checked.</summary>
    public float WeakSafeWeight { get; init; } = 0.1f;

    /// <summary>
    /// Weight of a path of another risky class as a negative, as few benign rows have a path. Hosts of other classes do not count:
    /// as negatives they teach that a host like no benign one is not of the class.
    /// </summary>
    public float OtherClassRestWeight { get; init; } = 0.3f;

    /// <summary>The share of positives that probabilities are fitted to.</summary>
    public double BaseRate { get; init; } = 0.01;

    /// <summary>The share of the hosts of any benign source that key stage 3 may flag, over all targets.</summary>
    public double BenignBudget { get; init; } = 0.004;
}
