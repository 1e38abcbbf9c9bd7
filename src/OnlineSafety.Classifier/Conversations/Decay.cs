namespace OnlineSafety.Conversations;

/// <summary>How evidence fades: it halves in <see cref="ConversationState.HalfLifeDays"/> days, in steps of a day, in integers.</summary>
internal static class Decay
{
    private const int Shift = 16;

    // 2 to the power of -d/30, in 1/65536, for d from 0 to 29.
    private static readonly int[] s_fractions =
        [.. Enumerable.Range(0, ConversationState.HalfLifeDays).Select(static d => (int)Math.Round((1 << Shift) * Math.Pow(2, -d / (double)ConversationState.HalfLifeDays)))];

    /// <summary>What is left of a weight after some days.</summary>
    public static int Of(int weight, int days)
    {
        int halves = days / ConversationState.HalfLifeDays;
        return days == 0 ? weight : halves > Shift ? 0 : (int)(((long)weight * s_fractions[days % ConversationState.HalfLifeDays]) >> (Shift + halves));
    }
}
