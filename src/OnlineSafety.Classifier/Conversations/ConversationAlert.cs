using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OnlineSafety.Findings;

namespace OnlineSafety.Conversations;

/// <summary>
/// A conversation that looks like a harmful course: what, who to whom, since when, and which messages led to it. Immutable;
/// holds no text of the messages.
/// </summary>
public sealed record ConversationAlert
{
    /// <summary>The rule: grooming, exploitation, coercion, recruitment or bullying.</summary>
    public required FindingDescriptor Descriptor { get; init; }

    /// <summary>The probability, 0 to 1.</summary>
    public required float Score { get; init; }

    /// <summary>The rule's severity, one higher where the suspect went on after a refusal.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Who is suspected of it; null where it is only told of.</summary>
    public ParticipantAssessment? Suspect { get; init; }

    /// <summary>Whom it is aimed at; null where that is not clear.</summary>
    public ParticipantAssessment? Target { get; init; }

    /// <summary>The time of the first of <see cref="Messages"/> that has one.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The messages that weigh most, at most eight, in their order.</summary>
    public required ImmutableArray<AlertMessage> Messages { get; init; }

    /// <summary>The message after which the score first reached the threshold; null where only the state is known.</summary>
    public int? RaisedAt { get; init; }

    /// <summary>A note for a safeguarding lead, in English: what, who to whom, since when, which messages, whom to turn to.</summary>
    public string ToNote()
    {
        StringBuilder note = new();
        note.Append(CultureInfo.InvariantCulture, $"{Descriptor.Title} ({Descriptor.Id}), probability {Score:0.00}, severity {EnumIds<Severity>.Of(Severity)}. ");
        if (Suspect is { } suspect)
        {
            note.Append(CultureInfo.InvariantCulture, $"{Name(suspect.Sender, suspect.Index)} towards {(Target is { } t ? Name(t.Sender, t.Index) : "nobody in particular")}");
        }
        else
        {
            note.Append("Told of in this chat; the person told of may not be in it");
        }

        if (Since is { } since)
            note.Append(CultureInfo.InvariantCulture, $", since {since:yyyy-MM-dd HH:mm}");
        note.Append(". Messages: ");
        note.AppendJoin("; ", Messages.Select(static m => string.Create(CultureInfo.InvariantCulture,
            $"{m.Message}{(m.Sender is null ? "" : $" by {m.Sender}")}{(m.Step is { } step ? $" ({EnumIds<ConversationStep>.Of(step).Replace('-', ' ')})" : "")}")));
        note.Append('.');
        if (Suspect is { Persisted: true })
            note.Append(" Went on after a refusal.");
        if (Suspect is { NightMessages: > 0 } night)
            note.Append(CultureInfo.InvariantCulture, $" {night.NightMessages} of the suspect's {night.Messages} messages at night.");
        note.Append(CultureInfo.InvariantCulture, $" For: {Recipient(Descriptor.RecommendedRoute)}. Read the messages before anything else: this is a lead, not a finding of fact.");
        return note.ToString();
    }

    private static string Name(string? sender, int index) => sender ?? string.Create(CultureInfo.InvariantCulture, $"participant {index + 1}");

    private static string Recipient(Route route) => route switch
    {
        Route.Police => "the designated safeguarding lead, who decides on the police",
        Route.PreventReferral => "the designated safeguarding lead, who decides on a Prevent referral",
        Route.DesignatedSafeguardingLead => "the designated safeguarding lead",
        _ => "the pastoral team",
    };
}
