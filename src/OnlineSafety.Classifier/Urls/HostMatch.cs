namespace OnlineSafety.Urls;

/// <summary>What lists say of a URL.</summary>
/// <param name="Classes">Bits of <see cref="HostClasses"/>; 0 for nothing.</param>
/// <param name="Specificity">How much of the URL the entry names; higher is more.</param>
/// <param name="List">The list's name.</param>
internal readonly record struct HostMatch(uint Classes, int Specificity, string List)
{
    /// <summary>What a path's entry has over any host's.</summary>
    public const int PathSpecificity = 1000;

    /// <summary>Whether the entry names a path.</summary>
    public bool IsOfPath => Specificity >= PathSpecificity;

    public bool IsAllowed => (Classes & HostClasses.Allow) != 0;

    /// <summary>The more specific of two; of equals, "allowed"; of equals that both block, both.</summary>
    public HostMatch With(HostMatch other)
    {
        if (other.Classes == 0 || other.Specificity < Specificity || (other.Specificity == Specificity && IsAllowed))
            return this;
        bool both = other.Specificity == Specificity && Classes != 0 && !other.IsAllowed;
        return both ? this with { Classes = Classes | other.Classes } : other;
    }
}
