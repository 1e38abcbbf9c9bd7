using System.Collections.Immutable;

namespace OnlineSafety.Suppression;

/// <summary>What a suppressor is, apart from any use of it: a value, immutable, safe for any thread.</summary>
public sealed record SuppressorDescriptor
{
    /// <summary>The id, as in <c>OSS0003</c>; <c>os_suppress.</c> and the id is its key in configuration files.</summary>
    public required string Id { get; init; }

    /// <summary>A word or two, for a list.</summary>
    public required string Title { get; init; }

    /// <summary>Why such surroundings mean less risk: one sentence, for a person who reviews what was suppressed.</summary>
    public required string Reason { get; init; }

    /// <summary>What it may suppress: never an indicator whose rule is not configurable.</summary>
    public required ImmutableArray<Indicator> Indicators { get; init; }

    /// <summary>By how much it lowers a score, in natural log-odds; above 0.</summary>
    public required float Lowering { get; init; }
}
