namespace OnlineSafety.Training.Linear;

/// <summary>Settings of the linear stage, chosen on held-out sources.</summary>
internal sealed record LinearSettings
{
    /// <summary>Two to this many rows.</summary>
    public int Bits { get; init; } = 18;

    /// <summary>Two to this many slots for common words (<see cref="Models.WordMemo"/>): half a megabyte, and it stays in the cache.</summary>
    public int MemoBits { get; init; } = 13;

    /// <summary>
    /// A text is taken to have at least this many features. One for chats, whose messages are summed, and for URLs; only the model of texts,
    /// <see cref="Models.LinearModel.LeastFeatures"/>, has another.
    /// </summary>
    public int LeastFeatures { get; init; } = 1;

    /// <summary>A feature must be in at least this many texts.</summary>
    public int MinTexts { get; init; } = 3;

    /// <summary>Passes over the data.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Whether rare features weigh more (<see cref="FeatureTable.Rarity"/>).</summary>
    public bool WeighsByRarity { get; init; } = true;

    /// <summary>L2 penalty (1/C of other trainers) of indicators that only the repository's few thousand rows teach.</summary>
    public float OwnPenalty { get; init; } = 1f;

    /// <summary>L2 penalty of indicators that the public sources label too: tens of thousands of rows bear a finer fit.</summary>
    public float PublicPenalty { get; init; } = 0.3f;

    /// <summary>Weight of a repository row beside a public row.</summary>
    public float OwnWeight { get; init; } = 4f;

    /// <summary>Weight of "not labelled" as a negative, for indicators that the public sources do not know.</summary>
    public float BackgroundWeight { get; init; } = 0.1f;

    /// <summary>Rows that a source may count for an indicator and class before it is weighted down.</summary>
    public int SourceCap { get; init; } = 3000;
}
