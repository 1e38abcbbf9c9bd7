namespace OnlineSafety.Configuration;

/// <summary>A value in force for a profile on a surface, and which line set it. Immutable.</summary>
/// <param name="Key">The key, as in <c>os_indicator.gambling.threshold</c>.</param>
/// <param name="Value">The value, thresholds as probabilities.</param>
/// <param name="Source">The file that set it, or empty where it is the rule's own default.</param>
/// <param name="Line">The line in that file, or 0.</param>
public readonly record struct EffectiveSetting(string Key, string Value, string Source, int Line);
