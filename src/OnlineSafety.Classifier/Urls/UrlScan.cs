using System.Runtime.CompilerServices;
using OnlineSafety.Findings;

namespace OnlineSafety.Urls;

/// <summary>All that is known of a URL before its words are read.</summary>
internal ref struct UrlScan
{
    /// <summary>Its parts.</summary>
    public UrlParts Parts;

    /// <summary>What the lists say.</summary>
    public HostMatch Match;

    /// <summary>The words that somebody typed; empty for none.</summary>
    public TextSpan Text;

    /// <summary>The model's logits, in thousandths, one a target.</summary>
    public Columns Logits;

    /// <summary>How much of each logit came from path and query.</summary>
    public Columns Steps;

    /// <summary>Whether there are logits: a model, a host, and no list that allows it.</summary>
    public bool IsScored;

    [InlineArray(UrlTargets.Columns)]
    internal struct Columns
    {
        private int _first;
    }
}
