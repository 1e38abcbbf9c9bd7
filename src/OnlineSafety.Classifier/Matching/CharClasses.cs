using System.Runtime.CompilerServices;

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

    private readonly byte[] _classes = new byte[0x10000];

    private CharClasses()
    {
    }

    /// <summary>Chooses the classes for some patterns.</summary>
    public static CharClasses Build(IReadOnlyList<string> patterns)
    {
        int[] uses = new int[0x10000];
        foreach (string pattern in patterns)
        {
            foreach (char c in pattern)
            {
                uses[c]++;
            }
        }

        CharClasses classes = new();
        byte next = Rare + 1;
        foreach (int c in Enumerable.Range(0, uses.Length).Where(c => uses[c] > 0).OrderByDescending(c => uses[c]))
        {
            classes._classes[c] = next < Count ? next++ : Rare;
        }

        return classes;
    }

    /// <summary>The class of a character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Of(char c) => _classes[c];

    /// <summary>A pattern as a string of classes.</summary>
    public string Map(string pattern) => string.Create(pattern.Length, (pattern, this), static (span, state) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = (char)state.Item2.Of(state.pattern[i]);
        }
    });
}
