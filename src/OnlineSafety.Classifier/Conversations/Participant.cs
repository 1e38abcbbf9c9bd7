using System.Runtime.CompilerServices;

namespace OnlineSafety.Conversations;

/// <summary>
/// What a conversation's state keeps of one person. Sums are in hundredths of a logit; a sum that is full stays full.
/// </summary>
internal struct Participant
{
    /// <summary>The salted hash of the sender.</summary>
    public ulong Key;

    /// <summary>The salted hash of the word that others call this person by; 0 for none.</summary>
    public uint Name;

    /// <summary>Own messages.</summary>
    public int Messages;

    /// <summary>Number of the last own message.</summary>
    public int Last;

    /// <summary>Decayed evidence of each row.</summary>
    public Rows Sums;

    /// <summary>Highest cue that this is a child.</summary>
    public ushort ChildCue;

    /// <summary>Highest cue that this is an adult.</summary>
    public ushort AdultCue;

    /// <summary>Decayed evidence of any course after somebody had refused.</summary>
    public ushort Persisted;

    /// <summary>Own messages with a time.</summary>
    public ushort Timed;

    /// <summary>Of these, at night.</summary>
    public ushort Night;

    /// <summary>Own messages on the state's current day.</summary>
    public ushort Today;

    /// <summary>Own messages on the busiest day.</summary>
    public ushort Busiest;

    /// <summary>Whether somebody has refused this person something.</summary>
    public bool IsRefused;

    /// <summary>How much more the own words say if this is the suspect than if somebody else is: a decayed sum, in thousandths.</summary>
    public int Lead;

    /// <summary>Whom most of the evidence is aimed at (the majority vote of Boyer and Moore 1991); 0 for nobody yet.</summary>
    public ulong Target;

    /// <summary>The lead of <see cref="Target"/> in that vote.</summary>
    public ushort TargetLead;

    /// <summary>All evidence: who has least makes room for others.</summary>
    public readonly int Total
    {
        get
        {
            int total = 0;
            foreach (ushort sum in Sums[..])
            {
                total += sum;
            }

            return total;
        }
    }

    /// <summary>The evidence of steps taken against others.</summary>
    public readonly int Moves => Sum(EvidenceRows.Steps, EvidenceRows.MoveCount);

    /// <summary>The evidence of answers: refusing, telling, standing up.</summary>
    public readonly int Answers => Sum(EvidenceRows.Steps + EvidenceRows.MoveCount, EvidenceRows.StepCount - EvidenceRows.MoveCount);

    /// <summary>Adds to a sum.</summary>
    public static void Add(ref ushort sum, int hundredths) => sum = (ushort)Math.Min(ushort.MaxValue, sum + hundredths);

    private readonly int Sum(int first, int count)
    {
        int sum = 0;
        for (int r = first; r < first + count; r++)
        {
            sum += Sums[r];
        }

        return sum;
    }

    [InlineArray(EvidenceRows.Count)]
    internal struct Rows
    {
        private ushort _first;
    }
}
