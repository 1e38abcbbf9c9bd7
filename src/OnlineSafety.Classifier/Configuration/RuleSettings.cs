namespace OnlineSafety.Configuration;

/// <summary>What holds for a rule under a profile, on a surface or on both.</summary>
/// <param name="Applies">Whether the rule applies at all.</param>
/// <param name="Blocks">Whether the surface is one that blocks.</param>
/// <param name="Flag">The least probability that flags; above 1 for never.</param>
/// <param name="Block">The least probability that blocks; above 1 for never.</param>
/// <param name="Severity">The severity before directness raises it.</param>
internal readonly record struct RuleSettings(bool Applies, bool Blocks, float Flag, float Block, Severity Severity)
{
    /// <summary>What a probability leads to.</summary>
    public Decision Decide(float score) =>
        !Applies || score < Flag ? Decision.Allow
        : Blocks && score >= Block ? Decision.Block
        : Decision.Flag;

    /// <summary>What holds where both surfaces count: the stricter of the two.</summary>
    public RuleSettings And(RuleSettings other) =>
        !Applies ? other
        : !other.Applies ? this
        : new RuleSettings(true, Blocks | other.Blocks, Math.Min(Flag, other.Flag), Math.Min(Block, other.Block), (Severity)Math.Max((int)Severity, (int)other.Severity));
}
