using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;

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

    /// <summary>Builds the classifier: opens the bundle, and compiles the lexicon where one was added.</summary>
    /// <exception cref="InvalidDataException">The bundle is damaged, of another version, or no bundle.</exception>
    public SafetyClassifier Build()
    {
        ReadOnlyMemory<byte> data = _withoutBundle ? default : _bundle ?? EmbeddedBundle.Open(EmbeddedName);
        LexiconEntries entries = LexiconEntries.Of([]);
        ReadOnlyMemory<byte> automata = default;
        RiskModel? model = null;
        TrajectoryModel? trajectories = null;
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
        }

        if (_lexicons.Count > 0)
        {
            entries = LexiconEntries.Of([.. entries.ToImmutable(), .. _lexicons.SelectMany(static l => l.Entries)]);
            automata = default;
        }

        BundleInfo info = new(_withoutBundle ? "none" : _bundleName, Bundle.FormatVersion, data, entries.Length, model is not null);
        return new SafetyClassifier(new LexiconMatcher(entries, automata), model, trajectories, info);
    }
}
