namespace OnlineSafety.Urls;

/// <summary>
/// A host list that can be exchanged while classifiers use it. Mutable, and safe for any thread: exchanging it is one volatile
/// write, reading it takes no lock, and each URL is looked up in one list from beginning to end.
/// </summary>
public sealed class SwappableHostList
{
    private volatile HostList _current;

    /// <summary>Starts with a list.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="initial"/> is null.</exception>
    public SwappableHostList(HostList initial)
    {
        ArgumentNullException.ThrowIfNull(initial);
        _current = initial;
    }

    /// <summary>Gets or sets the list that the next URL is looked up in.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public HostList Current
    {
        get => _current;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _current = value;
        }
    }
}
