namespace OnlineSafety.Urls;

/// <summary>
/// What a URL is scored for: the indicators that public lists of hosts know, and dating, which is no indicator. The order is
/// that of the columns of the model.
/// </summary>
internal static class UrlTargets
{
    /// <summary>Columns of the model; those past <see cref="Count"/> are empty.</summary>
    public const int Columns = 16;

    /// <summary>The column of dating sites.</summary>
    public const int Dating = 10;

    private static readonly Indicator[] s_indicators =
    [
        Indicator.Pornography, Indicator.Gambling, Indicator.Drugs, Indicator.Piracy, Indicator.CyberCrime, Indicator.FilterBypass,
        Indicator.Phishing, Indicator.Scam, Indicator.Advertising, Indicator.Misinformation,
    ];

    /// <summary>Number of targets.</summary>
    public static int Count => s_indicators.Length + 1;

    /// <summary>The indicator of a column, or null for dating.</summary>
    public static Indicator? IndicatorOf(int column) => column == Dating ? null : s_indicators[column];

    /// <summary>The column of an indicator, or -1.</summary>
    public static int ColumnOf(Indicator indicator) => Array.IndexOf(s_indicators, indicator);
}
