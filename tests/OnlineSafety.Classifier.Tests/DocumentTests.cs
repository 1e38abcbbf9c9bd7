using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OnlineSafety.Analysis;
using OnlineSafety.Configuration;
using OnlineSafety.Findings;

namespace OnlineSafety.Tests;

/// <summary>The samples of documents are what is tested here.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void The_analyzer_in_the_document_is_the_one_below_and_works()
    {
        string source = File.ReadAllText(RepositoryRoot.File("tests", "OnlineSafety.Classifier.Tests", "DocumentTests.cs"));
        string sample = Words(source.Split("// document" + " sample")[1]);
        Assert.Contains(sample, Words(Document("analyzers.md")), StringComparison.Ordinal);
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().AddAnalyzer(new LostPropertyAnalyzer()).Build();
        Assert.Equal(new TextSpan(6, 13), classifier.ClassifyText("Where: Lost property".Replace(":", "", StringComparison.Ordinal)).Findings.Single(static f => f.Descriptor.Id == "ACME001").Span);
    }

    [Fact]
    public void The_file_in_the_document_is_right()
    {
        string text = IniBlock().Match(Document("configuration.md")).Groups[1].Value;
        SafetyConfiguration configuration = SafetyConfiguration.Parse(Include().Replace(text, ""), "x", out ImmutableArray<ConfigurationDiagnostic> diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(5, configuration.Settings.Length);
        Assert.NotNull(SafetyClassifier.CreateBuilder().UseConfiguration(configuration).Build());
    }

    [Fact]
    public void Every_suppressor_stands_in_the_document() =>
        Assert.All(SafetyClassifier.Default.Suppressors, static s => Assert.Contains($"| {s.Id} {s.Title} |", Document("analyzers.md"), StringComparison.Ordinal));

    private static string Document(string name) => File.ReadAllText(RepositoryRoot.File("docs", name));

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("```ini\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex IniBlock();

    [GeneratedRegex("^include.*$", RegexOptions.Multiline)]
    private static partial Regex Include();

    private
        // document sample
        sealed class LostPropertyAnalyzer : SafetyAnalyzer
    {
        private static readonly FindingDescriptor s_rule = new()
        {
            Id = "ACME001",
            Category = RiskCategory.Conduct,
            Title = "Lost property",
            Description = "Something was left behind.",
            DefaultSeverity = Severity.Low,
            RecommendedRoute = Route.Pastoral,
            Surface = Surface.All,
            IsConfigurable = true,
        };

        public override ImmutableArray<FindingDescriptor> SupportedDescriptors => [s_rule];

        public override void Initialize(AnalysisContext context) => context.RegisterTextAction(static (in TextAnalysisContext text) =>
        {
            int at = text.Text.Normalized.IndexOf("lost property");
            if (at >= 0)
                text.Report(s_rule, at, "lost property".Length, score: 0.8f);
        });
    }
    // document sample
}
