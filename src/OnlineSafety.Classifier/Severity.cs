namespace OnlineSafety;

/// <summary>How grave a finding is: the rule's default, raised where the words are direct.</summary>
public enum Severity
{
    /// <summary>No risk, or a note of the engine's own.</summary>
    None,

    /// <summary>Worth knowing in sum, hardly alone.</summary>
    Low,

    /// <summary>Worth a look by a person.</summary>
    Medium,

    /// <summary>Needs a person soon.</summary>
    High,

    /// <summary>Needs a person now.</summary>
    Critical,
}
