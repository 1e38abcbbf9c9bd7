using System.Collections.Immutable;
using OnlineSafety.Lexicons;

namespace OnlineSafety.Suppression;

/// <summary>
/// The suppressors that every classifier has. Each stays only as long as it is worth its cost: <c>onlinesafety evaluate
/// --suppressors</c> measures them, and the model card has the figures.
/// </summary>
internal static class BuiltInSuppressors
{
    // Enough to bring back what was flagged by a little; what the model is sure of stays flagged.
    private const float Lowering = 2.5f;

    private static readonly ImmutableArray<ContextKind> s_aimed = [ContextKind.SecondPerson, ContextKind.Intent];

    // What a suppressor names is what its surroundings are innocent of. An indicator left a list where, on the samples' training and
    // development splits, it lowered eight positives or more for each negative; and where the idea asks for it: no lesson explains swearing,
    // explicit fiction is pornography, games are what people bet on.

    // Not the approaches to a child: a lesson is no excuse for one.
    private static readonly ImmutableArray<Indicator> s_explained =
    [
        Indicator.Pornography, Indicator.Hate, Indicator.SelfHarm, Indicator.Violence, Indicator.Weapons, Indicator.Drugs,
        Indicator.Misinformation, Indicator.Piracy, Indicator.Recruitment, Indicator.Bullying, Indicator.Threat,
        Indicator.SexualHarassment, Indicator.Sexting, Indicator.CyberCrime, Indicator.FilterBypass, Indicator.Profanity,
        Indicator.Gambling, Indicator.Phishing, Indicator.Scam, Indicator.Advertising,
    ];

    private static readonly ImmutableArray<Indicator> s_playful =
        [Indicator.Threat, Indicator.Violence, Indicator.Weapons, Indicator.Bullying, Indicator.Drugs];

    public static ImmutableArray<SafetySuppressor> All { get; } =
    [
        new ContextSuppressor(
            Describe("OSS0001", "education", "A lesson, homework, revision or the past as it is taught names risks in order to explain them.", [.. s_explained.Except([Indicator.Misinformation, Indicator.FilterBypass, Indicator.Profanity])]),
            "pshe", "rse lesson", "sex education", "homework on", "homework about", "coursework on", "essay on", "essay about", "gcse", "revision notes", "revision guide", "revision cards", "worksheet", "glossary", "assembly about", "lesson on", "lesson about", "presentation about", "poster about", "meaning of", "definition of", "for schools")
        { Contexts = [ContextKind.Education, ContextKind.History], Least = 2, Unless = [.. s_aimed, ContextKind.TimePlace], NotFirstPerson = true },
        new ContextSuppressor(
            Describe("OSS0002", "news", "A report by the press or from a court tells of harm; it does none.", [.. s_explained.Except([Indicator.Misinformation])]),
            "the bbc", "newsround", "documentary", "police said", "court heard", "told reporters", "the inquest", "charged with")
        { Contexts = [ContextKind.News, ContextKind.Law], Least = 1, Unless = s_aimed, OnlyMentions = true, NotFirstPerson = true },
        new ContextSuppressor(
            Describe("OSS0003", "fiction", "A novel, play, film or set text tells of harm that nobody does.", [.. s_explained.Except([Indicator.Pornography])]),
            "the novel", "this novel", "the play", "act 1", "act 2", "act 3", "chapter", "protagonist", "the narrator", "the poem", "my story about", "the film")
        { Contexts = [ContextKind.Literature], Least = 1, Unless = s_aimed, NotFirstPerson = true },
        new ContextSuppressor(
            Describe("OSS0004", "help", "A help-line, a charity or advice on where to turn names the trouble that it helps with.", s_explained),
            "helpline", "help-line", "support line", "in confidence", "confidential", "trusted adult", "talk to us", "gp surgery", "school nurse", "leaflet", "awareness week")
        { Contexts = [ContextKind.Helpline], Least = 1, Unless = [ContextKind.Intent], AllowsRequests = true, NotFirstPerson = true },
        new ContextSuppressor(
            Describe("OSS0005", "counter-speech", "Somebody speaks up against it.", s_explained))
        { Contexts = [ContextKind.CounterSpeech], Least = 1, OnlyMentions = true },
        new ContextSuppressor(
            Describe("OSS0006", "incident", "Somebody tells of what another said or did, so that something be done about it.",
                [Indicator.Hate, Indicator.Drugs, Indicator.Bullying, Indicator.SexualHarassment, Indicator.Profanity, Indicator.Phishing, Indicator.Scam, Indicator.CyberCrime]),
            "reported it", "i reported", "told my teacher", "told my form tutor", "told a teacher", "told the teacher")
        { Contexts = [ContextKind.Reporting], Least = 1.5f, Unless = [ContextKind.Intent], AllowsRequests = true, OnlyMentions = true },
        new ContextSuppressor(
            Describe("OSS0007", "quotation", "Every such phrase stands in quotation marks: another's words.", s_explained))
        { Contexts = [ContextKind.Quotation], Least = 0.5f, Unless = s_aimed, OnlyQuoted = true },
        new ContextSuppressor(
            Describe("OSS0008", "play", "Talk of games, sport and fixed sayings kills, shoots and smashes without harm.", s_playful))
        { Contexts = [ContextKind.Gaming, ContextKind.Sport, ContextKind.Idiom], Least = 1.5f, NotFirstPerson = true },
        new ContextSuppressor(
            Describe("OSS0009", "religion", "Worship, scripture and festivals speak of sacrifice, blood and death.",
                [Indicator.Hate, Indicator.Violence, Indicator.Weapons, Indicator.Drugs, Indicator.Recruitment, Indicator.SelfHarm, Indicator.Pornography]))
        { Contexts = [ContextKind.Religion], Least = 1.5f, Unless = s_aimed, OnlyMentions = true, NotFirstPerson = true },
        new ContextSuppressor(
            Describe("OSS0010", "computing", "Programs are killed, children orphaned and demons run in computing.",
                [Indicator.Hate, Indicator.Violence, Indicator.Weapons, Indicator.Drugs, Indicator.Threat, Indicator.Pornography, Indicator.Bullying, Indicator.Sexting]),
            "python", "javascript", "linux", "ubuntu", "raspberry pi", "compiler", "git ", "sql", "database", "css ", "html", "localhost", "child process", "the process", "command line", "source code"),
        new ContextSuppressor(
            Describe("OSS0011", "place", "A name on the map means nothing but the place.",
                [Indicator.Pornography, Indicator.Hate, Indicator.Violence, Indicator.Weapons, Indicator.Drugs, Indicator.Profanity, Indicator.SexualHarassment, Indicator.Sexting, Indicator.Gambling]),
            "train times", "bus times", "train to", "train from", "things to do in", "walks near", "map of", "the village of", "the town of")
        { NotFirstPerson = true },
    ];

    private static SuppressorDescriptor Describe(string id, string title, string reason, ImmutableArray<Indicator> indicators) => new()
    {
        Id = id,
        Title = title,
        Reason = reason,
        Indicators = indicators,
        Lowering = Lowering,
    };
}
