using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnlineSafety.Lexicons;
using OnlineSafety.Models;

namespace OnlineSafety.Features;

/// <summary>
/// The dense features of a segment, which the trees fuse: the linear logit and the lexicon's sum of each indicator, the
/// contexts, and the shape of the text.
/// </summary>
internal static class DenseFeatures
{
    /// <summary>Where the linear logits start, one an indicator.</summary>
    public const int Linear = 0;

    /// <summary>Where the lexicon's logits start, one an indicator, before context.</summary>
    public const int Lexicon = Linear + Taxonomy.IndicatorCount;

    /// <summary>Where the contexts start, one a kind.</summary>
    public const int Context = Lexicon + Taxonomy.IndicatorCount;

    /// <summary>Where the shape starts: length, words, digits, signs of evasion, hits in disguise.</summary>
    public const int Shape = Context + ContextCount;

    /// <summary>Number of features.</summary>
    public const int Count = Shape + 5;

    private const int ContextCount = (int)ContextKind.Family + 1;

    /// <summary>Fills in the features of the segment that a workspace holds, whose linear rows are noted.</summary>
    public static void Compute(LinearModel linear, ScanWorkspace workspace, Span<float> features)
    {
        linear.Score(workspace.Linear, features.Slice(Linear, Taxonomy.IndicatorCount));
        ComputeRest(workspace, features);
    }

    /// <summary>Fills in all but the linear logits.</summary>
    public static void ComputeRest(ScanWorkspace workspace, Span<float> features)
    {
        ReadOnlySpan<int> lexicon = workspace.Evidence.AllBefore;
        for (int i = 0; i < lexicon.Length; i += Vector256<int>.Count)
        {
            Vector256.ConvertToSingle(Vector256.Create(lexicon[i..])).CopyTo(features[(Lexicon + i)..]);
        }

        for (int i = 0; i < ContextCount; i++)
        {
            features[Context + i] = workspace.Evidence.Context((ContextKind)i);
        }

        ReadOnlySpan<char> text = workspace.Text.Chars;
        (int spaces, int digits) = CountSpacesAndDigits(text);
        int disguised = 0;
        foreach (LexiconHit hit in workspace.Hits.Items)
        {
            disguised += hit.IsDisguised ? 1 : 0;
        }

        features[Shape] = text.Length;
        features[Shape + 1] = spaces;
        features[Shape + 2] = digits;
        features[Shape + 3] = workspace.Signs.Any ? 1 : 0;
        features[Shape + 4] = disguised;
    }

    private static (int Spaces, int Digits) CountSpacesAndDigits(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(text);
        int spaces = 0;
        int digits = 0;
        int i = 0;
        for (; i <= units.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            Vector256<ushort> block = Vector256.Create(units[i..]);
            spaces += BitOperations.PopCount(Vector256.Equals(block, Vector256.Create((ushort)' ')).ExtractMostSignificantBits());
            digits += BitOperations.PopCount(Vector256.LessThan(block - Vector256.Create((ushort)'0'), Vector256.Create((ushort)10)).ExtractMostSignificantBits());
        }

        for (; i < text.Length; i++)
        {
            spaces += text[i] == ' ' ? 1 : 0;
            digits += char.IsAsciiDigit(text[i]) ? 1 : 0;
        }

        return (spaces, digits);
    }
}
