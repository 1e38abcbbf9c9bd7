using System.Runtime.CompilerServices;
using OnlineSafety.Text;

namespace OnlineSafety.Matching;

/// <summary>Word boundaries in folded text: letters and digits make words, everything else parts them.</summary>
internal static class WordBoundary
{
    /// <summary>Whether a word may start at <paramref name="start"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StartsWord(ReadOnlySpan<char> text, int start) =>
        start == 0 || !CharKinds.IsWord(text[start - 1]) || !CharKinds.IsWord(text[start]);

    /// <summary>Whether a word may end at <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndsWord(ReadOnlySpan<char> text, int end) =>
        end == text.Length || !CharKinds.IsWord(text[end]) || !CharKinds.IsWord(text[end - 1]);

    /// <summary>
    /// The end of the inflected word whose stem ends at <paramref name="end"/> ("stab" in "stabbing"), or -1 where what
    /// follows is no inflection ("stab" in "stable").
    /// </summary>
    public static int EndOfInflection(ReadOnlySpan<char> text, int end)
    {
        if (EndsWord(text, end) && !(end < text.Length && text[end] == '\''))
            return end;
        int wordEnd = end;
        while (wordEnd < text.Length && wordEnd - end <= 5 && (CharKinds.IsWord(text[wordEnd]) || text[wordEnd] == '\''))
        {
            wordEnd++;
        }

        ReadOnlySpan<char> suffix = text[end..wordEnd];
        bool doubled = suffix.Length > 1 && suffix[0] == text[end - 1];
        if (IsInflection(suffix) || (doubled && IsInflection(suffix[1..])))
            return wordEnd;
        return EndsWord(text, end) ? end : -1;
    }

    private static bool IsInflection(ReadOnlySpan<char> suffix) =>
        suffix is "s" or "es" or "'s" or "s'" or "ed" or "d" or "er" or "ers" or "ing" or "ings" or "in" or "in'" or "y" or "ies" or "z";
}
