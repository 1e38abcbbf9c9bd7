namespace OnlineSafety.Conversations;

/// <summary>A message that led to an alert.</summary>
/// <param name="Message">Its number, from 0: in a whole conversation its place in the list given, else the order of arrival.</param>
/// <param name="At">When, in UTC and whole minutes; null where there are no times.</param>
/// <param name="Sender">Who wrote it, where the name was given to be matched.</param>
/// <param name="Step">The step that it shows most; null for none in particular.</param>
/// <param name="Weight">By how much it speaks for the course, in natural log-odds.</param>
public readonly record struct AlertMessage(int Message, DateTimeOffset? At, string? Sender, ConversationStep? Step, float Weight);
