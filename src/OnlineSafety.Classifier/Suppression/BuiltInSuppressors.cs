using System.Collections.Immutable;

namespace OnlineSafety.Suppression;

internal static class BuiltInSuppressors
{
    public static ImmutableArray<SafetySuppressor> All { get; } = [];
}
