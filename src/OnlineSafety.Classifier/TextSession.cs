using System.Runtime.InteropServices;

namespace OnlineSafety;

/// <summary>
/// A text that is being written, scored again after every edit: always the scores that
/// <see cref="SafetyClassifier.ScoreText(ReadOnlySpan{char})"/> gives the whole text. A long text is scored in segments of some 3,500
/// characters whose ends follow the words; those that an edit did not touch are not scored again, so typing in a book costs a few segments
/// wherever it is. Mutable: one thread at a time. Holds the text until it is cleared.
/// </summary>
public sealed class TextSession
{
    private readonly SafetyClassifier _classifier;
    private List<SafetyClassifier.ScoredSegment> _segments = [];
    private List<SafetyClassifier.ScoredSegment> _known = [];
    private char[] _text = new char[256];
    private bool _isScored;
    private ScoreVector _scores;

    internal TextSession(SafetyClassifier classifier) => _classifier = classifier;

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length { get; private set; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>The scores of the text as it is now; what an edit has changed is scored when this is read.</summary>
    public ScoreVector Scores
    {
        get
        {
            if (!_isScored)
            {
                (_known, _segments) = (_segments, _known);
                _segments.Clear();
                LastScored = _classifier.ScoreSegments(Text, _known, _segments);
                _scores = SafetyClassifier.ScoresOf(_segments);
                _isScored = true;
            }

            return _scores;
        }
    }

    /// <summary>How many segments were scored when scores were last read after an edit.</summary>
    internal int LastScored { get; private set; }

    /// <summary>Appends to the text.</summary>
    public void Append(ReadOnlySpan<char> text) => Replace(Length, 0, text);

    /// <summary>Replaces a part of the text: inserts where <paramref name="length"/> is 0, deletes where <paramref name="text"/> is empty.</summary>
    /// <param name="start">Where the part starts.</param>
    /// <param name="length">Its length.</param>
    /// <param name="text">What takes its place; not a part of <see cref="Text"/> itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the text.</exception>
    public void Replace(int start, int length, ReadOnlySpan<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - start);
        int newLength = checked(Length - length + text.Length);
        char[] old = _text;
        if (newLength > old.Length)
        {
            _text = new char[Math.Max(newLength, (int)Math.Min(old.Length * 2L, Array.MaxLength))];
            old.AsSpan(0, start).CopyTo(_text);
        }

        old.AsSpan(start + length, Length - start - length).CopyTo(_text.AsSpan(start + text.Length));
        text.CopyTo(_text.AsSpan(start));
        if (old != _text)
            Array.Clear(old, 0, Length);
        else if (newLength < Length)
            Array.Clear(old, newLength, Length - newLength);
        Length = newLength;

        int moved = text.Length - length;
        int kept = 0;
        foreach (SafetyClassifier.ScoredSegment segment in CollectionsMarshal.AsSpan(_segments))
        {
            if (segment.Place.Seen <= start)
                _segments[kept++] = segment;
            else if (segment.Place.Slice >= start + length)
                _segments[kept++] = segment with { Place = segment.Place.Moved(moved) };
        }

        _segments.RemoveRange(kept, _segments.Count - kept);
        _isScored = false;
    }

    /// <summary>Forgets the text: what was written is overwritten.</summary>
    public void Clear() => Replace(0, Length, []);
}
