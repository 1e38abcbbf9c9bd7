using OnlineSafety.Cli.Input;
using OnlineSafety.Conversations;

namespace OnlineSafety.Cli.Output;

/// <summary>Writes results in one format, in the order of the inputs.</summary>
internal interface IResultWriter : IDisposable
{
    /// <summary>Writes the result of an input.</summary>
    /// <param name="record">The input.</param>
    /// <param name="place">Its file and line, for people.</param>
    /// <param name="results">One result for a text; one a message for a chat, in order.</param>
    /// <param name="assessment">What a chat shows as a whole; null for a text.</param>
    void Write(InputRecord record, string place, IReadOnlyList<MessageResult> results, ConversationAssessment? assessment);

    /// <summary>Writes that an input could not be read.</summary>
    void WriteError(InputRecord record, string place);

    /// <summary>Hands on what was written so far: whoever waits for it may be whom the next input comes from.</summary>
    void Flush();
}
