using System.Collections.Immutable;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;

namespace OnlineSafety.Tests.Lexicons;

/// <summary>A lexicon in a bundle: entries read in place, automata compiled beforehand.</summary>
public sealed class CompiledLexiconTests
{
    private static readonly ImmutableArray<LexiconEntry> s_entries = Lexicon.Parse(
        "zorble | bullying | 6.5 | stem stance=directed\nzor-ble wörk | context.education | 3\nZORB | scam | 2 | case severity=high", "x", out _).Entries;

    [Fact]
    public void Entries_are_read_as_they_were_written()
    {
        LexiconEntries read = LexiconEntries.Open(LexiconSection.Write(s_entries));
        Assert.Equal(s_entries.AsEnumerable(), read.ToImmutable());
        Assert.Equal(3, read.Length);
        Assert.True(read.Rows[1].IsContext);
        Assert.Equal(ContextKind.Education, read.Rows[1].Context);
        Assert.Equal(6500, read.Rows[0].Weight);
    }

    [Fact]
    public void Damaged_entries_are_refused_or_read()
    {
        byte[] section = LexiconSection.Write(s_entries);
        for (int i = 0; i < section.Length; i++)
        {
            byte[] damaged = [.. section];
            damaged[i] ^= 0xC3;
            try
            {
                Assert.All(LexiconEntries.Open(damaged).ToImmutable(), static e => Assert.NotEqual(e.Indicator.HasValue, e.Context.HasValue));
            }
            catch (InvalidDataException)
            {
            }
        }

        Assert.All(Enumerable.Range(0, section.Length), length => Assert.Throws<InvalidDataException>(() => LexiconEntries.Open(section.AsMemory(0, length))));
    }

    [Theory]
    [InlineData("you zorbled, all of you")]
    [InlineData("zorble work in a lesson, ZORB")]
    [InlineData("z0rble y0u, z.o.r.b.l.e")]
    [InlineData("nothing at all")]
    public void A_bundle_with_automata_scores_as_one_without(string text)
    {
        byte[] entries = LexiconSection.Write(s_entries);
        byte[] automata = LexiconAutomata.Write(LexiconEntries.Open(entries));
        SafetyClassifier without = Build(new() { [BundleSection.Lexicon] = entries });
        SafetyClassifier with = Build(new() { [BundleSection.Lexicon] = entries, [BundleSection.Automata] = automata });
        Assert.Equal(without.ScoreText(text), with.ScoreText(text));
        Assert.Equal(3, with.Info.LexiconEntries);
        Assert.Equal(64, with.Info.Sha256.Length);
    }

    [Fact]
    public void Automata_of_other_entries_are_refused()
    {
        LexiconEntries entries = LexiconEntries.Of(s_entries);
        byte[] automata = LexiconAutomata.Write(entries);
        _ = LexiconAutomata.Open(automata, entries);
        Assert.Throws<InvalidDataException>(() => LexiconAutomata.Open(automata, LexiconEntries.Of(s_entries.RemoveAt(0))));
        Assert.All(Enumerable.Range(0, automata.Length), length => Assert.Throws<InvalidDataException>(() => LexiconAutomata.Open(automata.AsMemory(0, length), entries)));
    }

    [Fact]
    public void A_damaged_skeleton_is_noticed_when_the_bundle_is_opened_not_when_the_first_text_needs_it()
    {
        byte[] entries = LexiconSection.Write(s_entries);
        byte[] automata = LexiconAutomata.Write(LexiconEntries.Open(entries));
        byte[] bundle = Bundle.Write(new Dictionary<BundleSection, byte[]> { [BundleSection.Lexicon] = entries, [BundleSection.Automata] = automata });
        int first = bundle.AsSpan().IndexOf(automata);
        for (int i = first; i < first + automata.Length; i++)
        {
            for (byte bits = 1; bits != 0; bits <<= 1)
            {
                byte[] damaged = [.. bundle];
                damaged[i] ^= bits;
                Assert.Throws<InvalidDataException>(() => Bundle.Open(damaged, "x"));
            }
        }
    }

    private static SafetyClassifier Build(Dictionary<BundleSection, byte[]> sections)
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, Bundle.Write(sections));
        SafetyClassifier classifier = SafetyClassifier.CreateBuilder().UseBundle(file).Build();
        File.Delete(file);
        return classifier;
    }
}
