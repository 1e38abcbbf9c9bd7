using OnlineSafety.Lexicons;

namespace OnlineSafety.Models;

/// <summary>
/// How far each kind of context lowers each indicator, in hundredths of the context's own weight. Lessons, news and the
/// like explain words of violence or drugs; they explain a message to a child far less, and a fraud hardly at all.
/// </summary>
internal static class ContextEffects
{
    private const int KindCount = (int)ContextKind.Family + 1;

    private static readonly byte[,] s_percent = Build();

    /// <summary>Percent of the context's weight taken off the indicator's logit.</summary>
    public static int Percent(ContextKind kind, Indicator indicator) => s_percent[(int)kind, (int)indicator];

    /// <summary>
    /// Whether a longer phrase of this kind takes a risky phrase inside it along: "drop dead gorgeous" is no "drop dead".
    /// </summary>
    public static bool Shields(ContextKind kind) => kind is
        ContextKind.Education or ContextKind.News or ContextKind.History or ContextKind.Literature or ContextKind.Religion or
        ContextKind.Medicine or ContextKind.Helpline or ContextKind.Law or ContextKind.Gaming or ContextKind.Sport or ContextKind.Idiom;

    private static byte[,] Build()
    {
        byte[,] percent = new byte[KindCount, Taxonomy.IndicatorCount];
        for (int i = 0; i < Taxonomy.IndicatorCount; i++)
        {
            Indicator indicator = (Indicator)i;
            bool approach = indicator is Indicator.Grooming or Indicator.Exploitation or Indicator.Coercion or Indicator.Recruitment
                or Indicator.Sexting or Indicator.SexualHarassment;
            bool fraud = indicator is Indicator.Phishing or Indicator.Scam or Indicator.Advertising;
            byte teaching = (byte)(approach ? 25 : fraud ? 15 : 70);
            foreach (ContextKind kind in new[] { ContextKind.Education, ContextKind.History, ContextKind.Literature, ContextKind.Medicine })
            {
                percent[(int)kind, i] = teaching;
            }

            percent[(int)ContextKind.Religion, i] = (byte)(approach || fraud ? 0 : 40);
            percent[(int)ContextKind.News, i] = (byte)(fraud ? 15 : 60);
            percent[(int)ContextKind.Helpline, i] = 70;
            percent[(int)ContextKind.Law, i] = (byte)(fraud ? 15 : 50);
            percent[(int)ContextKind.CounterSpeech, i] = (byte)(fraud ? 0 : 80);
            percent[(int)ContextKind.Reporting, i] = (byte)(approach || fraud ? 0 : 40);
            percent[(int)ContextKind.Quotation, i] = (byte)(approach || fraud ? 0 : 40);
            bool playful = indicator is Indicator.Threat or Indicator.Violence or Indicator.Weapons or Indicator.Bullying
                or Indicator.CyberCrime or Indicator.Drugs;
            percent[(int)ContextKind.Gaming, i] = (byte)(playful ? 80 : 0);
            percent[(int)ContextKind.Sport, i] = (byte)(playful ? 80 : 0);
            percent[(int)ContextKind.Idiom, i] = (byte)(playful ? 80 : 0);
        }

        return percent;
    }
}
