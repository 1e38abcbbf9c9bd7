using System.Diagnostics.CodeAnalysis;

namespace OnlineSafety.Configuration;

/// <summary>
/// Holds the classifier in use and replaces it by one built anew, of changed files for example: a reload that fails keeps
/// the old one and says why. Mutable on purpose, and safe for any thread; the classifiers in it are immutable.
/// </summary>
public sealed class ReloadableClassifier
{
    private readonly Func<SafetyClassifier> _build;
    private readonly Lock _reloading = new();
    private volatile SafetyClassifier _current;

    /// <summary>Builds the first classifier; what fails then is thrown, since there is none to keep.</summary>
    /// <param name="build">Builds a classifier, reading its files afresh each time.</param>
    /// <exception cref="ArgumentNullException"><paramref name="build"/> is null.</exception>
    public ReloadableClassifier(Func<SafetyClassifier> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        _build = build;
        _current = build();
    }

    /// <summary>The classifier in use. Take it once for each piece of work, so that one piece sees one configuration.</summary>
    public SafetyClassifier Current => _current;

    /// <summary>Builds anew and takes the result into use, or keeps the old one.</summary>
    /// <param name="failure">Why not: what the build threw. Null where it went well.</param>
    /// <returns>Whether a new classifier is in use.</returns>
    public bool TryReload([NotNullWhen(false)] out Exception? failure)
    {
        lock (_reloading)
        {
            try
            {
                _current = _build();
                failure = null;
                return true;
            }
#pragma warning disable CA1031 // Whatever goes wrong, the old classifier stays in use and the caller is told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
                return false;
            }
        }
    }
}
