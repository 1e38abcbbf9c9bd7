using OnlineSafety.Conversations;
using OnlineSafety.Lexicons;
using OnlineSafety.Matching;
using OnlineSafety.Models;
using OnlineSafety.Text;

namespace OnlineSafety;

/// <summary>
/// The buffers of one classification, kept a thread, so that the hot path allocates nothing and takes no lock.
/// </summary>
internal sealed class ScanWorkspace
{
    [ThreadStatic]
    private static ScanWorkspace? t_cached;

    private MessageEvidence? _message;

    public FoldedText Text { get; } = new();

    public EvasionSigns Signs { get; } = new();

    public AggressiveView View { get; } = new();

    public MatchList Matches { get; } = new();

    public LexiconHitList Hits { get; } = new();

    public LexiconEvidence Evidence { get; } = new();

    public LinearSums Linear { get; } = new();

    /// <summary>What a chat message shows.</summary>
    public MessageEvidence Message => _message ??= new MessageEvidence();

    /// <summary>The logit of each indicator for the segment, in thousandths.</summary>
    public int[] Logits { get; } = new int[Taxonomy.IndicatorCount];

    /// <summary>Takes the thread's workspace; give it back with <see cref="Return"/>.</summary>
    public static ScanWorkspace Rent()
    {
        ScanWorkspace workspace = t_cached ?? new ScanWorkspace();
        t_cached = null;
        return workspace;
    }

    /// <summary>Gives the workspace back to the thread, without the text: nobody's words stay behind in memory.</summary>
    public void Return()
    {
        Text.Erase();
        View.Erase();
        Linear.Erase();
        _message?.Clear();
        t_cached = this;
    }
}
