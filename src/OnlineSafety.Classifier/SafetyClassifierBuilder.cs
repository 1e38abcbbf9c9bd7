using System.Collections.Immutable;
using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Urls;

namespace OnlineSafety;

/// <summary>
/// Builds a <see cref="SafetyClassifier"/>. Mutable, for one thread; the classifier that it builds is immutable.
/// </summary>
public sealed class SafetyClassifierBuilder
{
    private const string EmbeddedName = "default.osmodel";

    private readonly List<Lexicon> _lexicons = [];
    private ReadOnlyMemory<byte>? _bundle;
    private string _bundleName = "embedded";
    private bool _withoutBundle;
    private readonly List<HostList> _hostLists = [];
    private readonly List<SwappableHostList> _swappableHostLists = [];
    private PublicSuffixes _suffixes = PublicSuffixes.Default;
    private bool _withoutOwnHosts;

    internal SafetyClassifierBuilder()
    {
    }

    /// <summary>Uses a bundle file instead of the embedded one.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public SafetyClassifierBuilder UseBundle(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        _bundle = File.ReadAllBytes(path);
        _bundleName = Path.GetFileName(path);
        _withoutBundle = false;
        return this;
    }

    /// <summary>Uses no bundle at all: only the lexicons that are added.</summary>
    public SafetyClassifierBuilder WithoutBundle()
    {
        _withoutBundle = true;
        return this;
    }

    /// <summary>Adds the entries of a lexicon to those of the bundle.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="lexicon"/> is null.</exception>
    public SafetyClassifierBuilder AddLexicon(Lexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        _lexicons.Add(lexicon);
        return this;
    }

    /// <summary>Adds a list of hosts to block or to allow. Of several entries for one URL the most specific counts; of equals, "allow".</summary>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is null.</exception>
    public SafetyClassifierBuilder AddHostList(HostList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        _hostLists.Add(list);
        return this;
    }

    /// <summary>Adds a list of hosts that can be exchanged while the classifier is in use.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is null.</exception>
    public SafetyClassifierBuilder AddHostList(SwappableHostList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        _swappableHostLists.Add(list);
        return this;
    }

    /// <summary>Leaves out the library's own list of hosts that are always allowed: help-lines, education, health.</summary>
    public SafetyClassifierBuilder WithoutOwnHostList()
    {
        _withoutOwnHosts = true;
        return this;
    }

    /// <summary>Uses other public-suffix rules, such as the whole list of publicsuffix.org.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="suffixes"/> is null.</exception>
    public SafetyClassifierBuilder UsePublicSuffixes(PublicSuffixes suffixes)
    {
        ArgumentNullException.ThrowIfNull(suffixes);
        _suffixes = suffixes;
        return this;
    }

    /// <summary>Builds the classifier: opens the bundle, and compiles the lexicon where one was added.</summary>
    /// <exception cref="InvalidDataException">The bundle is damaged, of another version, or no bundle.</exception>
    public SafetyClassifier Build()
    {
        ReadOnlyMemory<byte> data = _withoutBundle ? default : _bundle ?? EmbeddedBundle.Open(EmbeddedName);
        LexiconEntries entries = LexiconEntries.Of([]);
        ReadOnlyMemory<byte> automata = default;
        RiskModel? model = null;
        TrajectoryModel? trajectories = null;
        UrlModel? urls = null;
        if (!_withoutBundle)
        {
            Bundle bundle = Bundle.Open(data, _bundleName);
            if (bundle.Sections.TryGetValue(BundleSection.Lexicon, out ReadOnlyMemory<byte> section))
            {
                entries = LexiconEntries.Open(section);
                bundle.Sections.TryGetValue(BundleSection.Automata, out automata);
            }

            model = RiskModel.Open(bundle);
            trajectories = TrajectoryModel.Open(bundle);
            if (bundle.Sections.TryGetValue(BundleSection.Urls, out section))
                urls = new UrlModel(section);
        }

        if (_lexicons.Count > 0)
        {
            entries = LexiconEntries.Of([.. entries.ToImmutable(), .. _lexicons.SelectMany(static l => l.Entries)]);
            automata = default;
        }

        BundleInfo info = new(_withoutBundle ? "none" : _bundleName, Bundle.FormatVersion, data, entries.Length, model is not null, urls is not null);
        ImmutableArray<HostList> lists = [.. _hostLists, .. _withoutOwnHosts ? [] : new[] { HostList.Own }];
        UrlScanner scanner = new(_suffixes, urls, lists, [.. _swappableHostLists]);
        return new SafetyClassifier(new LexiconMatcher(entries, automata), model, trajectories, scanner, info);
    }
}
