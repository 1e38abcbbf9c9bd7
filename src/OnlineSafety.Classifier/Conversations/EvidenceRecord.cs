namespace OnlineSafety.Conversations;

/// <summary>One of the messages that weigh most for a course.</summary>
internal struct EvidenceRecord
{
    /// <summary>Stands for a message without a time.</summary>
    public const int NoTime = int.MinValue;

    /// <summary>Number of the message, from 0.</summary>
    public int Message;

    /// <summary>Minutes since 1970, or <see cref="NoTime"/>.</summary>
    public int Minute;

    /// <summary>The salted hash of the sender.</summary>
    public ulong Sender;

    /// <summary>Hundredths of a logit; 0 for an empty record.</summary>
    public ushort Weight;

    /// <summary>The step that the message shows most, as a number; <see cref="EvidenceRows.StepCount"/> for none.</summary>
    public byte Step;
}
