using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OnlineSafety.Text;

namespace OnlineSafety.Urls;

/// <summary>
/// Names that fraud dresses up as. A word of a host is held against them as a reader sees it (accents, look-alike letters and
/// digits for letters undone) and with one letter left out, put in, changed or swapped: two words whose deletions meet are one
/// edit apart (as in SymSpell, Garbe 2012), so that a look costs a few table look-ups whatever the number of names. Immutable.
/// </summary>
internal sealed class BrandList
{
    // Shorter names are one letter from too many words.
    private const int MinTypoLength = 5;
    private const int MaxWord = 32;
    private const ushort TypoFlag = 0x8000;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    // One word in twenty that is no key passes: the others cost a look at eight kilobytes.
    private const int FilterBits = 16;

    // The powers of the multiplier.
    private static readonly ulong[] s_powers = BuildPowers();

    private readonly string[] _names;
    private readonly HostTable _forms;
    private readonly HostTable _owned;
    private readonly ulong[] _filter = new ulong[1 << (FilterBits - 6)];

    private BrandList(IEnumerable<string> lines)
    {
        string[][] rows = [.. lines.Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        _names = [.. rows.Select(static r => r[0])];
        Dictionary<ulong, ushort> forms = [];
        Dictionary<ulong, ushort> owned = [];
        Span<char> buffer = stackalloc char[MaxWord];
        Span<ulong> keys = stackalloc ulong[MaxWord];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<char> form = Skeleton(rows[i][0], buffer);
            forms[KeysOf(form, keys)] = (ushort)(i + 1);
            foreach (string domain in rows[i][1..])
            {
                owned[HostKeys.Of(domain)] = 1;
            }
        }

        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<char> form = Skeleton(rows[i][0], buffer);
            forms.TryAdd(KeysOf(form, keys), (ushort)(i + 1));
            for (int left = 0; form.Length >= MinTypoLength && left < form.Length; left++)
            {
                forms.TryAdd(keys[left], (ushort)(TypoFlag | (i + 1)));
            }
        }

        foreach (ulong key in forms.Keys)
        {
            _filter[FilterWord(key)] |= FilterBit(key);
        }

        _forms = HostTable.Build(forms.Count, forms);
        _owned = HostTable.Build(owned.Count, owned);
    }

    /// <summary>The library's own list.</summary>
    public static BrandList Default { get; } = new(EmbeddedText.Lines("brands.txt"));

    /// <summary>A brand's name.</summary>
    public string NameOf(int brand) => _names[brand];

    /// <summary>Whether a domain (by its key) is a brand's own.</summary>
    public bool IsOwned(ulong key) => _owned.Find(key) != 0;

    /// <summary>Holds a word of a host against the names.</summary>
    /// <param name="word">Letters and digits.</param>
    /// <param name="brand">The name that it looks like.</param>
    public BrandLikeness Match(ReadOnlySpan<char> word, out int brand)
    {
        brand = -1;
        if (word.Length is < 3 or > MaxWord - 1)
            return BrandLikeness.None;
        Span<char> buffer = stackalloc char[MaxWord];
        ReadOnlySpan<char> form = Skeleton(word, buffer);
        Span<ulong> keys = stackalloc ulong[MaxWord];
        ushort found = Find(KeysOf(form, keys));
        if (found != 0 && (found & TypoFlag) == 0)
        {
            brand = found - 1;
            return word.SequenceEqual(_names[brand]) ? BrandLikeness.Same : BrandLikeness.Disguised;
        }

        if (form.Length < MinTypoLength - 1)
            return BrandLikeness.None;
        for (int left = 0; found == 0 && form.Length >= MinTypoLength && left < form.Length; left++)
        {
            // "pp" without either p is the same word.
            if (left == 0 || form[left] != form[left - 1])
                found = Find(keys[left]);
        }

        if (found == 0)
            return BrandLikeness.None;
        brand = (found & ~TypoFlag) - 1;
        return BrandLikeness.Typo;
    }

    private ushort Find(ulong key) => (_filter[FilterWord(key)] & FilterBit(key)) == 0 ? (ushort)0 : _forms.Find(key);

    // The high bits of a product are the well mixed ones.
    private static int FilterWord(ulong key) => (int)(key >> (64 - FilterBits + 6));

    private static ulong FilterBit(ulong key) => 1UL << (int)(key >> (64 - FilterBits));

    /// <summary>
    /// The key of a word, and those of the word without each of its letters: a polynomial of its letters, so that a letter is left
    /// out without reading the others again.
    /// </summary>
    /// <param name="form">The word.</param>
    /// <param name="without">Takes a key a letter.</param>
    private static ulong KeysOf(ReadOnlySpan<char> form, Span<ulong> without)
    {
        // Sums of products rather than Horner's rule, so that no product waits for another. Without a letter, those before it stand one
        // place further back.
        ref ulong power = ref MemoryMarshal.GetArrayDataReference(s_powers);
        ulong whole = 0;
        ulong before = 0;
        for (int i = 0, place = form.Length - 1; i < form.Length; i++, place--)
        {
            // In bounds: a form is no longer than MaxWord. The last letter stands before no other, so its place further back is not used.
            ulong letter = form[i] + 1ul;
            without[i] = before - (whole += letter * Unsafe.Add(ref power, place));
            before += letter * Unsafe.Add(ref power, Math.Max(0, place - 1));
        }

        for (int i = 0; i < form.Length; i++)
        {
            without[i] = Finish(without[i] + whole);
        }

        return Finish(whole);
    }

    private static ulong[] BuildPowers()
    {
        ulong[] powers = new ulong[MaxWord];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * Multiplier;
        }

        return powers;
    }

    /// <summary>Takes the last letters into the high bits, which tables go by; never 0. Different words stay different: an odd factor loses nothing.</summary>
    private static ulong Finish(ulong key) => Math.Max(1, key * 0xBF58_476D_1CE4_E5B9);

    /// <summary>A word as it looks: <c>rn</c> is an m, <c>vv</c> a w, 0 an o, 1 and l an i.</summary>
    private static ReadOnlySpan<char> Skeleton(ReadOnlySpan<char> word, Span<char> into)
    {
        int n = 0;
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            char next = i + 1 < word.Length ? word[i + 1] : '\0';
            if ((c, next) is ('r', 'n') or ('v', 'v'))
            {
                into[n++] = c == 'r' ? 'm' : 'w';
                i++;
                continue;
            }

            if (c > 127)
                c = FoldTable.Fold(c);
            if (c > FoldTable.Expand)
                into[n++] = CharKinds.Skeleton(c);
        }

        return into[..n];
    }
}
