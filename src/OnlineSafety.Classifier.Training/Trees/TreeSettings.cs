namespace OnlineSafety.Training.Trees;

/// <summary>Settings of the boosted trees, in the field's terms.</summary>
internal sealed record TreeSettings
{
    /// <summary>Numbers of boosting rounds, ascending; each indicator takes the one that does best on unseen sources.</summary>
    public IReadOnlyList<int> Stages { get; init; } = [0, 4, 8, 16, 24];

    /// <summary>Shrinkage of each tree.</summary>
    public double Shrinkage { get; init; } = 0.25;

    /// <summary>L2 penalty of leaf values.</summary>
    public double Lambda { get; init; } = 5;

    /// <summary>Least sum of hessians in a leaf.</summary>
    public double MinHessian { get; init; } = 4;

    /// <summary>Histogram bins a feature, at most 256.</summary>
    public int Bins { get; init; } = 24;

    /// <summary>Negatives an indicator, evenly chosen.</summary>
    public int MaxNegatives { get; init; } = 30_000;
}
