using System.Collections.Immutable;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;
using OnlineSafety.Suppression;
using OnlineSafety.Urls;

namespace OnlineSafety;

/// <summary>
/// Builds a <see cref="SafetyClassifier"/>. Mutable, for one thread; the classifier that it builds is immutable.
/// </summary>
public sealed class SafetyClassifierBuilder
{
    private const string EmbeddedName = "default.osmodel";

    // Two threads that come first may both make a part; one that fails, for want of memory say, leaves it to be tried again.
    private const LazyThreadSafetyMode Later = LazyThreadSafetyMode.PublicationOnly;

    private readonly List<Lexicon> _lexicons = [];
    private readonly List<SafetyAnalyzer> _analyzers = [];
    private readonly List<SafetySuppressor> _suppressors = [];
    private readonly List<HostList> _hostLists = [];
    private readonly List<SwappableHostList> _swappableHostLists = [];
    private SafetyConfiguration _configuration = SafetyConfiguration.Empty;
    private ReadOnlyMemory<byte>? _bundle;
    private string _bundleName = "embedded";
    private bool _withoutBundle;
    private PublicSuffixes? _suffixes;
    private bool _withoutOwnHosts;

    internal SafetyClassifierBuilder()
    {
    }

    /// <summary>Uses a bundle file instead of the embedded one.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
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

    /// <summary>Adds an analyzer: rules of one's own, run after the built-in ones.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="analyzer"/> is null.</exception>
    public SafetyClassifierBuilder AddAnalyzer(SafetyAnalyzer analyzer)
    {
        ArgumentNullException.ThrowIfNull(analyzer);
        _analyzers.Add(analyzer);
        return this;
    }

    /// <summary>Adds a suppressor to the built-in ones.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="suppressor"/> is null.</exception>
    public SafetyClassifierBuilder AddSuppressor(SafetySuppressor suppressor)
    {
        ArgumentNullException.ThrowIfNull(suppressor);
        _suppressors.Add(suppressor);
        return this;
    }

    /// <summary>Sets what a configuration says, over the built-in profiles; a later call replaces an earlier one.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="configuration"/> is null.</exception>
    public SafetyClassifierBuilder UseConfiguration(SafetyConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        return this;
    }

    /// <summary>
    /// Builds the classifier: opens the bundle, compiles the lexicon, resolves the configuration. All of it, or it throws; what cannot fail
    /// may wait for its first use.
    /// </summary>
    /// <exception cref="ConfigurationFormatException">The configuration names what does not exist, or sets what may not be set.</exception>
    /// <exception cref="ArgumentException">An analyzer or suppressor declares what it may not.</exception>
    /// <exception cref="InvalidDataException">The bundle is damaged, of another version, or no bundle.</exception>
    public SafetyClassifier Build()
    {
        ReadOnlyMemory<byte> data = default;
        Bundle? bundle = null;
        LexiconEntries? entries = null;
        ReadOnlyMemory<byte> automata = default;
        if (!_withoutBundle)
        {
            data = _bundle ?? EmbeddedBundle.Open(EmbeddedName);
            bundle = Bundle.Open(data, _bundleName);
            if (bundle.TryGet(BundleSection.Lexicon, out ReadOnlyMemory<byte> section))
            {
                entries = LexiconEntries.Open(section);
                bundle.TryGet(BundleSection.Automata, out automata);
            }
        }

        if (entries is null || _lexicons.Count > 0)
        {
            entries = LexiconEntries.Of([.. entries?.ToImmutable() ?? [], .. _lexicons.SelectMany(static l => l.Entries)]);
            automata = default;
        }

        LexiconMatcher matcher = new(entries, automata);
        RiskModel? model = bundle is null ? null : RiskModel.Open(bundle);
        Lazy<TrajectoryModel?> trajectories = new(() => bundle is null ? null : TrajectoryModel.Open(bundle), Later);
        Lazy<UrlModel?> urls = new(() => bundle is not null && bundle.TryGet(BundleSection.Urls, out ReadOnlyMemory<byte> section) ? new UrlModel(section) : null, Later);
        Lazy<UrlScanner> scanner = CreateScanner(urls);
        Lazy<Policy> policy = CreatePolicy(matcher, model, urls);

        // Parts that the first score does not need wait until something asks for them. Not so where they can fail: Build is the place to say it.
        if (_bundle is not null)
            _ = (trajectories.Value, urls.Value);
        if (_analyzers.Count > 0 || _suppressors.Count > 0 || _configuration != SafetyConfiguration.Empty)
            _ = policy.Value;
        BundleInfo info = new(_withoutBundle ? "none" : _bundleName, Bundle.FormatVersion, data, entries.Length, model is not null, bundle?.TryGet(BundleSection.Urls, out _) ?? false);
        return new SafetyClassifier(matcher, model, trajectories, scanner, info, policy);
    }

    // Of copies: what is set on the builder later changes nothing.
    private Lazy<UrlScanner> CreateScanner(Lazy<UrlModel?> model)
    {
        ImmutableArray<HostList> lists = [.. _hostLists];
        ImmutableArray<SwappableHostList> swappable = [.. _swappableHostLists];
        PublicSuffixes? suffixes = _suffixes;
        bool withOwnHosts = !_withoutOwnHosts;
        return new(() => new UrlScanner(suffixes ?? PublicSuffixes.Default, model.Value, withOwnHosts ? [.. lists, HostList.Own] : lists, swappable), Later);
    }

    private Lazy<Policy> CreatePolicy(LexiconMatcher matcher, RiskModel? model, Lazy<UrlModel?> urls)
    {
        ImmutableArray<SafetyAnalyzer> analyzers = [.. _analyzers];
        ImmutableArray<SafetySuppressor> suppressors = [.. _suppressors];
        SafetyConfiguration configuration = _configuration;
        return new(() => new Policy(new IndicatorAnalyzer(matcher, model), analyzers, suppressors, model?.Thresholds, urls.Value?.Thresholds, configuration), Later);
    }
}
