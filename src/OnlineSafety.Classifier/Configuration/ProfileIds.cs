namespace OnlineSafety.Configuration;

/// <summary>The short names of profiles, as command lines and configuration files write them.</summary>
internal static class ProfileIds
{
    private static readonly string[] s_ids = ["ks1", "ks2", "ks3", "ks4", "sixth-form", "staff"];

    /// <summary>All ids, in the order of the values.</summary>
    public static IReadOnlyList<string> All => s_ids;

    /// <summary>The id of a profile.</summary>
    public static string Of(Profile profile) => s_ids[(int)profile];

    /// <summary>Finds a profile by its id; case matters.</summary>
    public static bool TryParse(string id, out Profile profile)
    {
        int index = Array.IndexOf(s_ids, id);
        profile = (Profile)Math.Max(0, index);
        return index >= 0;
    }
}
