namespace OnlineSafety;

/// <summary>Finds what somebody may have meant, for error messages that help.</summary>
internal static class Suggestion
{
    // No name is longer; a line of megabytes would be compared with all of them, character by character.
    private const int MaxLength = 64;

    /// <summary>"; did you mean 'x'?" with the nearest candidate by edit distance, or nothing where none is near.</summary>
    public static string For(string written, IEnumerable<string> candidates)
    {
        if (written.Length > MaxLength)
            return "";
        string? nearest = candidates.MinBy(c => Distance(written, c));
        return nearest is not null && Distance(written, nearest) <= Math.Max(2, written.Length / 3)
            ? $"; did you mean '{nearest}'?"
            : "";
    }

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
