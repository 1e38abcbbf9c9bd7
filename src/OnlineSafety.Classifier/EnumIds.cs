using System.Globalization;
using System.Text;

namespace OnlineSafety;

/// <summary>The kebab-case ids of an enumeration's members, as files and command lines write them: AgeProbe is <c>age-probe</c>.</summary>
internal static class EnumIds<TEnum>
    where TEnum : struct, Enum
{
    // Few enough to be looked through: a dictionary of each enumeration takes a process milliseconds to compile.
    private static readonly TEnum[] s_values = Enum.GetValues<TEnum>();
    private static readonly string[] s_ids = Array.ConvertAll(s_values, static v => Kebab(v.ToString()));

    /// <summary>All ids, in the order of the values.</summary>
    public static IEnumerable<string> All => s_ids;

    /// <summary>The id of a member.</summary>
    public static string Of(TEnum value) => s_ids[Array.IndexOf(s_values, value)];

    /// <summary>Finds a member by its id; case matters.</summary>
    public static bool TryParse(ReadOnlySpan<char> id, out TEnum value)
    {
        for (int i = 0; i < s_ids.Length; i++)
        {
            if (id.SequenceEqual(s_ids[i]))
            {
                value = s_values[i];
                return true;
            }
        }

        value = default;
        return false;
    }

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
