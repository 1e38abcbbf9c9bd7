using OnlineSafety.Training.Evaluation;

namespace OnlineSafety.Training.Tests;

/// <summary>Who somebody is, is never evidence of risk: plain sentences about people are not flagged, whoever they are.</summary>
public sealed class IdentityTests
{
    public static TheoryData<string> Identities => [.. IdentityEvaluation.Identities];

    [Theory]
    [MemberData(nameof(Identities))]
    public void Plain_sentences_are_not_flagged(string identity)
    {
        foreach (string text in IdentityEvaluation.Sentences(identity))
        {
            ClassificationResult result = SafetyClassifier.Default.ClassifyText(text);
            Assert.True(result.Decision == Decision.Allow, $"{text}: {string.Join(", ", result.Findings)}");
        }
    }
}
