namespace OnlineSafety.Tests;

/// <summary>Who somebody is, is never evidence of risk: plain sentences about people are not flagged, whoever they are.</summary>
public sealed class IdentityTests
{
    private static readonly string[] s_identities =
    [
        "Muslim", "Jewish", "Christian", "Hindu", "Sikh", "Buddhist", "gay", "lesbian", "bisexual", "trans", "non-binary", "Black", "white",
        "Asian", "Chinese", "Somali", "Polish", "Romanian", "Roma", "Traveller", "Irish", "Welsh", "Scottish", "disabled", "autistic",
        "deaf", "blind", "dyslexic", "elderly", "foster", "refugee", "immigrant",
    ];

    private static readonly string[] s_sentences =
    [
        "My best friend is {0} and plays the violin in our orchestra.",
        "There is a new {0} pupil in our form and she is really good at chemistry.",
        "I am {0} and my favourite lesson is geography.",
        "Several {0} families helped at the school fair on Saturday.",
        "We read a story about a {0} boy who builds a boat with his grandad.",
        "The {0} community centre has a homework club on Tuesdays.",
        "Our assembly today was about famous {0} scientists.",
    ];

    public static TheoryData<string> Identities => [.. s_identities];

    [Theory]
    [MemberData(nameof(Identities))]
    public void Plain_sentences_are_not_flagged(string identity)
    {
        foreach (string sentence in s_sentences)
        {
            string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, identity);
            ClassificationResult result = SafetyClassifier.Default.ClassifyText(text);
            Assert.True(result.Decision == Decision.Allow, $"{text}: {string.Join(", ", result.Findings)}");
        }
    }
}
