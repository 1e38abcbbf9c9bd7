using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnlineSafety.Matching;

/// <summary>
/// Maps characters to the few classes that the patterns tell apart, so that a row of the automaton's table is 32 entries
/// and not 65,536. The characters most used in the patterns have a class of their own; the rest of theirs share
/// <see cref="Rare"/>, so a match of a pattern that has such a character must be compared once more.
/// </summary>
internal sealed class CharClasses
{
    /// <summary>The class of all characters that are in no pattern.</summary>
    public const byte Other = 0;

    /// <summary>The shared class of the patterns' rarer characters.</summary>
    public const byte Rare = 1;

    /// <summary>
    /// Classes a row: enough for the alphabet, the space and the commonest marks, and few enough for a row to be two cache lines.
    /// </summary>
    public const int Count = 32;

    private const int FirstOwn = Rare + 1;

    private readonly byte[] _classes = new byte[0x10000];

    /// <summary>Makes the classes of the characters that <see cref="Choose"/> has put in order.</summary>
    public CharClasses(ReadOnlySpan<char> characters)
    {
        for (int i = 0; i < characters.Length; i++)
        {
            _classes[characters[i]] = (byte)(FirstOwn + i < Count ? FirstOwn + i : Rare);
        }
    }

    /// <summary>The characters of some patterns, the most used first; of equals the lower first.</summary>
    public static char[] Choose(IReadOnlyList<string> patterns)
    {
        int[] uses = new int[0x10000];
        foreach (string pattern in patterns)
        {
            foreach (char c in pattern)
            {
                uses[c]++;
            }
        }

        return [.. Enumerable.Range(0, uses.Length).Where(c => uses[c] > 0).OrderByDescending(c => uses[c]).Select(static c => (char)c)];
    }

    /// <summary>The class of a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(char c) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_classes), c);

    /// <summary>A pattern as a string of classes.</summary>
    public string Map(string pattern) => string.Create(pattern.Length, (pattern, this), static (span, state) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = (char)state.Item2.Of(state.pattern[i]);
        }
    });
}
