using System.Buffers;
using System.Runtime.CompilerServices;
using OnlineSafety.Text;

namespace OnlineSafety;

/// <content>Texts that come in pieces: streams, batches, and texts that are being edited.</content>
public sealed partial class SafetyClassifier
{
    // At most 32 KiB. A folded character is of four bytes or two chars at most, and Squeeze leaves one unit between two, so a
    // segment with its margins always fits.
    private const int FeedBytes = 32 * 1024;

    /// <summary>
    /// Scores a text that is read to its end, as <see cref="ScoreText(ReadOnlySpan{char})"/> scores it in one piece. Holds some
    /// 30 KiB of it at a time, however long it is. The reader stays open.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="reader"/> is null.</exception>
    /// <exception cref="IOException">The reader fails.</exception>
    public ScoreVector ScoreText(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return ScoreFeed<char, Utf16Decoder>(reader.Read);
    }

    /// <summary>
    /// Scores a text in UTF-8 that is read to its end, as <see cref="ScoreText(ReadOnlySpan{byte})"/> scores it in one piece. Holds
    /// some 30 KiB of it at a time, however long it is. The stream stays open.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public ScoreVector ScoreText(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return ScoreFeed<byte, Utf8Decoder>(utf8.Read);
    }

    /// <summary>Scores several texts, each as <see cref="ScoreText(ReadOnlySpan{char})"/> does. Allocates nothing.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="scores">Takes the scores, one a text.</param>
    /// <exception cref="ArgumentException">There is room for fewer scores than texts, or a text is null.</exception>
    public void ScoreBatch(ReadOnlySpan<string> texts, Span<ScoreVector> scores)
    {
        if (scores.Length < texts.Length)
            throw new ArgumentException($"There are {texts.Length} texts and room for {scores.Length} scores.", nameof(scores));
        for (int i = 0; i < texts.Length; i++)
        {
            scores[i] = ScoreText(texts[i] ?? throw new ArgumentException($"Text {i} is null.", nameof(texts)));
        }
    }

    /// <summary>Creates a session for a text that is being written, such as what a pupil types: an edit costs little to score.</summary>
    public TextSession CreateSession() => new(this);

    /// <summary>Scores a text, but for the segments that are known.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">Segments with their logits, in order, of which none depends on what has changed; all that follow one that fits are used.</param>
    /// <param name="segments">Takes all segments.</param>
    /// <returns>How many were scored.</returns>
    internal int ScoreSegments(ReadOnlySpan<char> text, List<ScoredSegment> known, List<ScoredSegment> segments)
    {
        ScanWorkspace workspace = ScanWorkspace.Rent();
        int scored = 0;
        int next = 0;
        try
        {
            Segment segment = default;
            do
            {
                while (next < known.Count && known[next].Place.From < segment.To)
                {
                    next++;
                }

                if (next < known.Count && known[next].Place.From == segment.To && known[next].Place.Slice == segment.NextSlice)
                {
                    segments.Add(known[next]);
                }
                else
                {
                    segment = NextSegment<char, Utf16Decoder>(text, segment, workspace.Text);
                    Analyze<char, Utf16Decoder>(text, segment, workspace);
                    segments.Add(new ScoredSegment(segment, [.. workspace.Logits]));
                    scored++;
                }

                segment = segments[^1].Place;
            }
            while (segment.To < text.Length);
        }
        finally
        {
            workspace.Return();
        }

        return scored;
    }

    /// <summary>The scores of some segments.</summary>
    internal static ScoreVector ScoresOf(List<ScoredSegment> segments)
    {
        Span<int> highest = stackalloc int[Taxonomy.IndicatorCount];
        Lower(highest);
        foreach (ScoredSegment segment in segments)
        {
            Raise(highest, segment.Logits);
        }

        return ToScores(highest);
    }

    private ScoreVector ScoreFeed<TUnit, TDecoder>(ReadInto<TUnit> read)
        where TUnit : unmanaged
        where TDecoder : struct, IScalarDecoder<TUnit>
    {
        int capacity = FeedBytes / Unsafe.SizeOf<TUnit>();
        TUnit[] buffer = ArrayPool<TUnit>.Shared.Rent(capacity);
        ScanWorkspace workspace = ScanWorkspace.Rent();
        Span<int> highest = stackalloc int[Taxonomy.IndicatorCount];
        Lower(highest);
        int length = 0;
        Segment segment = default;
        bool ended = false;
        try
        {
            do
            {
                // All but what the next segment's margin needs is done with; where that is all there is, padding fills the buffer.
                int done = segment.NextSlice;
                buffer.AsSpan(done, length - done).CopyTo(buffer);
                length -= done;
                segment = segment.Moved(-done);
                if (length == capacity)
                {
                    length = TextNormalizer.Squeeze<TUnit, TDecoder>(buffer.AsSpan(0, length), segment.To, out int to);
                    segment = segment with { To = to };
                }

                while (!ended && length < capacity)
                {
                    int count = read(buffer.AsSpan(length, capacity - length));
                    ended = count == 0;
                    length += count;
                }

                ReadOnlySpan<TUnit> text = buffer.AsSpan(0, length);
                do
                {
                    Segment next = NextSegment<TUnit, TDecoder>(text, segment, workspace.Text);
                    if (!ended && next.Seen > length)
                        break;
                    Analyze<TUnit, TDecoder>(text, next, workspace);
                    Raise(highest, workspace.Logits);
                    segment = next;
                }
                while (segment.To < length);
            }
            while (!ended);
        }
        finally
        {
            ArrayPool<TUnit>.Shared.Return(buffer, clearArray: true);
            workspace.Return();
        }

        return ToScores(highest);
    }

    /// <summary>A segment of a text and its logits.</summary>
    internal readonly record struct ScoredSegment(Segment Place, int[] Logits);

    private delegate int ReadInto<TUnit>(Span<TUnit> into);
}
