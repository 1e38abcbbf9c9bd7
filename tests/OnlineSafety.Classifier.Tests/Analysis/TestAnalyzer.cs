using System.Collections.Immutable;
using OnlineSafety.Analysis;
using OnlineSafety.Findings;

namespace OnlineSafety.Tests.Analysis;

/// <summary>An analyzer made of an action.</summary>
internal sealed class TestAnalyzer(Action<AnalysisContext> initialize, params FindingDescriptor[] descriptors) : SafetyAnalyzer
{
    public static FindingDescriptor Rule { get; } = new()
    {
        Id = "ACME001",
        Category = RiskCategory.Conduct,
        Title = "House rule",
        Description = "Names the lost house.",
        DefaultSeverity = Severity.Medium,
        RecommendedRoute = Route.Pastoral,
        Surface = Surface.All,
        IsConfigurable = true,
    };

    public override ImmutableArray<FindingDescriptor> SupportedDescriptors => [.. descriptors];

    public override void Initialize(AnalysisContext context) => initialize(context);

    /// <summary>Reports a rule wherever a word stands in the normalised text.</summary>
    public static TestAnalyzer Word(string word, FindingDescriptor rule, float score) => new(
        context => context.RegisterTextAction((in TextAnalysisContext text) =>
        {
            for (int at = 0; text.Text.Normalized[at..].IndexOf(word) is >= 0 and int found; at += found + 1)
            {
                text.Report(rule, at + found, word.Length, score);
            }
        }), rule);
}
