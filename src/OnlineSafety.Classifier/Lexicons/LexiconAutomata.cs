using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OnlineSafety.Matching;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety.Lexicons;

/// <summary>
/// The automata of a lexicon as a section of a bundle, one over folded text and one over the aggressive view's skeleton, and the
/// entry of each of their patterns. Immutable; safe for any thread.
/// <code>
/// 0   u32  CRC-32C of the lexicon section that it was made of
/// 4   i32  length of the plain automaton in bytes; its ids are entries
/// 8   i32  patterns of the skeleton automaton; its length in bytes; length of all folded phrases in characters
/// 20  patterns × i32  entry of each skeleton pattern
/// ..  (patterns + 1) × i32  where the folded phrase of each skeleton pattern starts
/// ..  characters × u16  the folded phrases
/// ..  the plain automaton, the skeleton automaton: see CompactAutomaton
/// </code>
/// </summary>
internal sealed class LexiconAutomata
{
    private const int HeaderFields = 5;

    // Shorter words meet by chance too often once gaps are ignored ("i s it").
    private const int MinDisguisedLetters = 3;
    private const int MaxSpellings = 12;

    private readonly int[] _skeletonEntries;
    private readonly int[] _phraseStarts;
    private readonly char[] _phrases;
    private readonly ReadOnlyMemory<byte> _skeletonBytes;
    private PatternAutomaton? _skeleton;

    private LexiconAutomata(ReadOnlyMemory<byte> section, LexiconEntries entries)
    {
        ReadOnlySpan<int> header = MemoryMarshal.Cast<byte, int>(section.Span[..(HeaderFields * sizeof(int))]);
        if ((uint)header[0] != Bundle.Checksum(entries.Section.Span))
            throw new InvalidDataException("The bundle's automata are not those of its lexicon.");
        ReadOnlySpan<byte> rest = section.Span[(HeaderFields * sizeof(int))..];
        _skeletonEntries = Take<int>(ref rest, header[2]);
        _phraseStarts = Take<int>(ref rest, header[2] + 1);
        _phrases = Take<char>(ref rest, header[4]);
        if (header[1] != rest.Length - header[3])
            throw new ArgumentOutOfRangeException(nameof(section));
        Plain = PatternAutomaton.Open(rest[..header[1]], entries.Length);
        _skeletonBytes = section[^header[3]..];

        for (int i = 0; i < _skeletonEntries.Length; i++)
        {
            if ((uint)_skeletonEntries[i] >= (uint)entries.Length || _phraseStarts[i] < 0 || _phraseStarts[i + 1] <= _phraseStarts[i])
                throw new ArgumentOutOfRangeException(nameof(section));
        }

        if (_phraseStarts[^1] != _phrases.Length)
            throw new ArgumentOutOfRangeException(nameof(section));
    }

    /// <summary>The automaton over folded text; a pattern's id is its entry.</summary>
    public PatternAutomaton Plain { get; }

    /// <summary>
    /// The automaton over the skeleton. Its table is made when the first text shows signs of evasion: most processes that start
    /// want one answer soon. Two threads that come first may both make it.
    /// </summary>
    /// <remarks>
    /// A damaged file does not come so far: the section's checksum was right when the bundle was opened. What is still ill-formed was
    /// written so, by something other than <see cref="Write"/>.
    /// </remarks>
    /// <exception cref="InvalidDataException">The bytes are not well formed.</exception>
    public PatternAutomaton Skeleton => Volatile.Read(ref _skeleton) ?? OpenSkeleton();

    /// <summary>Opens a section.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed, or that of other entries.</exception>
    public static LexiconAutomata Open(ReadOnlyMemory<byte> section, LexiconEntries entries)
    {
        try
        {
            return new LexiconAutomata(section, entries);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The bundle's automata are not well formed.", e);
        }
    }

    /// <summary>Compiles the automata of a lexicon.</summary>
    public static byte[] Write(LexiconEntries entries)
    {
        List<string> plain = [];
        List<int> plainEntries = [];
        List<PatternBounds> bounds = [];
        List<string> skeleton = [];
        List<int> skeletonEntries = [];
        List<int> phraseStarts = [0];
        List<char> phrases = [];
        for (int i = 0; i < entries.Length; i++)
        {
            string folded = TextNormalizer.Fold(entries[i].Phrase);
            foreach (string spelling in Spellings(folded))
            {
                plain.Add(spelling);
                plainEntries.Add(i);
                bounds.Add(BoundsOf(entries[i].Match));
            }

            if (SkeletonOf(entries[i], folded) is { } bones)
            {
                skeleton.Add(bones);
                skeletonEntries.Add(i);
                phrases.AddRange(folded);
                phraseStarts.Add(phrases.Count);
            }
        }

        byte[] plainBytes = CompactAutomaton.Write(plain, bounds, plainEntries);
        byte[] skeletonBytes = CompactAutomaton.Write(skeleton);
        ReadOnlySpan<int> header =
        [
            (int)Bundle.Checksum(entries.Section.Span), plainBytes.Length, skeleton.Count, skeletonBytes.Length, phrases.Count,
        ];
        return
        [
            .. MemoryMarshal.AsBytes(header), .. Bytes(skeletonEntries), .. Bytes(phraseStarts), .. Bytes(phrases), .. plainBytes, .. skeletonBytes,
        ];
    }

    /// <summary>The entry of a pattern of the skeleton automaton.</summary>
    public int SkeletonEntry(int pattern) => _skeletonEntries[pattern];

    /// <summary>The folded phrase that a pattern of the skeleton automaton stands for.</summary>
    public ReadOnlySpan<char> FoldedPhrase(int pattern) => _phrases.AsSpan(_phraseStarts[pattern].._phraseStarts[pattern + 1]);

    /// <summary>
    /// The spellings of a folded phrase: apostrophes may be left out; hyphens may be spaces or left out.
    /// </summary>
    internal static IEnumerable<string> Spellings(string folded)
    {
        List<string> spellings = [""];
        foreach (char c in folded)
        {
            string[] forms = c switch
            {
                '\'' => ["'", ""],
                '-' => ["-", " ", ""],
                _ => [c.ToString()],
            };
            if (spellings.Count * forms.Length > MaxSpellings)
                forms = forms[..1];
            spellings = [.. forms.SelectMany(form => spellings.Select(s => s + form))];
        }

        return spellings.Where(static s => s.Length > 0).Distinct();
    }

    /// <summary>Where a word's own ends are; those of a stem are looked for when it is met (<see cref="WordBoundary.EndOfInflection"/>).</summary>
    private static PatternBounds BoundsOf(MatchMode match) => match switch
    {
        MatchMode.Word => PatternBounds.Start | PatternBounds.End,
        MatchMode.Stem => PatternBounds.Start,
        _ => PatternBounds.None,
    };

    private static string? SkeletonOf(LexiconEntry entry, string folded)
    {
        if (entry.IsCaseSensitive || entry.Match == MatchMode.Substring || entry.Context is not null)
            return null;
        System.Text.StringBuilder bones = new();
        int letters = 0;
        foreach (char c in folded)
        {
            if (CharKinds.Of(c) == CharKind.Letter)
            {
                letters++;
                char skeleton = CharKinds.Skeleton(c);
                if (bones.Length == 0 || bones[^1] != skeleton)
                    bones.Append(skeleton);
            }
            else if (c is not (' ' or '\'' or '-'))
            {
                return null;
            }
        }

        return letters >= MinDisguisedLetters ? bones.ToString() : null;
    }

    private static ReadOnlySpan<byte> Bytes<T>(List<T> values)
        where T : struct => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values));

    private static T[] Take<T>(ref ReadOnlySpan<byte> from, int count)
        where T : unmanaged
    {
        int bytes = checked(count * Unsafe.SizeOf<T>());
        T[] taken = MemoryMarshal.Cast<byte, T>(from[..bytes]).ToArray();
        from = from[bytes..];
        return taken;
    }

    private PatternAutomaton OpenSkeleton()
    {
        PatternAutomaton skeleton = PatternAutomaton.Open(_skeletonBytes.Span, _skeletonEntries.Length);
        if (skeleton.PatternCount != _skeletonEntries.Length)
            throw new InvalidDataException("The bundle's automata are not well formed.");
        return Interlocked.CompareExchange(ref _skeleton, skeleton, null) ?? skeleton;
    }
}
