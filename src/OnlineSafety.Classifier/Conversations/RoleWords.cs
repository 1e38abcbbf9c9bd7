using System.Buffers.Binary;
using OnlineSafety.Features;
using OnlineSafety.Models;

namespace OnlineSafety.Conversations;

/// <summary>
/// What words say by who writes them: the same word has one weight where the suspect writes it and another where somebody else
/// does. "don't tell your mum" is a risk from the one, "I told my mum" from the other. A conversation is scored with each participant as the
/// suspect, and the worst counts. Immutable; the rows are read where they lie in the bundle.
/// <code>u32 log2 of the number of rows; f32 value of one step; rows × u8 tags, 0 for an empty row; rows × 2 i8 weights: suspect, others</code>
/// </summary>
internal sealed class RoleWords
{
    private const int MaxBits = 24;
    private const int HeaderLength = sizeof(int) + sizeof(float);

    private readonly ReadOnlyMemory<byte> _section;
    private readonly int _bits;
    private readonly double _step;

    /// <summary>Opens the section of a bundle.</summary>
    /// <exception cref="InvalidDataException">The section is not well formed.</exception>
    public RoleWords(ReadOnlyMemory<byte> section)
    {
        _bits = section.Length < HeaderLength ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section.Span);
        _step = _bits is < 1 or > MaxBits || section.Length != LengthFor(_bits) ? double.NaN : BinaryPrimitives.ReadSingleLittleEndian(section.Span[sizeof(int)..]);
        if (!double.IsFinite(_step))
            throw new InvalidDataException("The bundle's section of words by role is not well formed.");
        _section = section;
    }

    /// <summary>Writes a section.</summary>
    /// <param name="bits">Two to this many rows.</param>
    /// <param name="tags">The tag of each row's feature.</param>
    /// <param name="weights">Two a row: of the suspect, of others.</param>
    public static byte[] Write(int bits, ReadOnlySpan<byte> tags, ReadOnlySpan<float> weights)
    {
        float most = 0;
        foreach (float weight in weights)
        {
            most = MathF.Max(most, MathF.Abs(weight));
        }

        float step = MathF.Max(1e-6f, most / LinearModel.MaxWeight);
        byte[] section = new byte[LengthFor(bits)];
        BinaryPrimitives.WriteInt32LittleEndian(section, bits);
        BinaryPrimitives.WriteSingleLittleEndian(section.AsSpan(sizeof(int)), step);
        tags.CopyTo(section.AsSpan(HeaderLength));
        for (int i = 0; i < weights.Length; i++)
        {
            section[HeaderLength + tags.Length + i] = (byte)(sbyte)MathF.Round(weights[i] / step);
        }

        return section;
    }

    /// <summary>The sums of a folded text's weights, in thousandths: as the suspect's, and as another's.</summary>
    public (int Suspect, int Others) Sum(ReadOnlySpan<char> text)
    {
        Sink sink = new(_section.Span, _bits);
        NgramFeatures.Extract(text, ref sink);
        return (Milli(sink.Suspect), Milli(sink.Others));
    }

    private static int LengthFor(int bits) => HeaderLength + (3 << bits);

    private int Milli(long steps) => (int)Math.Clamp(Math.Round(steps * _step * Logistic.Milli), int.MinValue, int.MaxValue);

    private ref struct Sink(ReadOnlySpan<byte> section, int bits) : IFeatureSink
    {
        private readonly ReadOnlySpan<byte> _tags = section.Slice(HeaderLength, 1 << bits);
        private readonly ReadOnlySpan<byte> _weights = section[(HeaderLength + (1 << bits))..];

        public long Suspect { get; private set; }

        public long Others { get; private set; }

        public void Add(scoped ReadOnlySpan<uint> hashes)
        {
            foreach (uint hash in hashes)
            {
                int row = LinearModel.RowOf(hash, bits);
                if (_tags[row] != LinearModel.TagOf(hash))
                    continue;
                Suspect += (sbyte)_weights[2 * row];
                Others += (sbyte)_weights[(2 * row) + 1];
            }
        }

        public readonly bool TryAddWord(uint hash, scoped ReadOnlySpan<char> letters) => false;
    }
}
