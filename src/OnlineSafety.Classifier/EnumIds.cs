using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OnlineSafety;

/// <summary>The kebab-case ids of an enumeration's members, as files and command lines write them: AgeProbe is <c>age-probe</c>.</summary>
internal static class EnumIds<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> s_byId =
        Enum.GetValues<TEnum>().ToFrozenDictionary(static v => Kebab(v.ToString()), StringComparer.Ordinal);

    private static readonly FrozenDictionary<TEnum, string> s_ids = s_byId.ToFrozenDictionary(static p => p.Value, static p => p.Key);

    /// <summary>All ids, in the order of the values.</summary>
    public static IEnumerable<string> All => s_ids.OrderBy(static p => p.Key).Select(static p => p.Value);

    /// <summary>The id of a member.</summary>
    public static string Of(TEnum value) => s_ids[value];

    /// <summary>Finds a member by its id; case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> id, out TEnum value) =>
        s_byId.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out value);

    private static string Kebab(string name)
    {
        StringBuilder id = new();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && id.Length > 0)
                id.Append('-');
            id.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return id.ToString();
    }
}
