using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OnlineSafety.Text;

namespace OnlineSafety.Matching;

/// <summary>
/// Maps characters to the few classes that the patterns tell apart, so that a row of the automaton's table is 32 entries
/// and not 65,536. The characters most used in the patterns have a class of their own; the rest of theirs share
/// <see cref="Rare"/> or <see cref="RareWord"/>, so a match of a pattern that has such a character must be compared once more.
/// A class holds either characters of words (letters and digits) or none.
/// </summary>
internal sealed class CharClasses
{
    /// <summary>The class of all characters that are in no pattern and in no word.</summary>
    public const byte Other = 0;

    /// <summary>The class of the letters and digits that are in no pattern.</summary>
    public const byte OtherWord = 1;

    /// <summary>The shared class of the patterns' rarer characters.</summary>
    public const byte Rare = 2;

    /// <summary>The shared class of the patterns' rarer letters and digits.</summary>
    public const byte RareWord = 3;

    /// <summary>
    /// Classes a row: enough for the alphabet, the space and the commonest marks, and few enough for a row to be two cache lines.
    /// </summary>
    public const int Count = 32;

    private const int FirstOwn = RareWord + 1;

    private static readonly byte[] s_none = ClassesOfNone();

    private readonly byte[] _classes = (byte[])s_none.Clone();
    private readonly byte[] _between;

    /// <summary>Makes the classes of the characters that <see cref="Choose"/> has put in order.</summary>
    public CharClasses(ReadOnlySpan<char> characters)
    {
        List<byte> between = [Other, Rare];
        for (int i = 0; i < characters.Length; i++)
        {
            bool isWord = CharKinds.IsWord(characters[i]);
            bool isOwn = FirstOwn + i < Count;
            _classes[characters[i]] = isOwn ? (byte)(FirstOwn + i) : isWord ? RareWord : Rare;
            if (isOwn && !isWord)
                between.Add((byte)(FirstOwn + i));
        }

        _between = [.. between];
    }

    private static byte[] ClassesOfNone()
    {
        byte[] classes = new byte[0x10000];
        for (int c = 0; c < classes.Length; c++)
        {
            classes[c] = CharKinds.IsWord((char)c) ? OtherWord : Other;
        }

        return classes;
    }

    /// <summary>Whether a character stands between words.</summary>
    public bool IsBetween(char c) => _between.AsSpan().Contains((byte)Of(c));

    /// <summary>The classes of characters between words.</summary>
    public ReadOnlySpan<byte> Between => _between;

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
