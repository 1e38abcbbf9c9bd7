namespace OnlineSafety.Suppression;

/// <summary>Whether somebody speaks of themselves.</summary>
internal static class FirstPerson
{
    /// <summary>Whether a word of a folded text is one of the first person singular.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        foreach (Range word in text.SplitAny(" ,.!?;:()\"\n"))
        {
            if (text[word] is "i" or "im" or "i'm" or "ive" or "i've" or "id" or "i'd" or "ill" or "i'll" or "me" or "my" or "myself" or "mine")
                return true;
        }

        return false;
    }
}
