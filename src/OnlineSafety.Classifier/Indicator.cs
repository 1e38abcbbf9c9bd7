namespace OnlineSafety;

/// <summary>
/// The indicators of risk, 24 of them, in the order of their rules. Names and numbers never change meaning;
/// <see cref="Taxonomy"/> gives each one's id, rule, category and description.
/// </summary>
public enum Indicator
{
    /// <summary>OS1001 <c>pornography</c>: Sexually explicit material and the search for it.</summary>
    Pornography,

    /// <summary>OS1002 <c>hate</c>: Racism, misogyny and misandry, antisemitism, anti-Muslim hate, homophobia, transphobia, ableism; dehumanising a group.</summary>
    Hate,

    /// <summary>OS1003 <c>extremism</c>: Propaganda for, and praise of, terrorist, extreme right-wing, Islamist, incel or mixed ideologies.</summary>
    Extremism,

    /// <summary>OS1004 <c>self-harm</c>: Self-harm, suicide and eating disorders: disclosure, promotion, encouragement, dangerous challenges.</summary>
    SelfHarm,

    /// <summary>OS1005 <c>violence</c>: Graphic or serious violence and its glorification.</summary>
    Violence,

    /// <summary>OS1006 <c>weapons</c>: Knives, guns, acid, explosives: getting, carrying, making.</summary>
    Weapons,

    /// <summary>OS1007 <c>drugs</c>: Illegal drugs, vapes, alcohol, misuse of medicines: buying, selling, promoting.</summary>
    Drugs,

    /// <summary>OS1008 <c>misinformation</c>: Disinformation, conspiracy theories and hoaxes: a concern of filtering, not of monitoring.</summary>
    Misinformation,

    /// <summary>OS1009 <c>piracy</c>: Copyright theft.</summary>
    Piracy,

    /// <summary>OS2001 <c>grooming</c>: An adult, or one posing as a child, building towards abuse.</summary>
    Grooming,

    /// <summary>OS2002 <c>exploitation</c>: Criminal exploitation: county lines, carrying, money mules.</summary>
    Exploitation,

    /// <summary>OS2003 <c>coercion</c>: Blackmail, sextortion, peer pressure with a threat.</summary>
    Coercion,

    /// <summary>OS2004 <c>recruitment</c>: Being drawn into an extremist group or cause.</summary>
    Recruitment,

    /// <summary>OS3001 <c>bullying</c>: Insult, humiliation, exclusion, rumours, pile-ons; prejudice-based bullying.</summary>
    Bullying,

    /// <summary>OS3002 <c>threat</c>: A threat of violence or harm to a person.</summary>
    Threat,

    /// <summary>OS3003 <c>sexual-harassment</c>: Unwanted sexual comments, sexualised bullying, upskirting, threats of sexual violence.</summary>
    SexualHarassment,

    /// <summary>OS3004 <c>sexting</c>: Asking for, sending, offering or threatening to share nudes, AI-made ones included.</summary>
    Sexting,

    /// <summary>OS3005 <c>cyber-crime</c>: Hacking, malware, booting (DDoS), stealing accounts.</summary>
    CyberCrime,

    /// <summary>OS3006 <c>filter-bypass</c>: Proxies, VPNs and tricks to get round the filter.</summary>
    FilterBypass,

    /// <summary>OS3007 <c>profanity</c>: Swearing as such.</summary>
    Profanity,

    /// <summary>OS4001 <c>gambling</c>: Betting, casinos, skins and loot gambling.</summary>
    Gambling,

    /// <summary>OS4002 <c>phishing</c>: Stealing credentials or data.</summary>
    Phishing,

    /// <summary>OS4003 <c>scam</c>: Fraud: prizes, free in-game money, crypto, fake shops and jobs.</summary>
    Scam,

    /// <summary>OS4004 <c>advertising</c>: Spam and advertising that is inappropriate for children.</summary>
    Advertising,
}
