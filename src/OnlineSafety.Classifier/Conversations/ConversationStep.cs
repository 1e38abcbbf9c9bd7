namespace OnlineSafety.Conversations;

/// <summary>
/// A step of a harmful course, or an answer to one: the stages of the lexicon (<see cref="Lexicons.Stage"/>), gathered into as
/// many as a conversation keeps apart. The order is that of the model's rows and of saved states: add at the end only.
/// </summary>
public enum ConversationStep
{
    /// <summary>Making contact.</summary>
    Contact,

    /// <summary>Probing for age, home and who is there.</summary>
    AgeOrHomeProbe,

    /// <summary>Building trust: flattery, being the only one who understands.</summary>
    Trust,

    /// <summary>Isolation and secrecy.</summary>
    Secrecy,

    /// <summary>Moving to another, more private platform.</summary>
    PlatformMove,

    /// <summary>Gifts, and offers of easy money or status.</summary>
    Gift,

    /// <summary>Testing bounds; asking for pictures.</summary>
    Pictures,

    /// <summary>Arranging to meet.</summary>
    Meeting,

    /// <summary>Pressure: control, threats, debts and payments.</summary>
    Pressure,

    /// <summary>Tasks and oaths.</summary>
    Task,

    /// <summary>Feeding a grievance.</summary>
    Grievance,

    /// <summary>Offering to belong.</summary>
    Belonging,

    /// <summary>Teaching an ideology, making others less than human.</summary>
    Ideology,

    /// <summary>Holding something over somebody: material kept, demands, threats to share.</summary>
    Leverage,

    /// <summary>Attacking a person: insult, humiliation, exclusion, rumour, pile-on.</summary>
    Attack,

    /// <summary>Somebody refuses.</summary>
    Refusal,

    /// <summary>Somebody tells of it.</summary>
    Disclosure,

    /// <summary>Somebody stands up for another.</summary>
    Support,
}
