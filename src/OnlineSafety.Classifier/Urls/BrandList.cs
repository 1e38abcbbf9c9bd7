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

    private readonly string[] _names;
    private readonly HostTable _forms;
    private readonly HostTable _owned;

    private BrandList(IEnumerable<string> lines)
    {
        string[][] rows = [.. lines.Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        _names = [.. rows.Select(static r => r[0])];
        Dictionary<ulong, ushort> forms = [];
        Dictionary<ulong, ushort> owned = [];
        Span<char> buffer = stackalloc char[MaxWord];
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<char> form = Skeleton(rows[i][0], buffer);
            forms[HostKeys.Of(form)] = (ushort)(i + 1);
            foreach (string domain in rows[i][1..])
            {
                owned[HostKeys.Of(domain)] = 1;
            }
        }

        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<char> form = Skeleton(rows[i][0], buffer);
            forms.TryAdd(HostKeys.Of(form), (ushort)(i + 1));
            for (int left = 0; form.Length >= MinTypoLength && left < form.Length; left++)
            {
                forms.TryAdd(KeyWithout(form, left), (ushort)(TypoFlag | (i + 1)));
            }
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
        ushort found = _forms.Find(HostKeys.Of(form));
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
                found = _forms.Find(KeyWithout(form, left));
        }

        if (found == 0)
            return BrandLikeness.None;
        brand = (found & ~TypoFlag) - 1;
        return BrandLikeness.Typo;
    }

    private static ulong KeyWithout(ReadOnlySpan<char> form, int left)
    {
        Span<char> shorter = stackalloc char[MaxWord];
        form[..left].CopyTo(shorter);
        form[(left + 1)..].CopyTo(shorter[left..]);
        return HostKeys.Of(shorter[..(form.Length - 1)]);
    }

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
