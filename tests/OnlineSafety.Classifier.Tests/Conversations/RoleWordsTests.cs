using OnlineSafety.Conversations;
using OnlineSafety.Features;
using OnlineSafety.Models;
using OnlineSafety.Tests.Features;

namespace OnlineSafety.Tests.Conversations;

public sealed class RoleWordsTests
{
    private const int Bits = 12;

    [Fact]
    public void A_word_says_one_thing_from_the_suspect_and_another_from_others()
    {
        RoleWords words = new(Section(("zorble", 2, -1), ("nay", -0.5f, 1)));
        Assert.Equal((2000, -1000), Rounded(words.Sum("zorble")));
        Assert.Equal((-500, 1000), Rounded(words.Sum("nay")));
        Assert.Equal((1500, 0), Rounded(words.Sum("zorble, nay")));
        Assert.Equal((0, 0), words.Sum("blimp"));
        Assert.Equal((0, 0), words.Sum(""));
    }

    [Fact]
    public void The_worst_suspect_counts_whoever_speaks_first()
    {
        // A asks and B refuses: with A as the suspect the words say more than with B, in both orders.
        foreach (string first in new[] { "A", "B" })
        {
            ConversationState state = default;
            RoleWords words = new(Section(("zorble", 2, -1), ("nay", -0.5f, 1)));
            foreach (string sender in new[] { first, first == "A" ? "B" : "A" })
            {
                MessageEvidence evidence = new();
                evidence.AddRoles(words.Sum(sender == "A" ? "zorble" : "nay"));
                state.Apply(new ChatMessage(sender, null, "x"), evidence);
            }

            int a = state.Find(state.KeyOf("A"));
            Assert.Equal(3 / Math.Sqrt(500), state.WordsWithSuspect(a), 0.002);
            Assert.Equal(-1.5 / Math.Sqrt(500), state.WordsWithSuspect(1 - a), 0.002);
            float[] features = new float[TrajectoryFeatures.Count];
            TrajectoryFeatures.Compute(state, features);
            Assert.Equal((float)state.WordsWithSuspect(a), features[TrajectoryFeatures.WordsByRole]);
            Assert.Equal(state, ConversationState.Read(state.ToBytes()));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_section_of_another_length_is_refused(int length) => Assert.Throws<InvalidDataException>(() => new RoleWords(new byte[length]));

    [Fact]
    public void A_section_whose_step_is_no_number_is_refused()
    {
        byte[] section = Section(("zorble", 2, -1));
        BitConverter.TryWriteBytes(section.AsSpan(4), float.NaN);
        Assert.Throws<InvalidDataException>(() => new RoleWords(section));
    }

    /// <summary>A section that knows some words, by their first feature.</summary>
    internal static byte[] Section(params (string Word, float Suspect, float Others)[] words)
    {
        byte[] tags = new byte[1 << Bits];
        float[] weights = new float[2 << Bits];
        foreach ((string word, float suspect, float others) in words)
        {
            HashList collector = new();
            NgramFeatures.Extract(word, ref collector);
            int row = LinearModel.RowOf(collector.Hashes[0], Bits);
            tags[row] = LinearModel.TagOf(collector.Hashes[0]);
            (weights[2 * row], weights[(2 * row) + 1]) = (suspect, others);
        }

        return RoleWords.Write(Bits, tags, weights);
    }

    // Weights are kept in 127 steps.
    private static (int Suspect, int Others) Rounded((int Suspect, int Others) sums) => ((int)Math.Round(sums.Suspect / 100.0) * 100, (int)Math.Round(sums.Others / 100.0) * 100);
}
