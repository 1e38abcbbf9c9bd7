using OnlineSafety.Text;

namespace OnlineSafety.Conversations;

/// <summary>The word by which others call somebody in a chat: the first run of letters of the name.</summary>
internal static class NameWord
{
    /// <summary>Shorter words are names of nobody.</summary>
    public const int MinLength = 3;

    /// <summary>Whether a folded character can be part of such a word.</summary>
    public static bool IsPart(char c) => CharKinds.Of(c) == CharKind.Letter;

    /// <summary>The hash of the word of a sender's name; 0 where it has none.</summary>
    public static uint OfSender(string sender)
    {
        string folded = TextNormalizer.Fold(sender.Length > 64 ? sender[..64] : sender);
        for (int i = 0; i < folded.Length; i++)
        {
            int start = i;
            while (i < folded.Length && IsPart(folded[i]))
            {
                i++;
            }

            if (i - start >= MinLength)
                return Hash(folded.AsSpan(start, i - start));
        }

        return 0;
    }

    /// <summary>The hash of a word (FNV-1a); never 0.</summary>
    public static uint Hash(ReadOnlySpan<char> word)
    {
        uint hash = 2166136261;
        foreach (char c in word)
        {
            hash = (hash ^ c) * 16777619;
        }

        return Math.Max(1, hash);
    }
}
