using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OnlineSafety.Text;

/// <summary>
/// The folded characters of a text and, for each, the offset in the original where its scalar starts. A reusable
/// buffer: one thread at a time, overwritten by the next <see cref="TextNormalizer"/> call.
/// </summary>
internal sealed class FoldedText
{
    // Sized by the first text: folding a lexicon makes one of these for each of some 12,000 short phrases.
    private char[] _chars = [];
    private int[] _starts = [];

    // The most characters since they were last overwritten.
    private int _longest;

    /// <summary>Number of folded characters.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the original had ill-formed sequences (each stands here as U+FFFD).</summary>
    public bool HasInvalid { get; set; }

    /// <summary>The folded characters.</summary>
    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>The offset in the original, in its own code units, of the scalar that gave a folded character.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>The first folded character whose scalar starts at <paramref name="offset"/> or later; <see cref="Length"/> if none does.</summary>
    public int IndexAt(int offset)
    {
        int low = 0;
        for (int high = Length; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (_starts[middle] < offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Leaves the first <paramref name="length"/> characters.</summary>
    public void Truncate(int length)
    {
        _longest = Math.Max(_longest, Length);
        Length = length;
    }

    /// <summary>Overwrites the characters, those of longer texts before this one too.</summary>
    public void Erase()
    {
        Array.Clear(_chars, 0, Math.Max(_longest, Length));
        _longest = 0;
        Length = 0;
    }

    /// <summary>Empties the buffer and makes room for a number of characters.</summary>
    public void Reset(int capacity)
    {
        _longest = Math.Max(_longest, Length);
        Length = 0;
        HasInvalid = false;
        if (_chars.Length < capacity)
        {
            Erase();
            _chars = new char[capacity];
            _starts = new int[capacity];
        }
    }

    /// <summary>Appends one folded character. The caller has made room with <see cref="Reset"/>.</summary>
    public void Append(char c, int start)
    {
        _chars[Length] = c;
        _starts[Length] = start;
        Length++;
    }

    /// <summary>Appends sixteen folded characters of as many units. The caller has made room with <see cref="Reset"/>.</summary>
    public void AppendBlock(Vector256<ushort> block, int start)
    {
        block.CopyTo(MemoryMarshal.Cast<char, ushort>(_chars.AsSpan(Length)));
        Span<int> starts = _starts.AsSpan(Length, Vector256<ushort>.Count);
        (Vector256<int>.Indices + Vector256.Create(start)).CopyTo(starts);
        (Vector256<int>.Indices + Vector256.Create(start + Vector256<int>.Count)).CopyTo(starts[Vector256<int>.Count..]);
        Length += Vector256<ushort>.Count;
    }
}
