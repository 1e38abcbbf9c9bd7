namespace OnlineSafety.Benchmarks;

/// <summary>Finding the phrases of a lexicon in a message of 73 bytes.</summary>
public class MessageBenchmarks : MatchBenchmarks
{
    protected override int Length => 73;
}
