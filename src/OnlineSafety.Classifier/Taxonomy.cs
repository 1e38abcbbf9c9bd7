using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OnlineSafety.Findings;

namespace OnlineSafety;

/// <summary>
/// The fixed vocabulary: for each <see cref="Indicator"/> its descriptor (rule, id, category, default severity, surface,
/// recommended route). Immutable and safe for any thread.
/// </summary>
public static class Taxonomy
{
    /// <summary>Number of indicators.</summary>
    public const int IndicatorCount = 24;

    /// <summary>Number of categories.</summary>
    public const int CategoryCount = 4;

    private static readonly FindingDescriptor[] s_descriptors =
    [
        Rule(Indicator.Pornography, "OS1001", "pornography", RiskCategory.Content, "Pornography",
            "Sexually explicit material and the search for it.",
            Severity.High, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Hate, "OS1002", "hate", RiskCategory.Content, "Hate",
            "Racism, misogyny and misandry, antisemitism, anti-Muslim hate, homophobia, transphobia, ableism; dehumanising a group.",
            Severity.Medium, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Extremism, "OS1003", "extremism", RiskCategory.Content, "Extremism",
            "Propaganda for, and praise of, terrorist, extreme right-wing, Islamist, incel or mixed ideologies.",
            Severity.High, Route.PreventReferral, Surface.All, configurable: false),
        Rule(Indicator.SelfHarm, "OS1004", "self-harm", RiskCategory.Content, "Self-harm or suicide",
            "Self-harm, suicide and eating disorders: disclosure, promotion, encouragement, dangerous challenges.",
            Severity.High, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Violence, "OS1005", "violence", RiskCategory.Content, "Violence",
            "Graphic or serious violence and its glorification.",
            Severity.Medium, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Weapons, "OS1006", "weapons", RiskCategory.Content, "Weapons",
            "Knives, guns, acid, explosives: getting, carrying, making.",
            Severity.High, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Drugs, "OS1007", "drugs", RiskCategory.Content, "Drugs, vapes or alcohol",
            "Illegal drugs, vapes, alcohol, misuse of medicines: buying, selling, promoting.",
            Severity.Medium, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Misinformation, "OS1008", "misinformation", RiskCategory.Content, "Misinformation",
            "Disinformation, conspiracy theories and hoaxes: a concern of filtering, not of monitoring.",
            Severity.Low, Route.Pastoral, Surface.Filtering),
        Rule(Indicator.Piracy, "OS1009", "piracy", RiskCategory.Content, "Piracy",
            "Copyright theft.",
            Severity.Low, Route.ItSupport, Surface.Filtering),
        Rule(Indicator.Grooming, "OS2001", "grooming", RiskCategory.Contact, "Grooming",
            "An adult, or one posing as a child, building towards abuse.",
            Severity.Critical, Route.Police, Surface.All, configurable: false),
        Rule(Indicator.Exploitation, "OS2002", "exploitation", RiskCategory.Contact, "Criminal exploitation",
            "Criminal exploitation: county lines, carrying, money mules.",
            Severity.High, Route.DesignatedSafeguardingLead, Surface.All, configurable: false),
        Rule(Indicator.Coercion, "OS2003", "coercion", RiskCategory.Contact, "Coercion or blackmail",
            "Blackmail, sextortion, peer pressure with a threat.",
            Severity.High, Route.Police, Surface.All, configurable: false),
        Rule(Indicator.Recruitment, "OS2004", "recruitment", RiskCategory.Contact, "Recruitment to extremism",
            "Being drawn into an extremist group or cause.",
            Severity.High, Route.PreventReferral, Surface.All),
        Rule(Indicator.Bullying, "OS3001", "bullying", RiskCategory.Conduct, "Bullying",
            "Insult, humiliation, exclusion, rumours, pile-ons; prejudice-based bullying.",
            Severity.Medium, Route.Pastoral, Surface.All),
        Rule(Indicator.Threat, "OS3002", "threat", RiskCategory.Conduct, "Threat",
            "A threat of violence or harm to a person.",
            Severity.High, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.SexualHarassment, "OS3003", "sexual-harassment", RiskCategory.Conduct, "Sexual harassment",
            "Unwanted sexual comments, sexualised bullying, upskirting, threats of sexual violence.",
            Severity.Medium, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.Sexting, "OS3004", "sexting", RiskCategory.Conduct, "Sharing of nudes",
            "Asking for, sending, offering or threatening to share nudes, AI-made ones included.",
            Severity.High, Route.DesignatedSafeguardingLead, Surface.All),
        Rule(Indicator.CyberCrime, "OS3005", "cyber-crime", RiskCategory.Conduct, "Cyber-crime",
            "Hacking, malware, booting (DDoS), stealing accounts.",
            Severity.Medium, Route.CyberChoices, Surface.All),
        Rule(Indicator.FilterBypass, "OS3006", "filter-bypass", RiskCategory.Conduct, "Getting round the filter",
            "Proxies, VPNs and tricks to get round the filter.",
            Severity.Low, Route.ItSupport, Surface.All),
        Rule(Indicator.Profanity, "OS3007", "profanity", RiskCategory.Conduct, "Swearing",
            "Swearing as such.",
            Severity.Low, Route.Pastoral, Surface.All),
        Rule(Indicator.Gambling, "OS4001", "gambling", RiskCategory.Commerce, "Gambling",
            "Betting, casinos, skins and loot gambling.",
            Severity.Low, Route.Pastoral, Surface.All),
        Rule(Indicator.Phishing, "OS4002", "phishing", RiskCategory.Commerce, "Phishing",
            "Stealing credentials or data.",
            Severity.Medium, Route.ItSupport, Surface.All),
        Rule(Indicator.Scam, "OS4003", "scam", RiskCategory.Commerce, "Scam",
            "Fraud: prizes, free in-game money, crypto, fake shops and jobs.",
            Severity.Medium, Route.ItSupport, Surface.All),
        Rule(Indicator.Advertising, "OS4004", "advertising", RiskCategory.Commerce, "Unsuitable advertising",
            "Spam and advertising that is inappropriate for children.",
            Severity.Low, Route.ItSupport, Surface.Filtering),
    ];

    /// <summary>OS9001: the input was longer than <see cref="ClassificationOptions.MaxLength"/> and only its beginning was read.</summary>
    public static FindingDescriptor InputCut { get; } = Engine("OS9001", "Input cut",
        "The input was longer than the limit; only its beginning was classified.");

    /// <summary>OS9002: the input had ill-formed UTF-8 or UTF-16, read as U+FFFD.</summary>
    public static FindingDescriptor Undecodable { get; } = Engine("OS9002", "Undecodable input",
        "The input had bytes or surrogates that form no character.");

    /// <summary>OS9003: there were more findings than <see cref="ClassificationOptions.MaxFindings"/>; scores are complete.</summary>
    public static FindingDescriptor FindingsCut { get; } = Engine("OS9003", "Findings cut",
        "There were more findings than the limit; the scores count them all.");

    /// <summary>OS9004: an analyzer or suppressor threw; the others went on. Its evidence names the type and the kind of exception.</summary>
    public static FindingDescriptor AnalyzerFailed { get; } = Engine("OS9004", "Analyzer failed",
        "An analyzer or suppressor failed; the others went on.");

    /// <summary>OS9005: <see cref="ClassificationOptions.TimeBudget"/> was spent before all was done.</summary>
    public static FindingDescriptor TimeSpent { get; } = Engine("OS9005", "Time spent",
        "The time budget was spent; analyzers were left out, or the rest of a long text was not read.");

    /// <summary>
    /// OS2101: a dating site. A class of hosts, not an indicator: it has no score of its own in a <see cref="ScoreVector"/>, and
    /// counts in filtering for profiles up to <see cref="Profile.KeyStage4"/> only.
    /// </summary>
    public static FindingDescriptor DatingSite { get; } = new()
    {
        Id = "OS2101",
        Category = RiskCategory.Contact,
        Title = "Dating site",
        Description = "A site on which adults look for partners.",
        DefaultSeverity = Severity.Low,
        RecommendedRoute = Route.Pastoral,
        Surface = Surface.Filtering,
        IsConfigurable = true,
    };

    /// <summary>The descriptors of the 24 indicators, in the order of <see cref="Indicator"/>.</summary>
    public static ImmutableArray<FindingDescriptor> Descriptors { get; } = [.. s_descriptors];

    /// <summary>Gets the descriptor of an indicator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public static FindingDescriptor GetDescriptor(Indicator indicator)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)indicator, (uint)IndicatorCount, nameof(indicator));
        return s_descriptors[(int)indicator];
    }

    /// <summary>Gets the kebab-case id of an indicator, as in <c>self-harm</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public static string GetId(Indicator indicator) => GetDescriptor(indicator).IndicatorId!;

    /// <summary>Finds an indicator by its kebab-case id; case matters.</summary>
    public static bool TryGetIndicator([NotNullWhen(true)] string? id, out Indicator indicator)
    {
        int index = Array.FindIndex(s_descriptors, d => d.IndicatorId == id);
        indicator = index < 0 ? default : s_descriptors[index].Indicator!.Value;
        return index >= 0;
    }

    /// <summary>The flag that an indicator raises, or <see cref="RiskFlags.None"/>.</summary>
    internal static RiskFlags FlagOf(Indicator indicator) => indicator switch
    {
        Indicator.Grooming => RiskFlags.Grooming,
        Indicator.Extremism or Indicator.Recruitment => RiskFlags.Radicalisation,
        Indicator.Sexting => RiskFlags.Sexting,
        _ => RiskFlags.None,
    };

    private static FindingDescriptor Rule(Indicator indicator, string rule, string id, RiskCategory category, string title,
        string description, Severity severity, Route route, Surface surface, bool configurable = true) => new()
        {
            Id = rule,
            Indicator = indicator,
            IndicatorId = id,
            Category = category,
            Title = title,
            Description = description,
            DefaultSeverity = severity,
            RecommendedRoute = route,
            Surface = surface,
            IsConfigurable = configurable,
        };

    private static FindingDescriptor Engine(string rule, string title, string description) => new()
    {
        Id = rule,
        Title = title,
        Description = description,
        DefaultSeverity = Severity.None,
        RecommendedRoute = Route.None,
        Surface = Surface.All,
        IsConfigurable = false,
    };
}
