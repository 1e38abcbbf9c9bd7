using System.Text.RegularExpressions;
using OnlineSafety.Findings;

namespace OnlineSafety.Tests;

/// <summary>The README's sample is this file's method, word for word, and does what it says.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_sample_runs()
    {
        TextWriter console = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            Sample();
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.StartsWith("OS4003 scam", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_in_the_README_is_the_one_that_runs()
    {
        string readme = Unindented(CodeBlock().Match(File.ReadAllText(RepositoryRoot.File("README.md"))).Groups[1].Value);
        string source = File.ReadAllText(RepositoryRoot.File("tests", "OnlineSafety.Classifier.Tests", "ReadmeTests.cs"));
        string[] parts = source.Split("// README" + " sample");
        Assert.Equal(Unindented(parts[1]), readme.Replace("using OnlineSafety;\nusing OnlineSafety.Findings;\n", "", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public void The_taxonomy_in_the_README_is_complete()
    {
        string readme = File.ReadAllText(RepositoryRoot.File("README.md"));
        Assert.All(Taxonomy.Descriptors, d => Assert.Contains($"| {d.Id} | `{d.IndicatorId}` | {d.Category.ToString()!.ToLowerInvariant()} |", readme, StringComparison.Ordinal));
    }

    private static void Sample()
    {
        // README sample
        SafetyClassifier classifier = SafetyClassifier.Default;
        ClassificationOptions options = new() { Profile = Profile.KeyStage3, Surface = Surface.Monitoring };
        ClassificationResult result = classifier.ClassifyText("fr33 r0bux, no verification needed", options);

        if (result.Decision == Decision.Flag)
        {
            foreach (Finding f in result.Findings)
                Console.WriteLine($"{f.Descriptor.Id} {f.Descriptor.IndicatorId} {f.Score:0.00} {f.Severity} at {f.Span}: {string.Join(", ", f.Evidence)}");
        }

        ScoreVector scores = classifier.ScoreText("How old was Juliet when she met Romeo?"u8); // allocates nothing
        Console.WriteLine(scores[RiskCategory.Contact] < 0.1f ? "a lesson" : "a risk");
        // README sample
    }

    private static string Unindented(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(static l => l.Trim())).Trim();

    [GeneratedRegex("```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
