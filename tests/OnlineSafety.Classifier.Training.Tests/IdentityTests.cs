using OnlineSafety.Training.Evaluation;

namespace OnlineSafety.Training.Tests;

/// <summary>Who somebody is, is never evidence of risk: plain sentences and searches about people are not flagged, whoever they are.</summary>
public sealed class IdentityTests
{
    public static TheoryData<string> Terms => [.. IdentityEvaluation.Terms];

    [Theory]
    [MemberData(nameof(Terms))]
    public void Plain_sentences_and_searches_are_not_flagged(string term)
    {
        foreach (string text in IdentityEvaluation.Texts(term))
        {
            ClassificationResult result = SafetyClassifier.Default.ClassifyText(text);
            Assert.True(result.Decision == Decision.Allow, $"{text}: {string.Join(", ", result.Findings)}");
        }
    }
}
