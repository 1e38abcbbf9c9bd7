using System.Globalization;
using OnlineSafety.Suppression;

namespace OnlineSafety.Findings;

/// <summary>
/// One thing that moved a score. Names come from the lexicon, never from the input.
/// </summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Name">
/// The lexicon's phrase, the name of the context, suppressor, group of features, host list or brand, "model", or a step of a
/// conversation and its message's number, as in <c>secrecy@6</c>.
/// </param>
/// <param name="Weight">By how much it moved the logit (natural log-odds); negative where it lowered it.</param>
public readonly record struct Evidence(EvidenceKind Kind, string Name, float Weight)
{
    internal static Evidence Of(SuppressorDescriptor suppressor) => new(EvidenceKind.Suppressor, $"{suppressor.Id} {suppressor.Title}", -suppressor.Lowering);

    /// <summary>As in <c>lexicon:free robux +7.0</c>, <c>model:+2.1</c>, <c>features:words +1.4</c> or <c>list:blocked.txt</c>.</summary>
    public override string ToString()
    {
        if (Kind == EvidenceKind.Model)
            return string.Create(CultureInfo.InvariantCulture, $"model:{Weight:+0.0;-0.0;0}");
        if (Kind is EvidenceKind.HostList or EvidenceKind.LookAlike)
            return $"{(Kind == EvidenceKind.HostList ? "list" : "lookalike")}:{Name}";
        string kind = Kind switch
        {
            EvidenceKind.Lexicon => "lexicon",
            EvidenceKind.Context => "context",
            EvidenceKind.Feature => "features",
            EvidenceKind.Conversation => "conversation",
            EvidenceKind.Suppressor => "suppressor",
            EvidenceKind.Analyzer => "analyzer",
            _ => "evasion",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{kind}:{Name} {Weight:+0.0;-0.0;0}");
    }
}
