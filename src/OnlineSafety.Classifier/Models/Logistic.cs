namespace OnlineSafety.Models;

/// <summary>
/// The logistic function from thousandths of a logit, with nothing but IEEE additions and multiplications, so that the same
/// integer gives the same bits on every machine (the platform's Math.Exp does not promise that).
/// </summary>
internal static class Logistic
{
    /// <summary>Thousandths in one logit.</summary>
    public const int Milli = 1000;

    /// <summary>Beyond this a probability hardly changes.</summary>
    public const int Limit = 20 * Milli;

    /// <summary>The probability, 0 to 1, of a logit given in thousandths.</summary>
    public static float Probability(int milliLogits)
    {
        double x = Math.Clamp(milliLogits, -Limit, Limit) / (double)Milli;
        return (float)(1.0 / (1.0 + Exp(-x)));
    }

    /// <summary>The least logit, in thousandths, whose probability reaches a given one.</summary>
    public static int LeastLogit(float probability)
    {
        int low = -Limit;
        int high = Limit;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (Probability(middle) >= probability)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>ln(1 + e^x) for |x| up to 20, to some 1e-7, with IEEE arithmetic alone.</summary>
    public static double Softplus(double x)
    {
        // ln(1 + e^-|x|) by the series of the inverse hyperbolic tangent: ln(y) = 2 artanh((y - 1) / (y + 1)), y in 1..2.
        double y = 1 + Exp(-Math.Abs(x));
        double t = (y - 1) / (y + 1);
        double square = t * t;
        double sum = 0;
        for (int k = 17; k >= 1; k -= 2)
        {
            sum = (sum * square) + (1.0 / k);
        }

        return Math.Max(x, 0) + (2 * t * sum);
    }

    /// <summary>e to the x for |x| up to 20: x is halved ten times, the series summed, and the result squared ten times.</summary>
    private static double Exp(double x)
    {
        double r = x / 1024;
        double sum = 1 + (r * (1 + (r / 2 * (1 + (r / 3 * (1 + (r / 4 * (1 + (r / 5)))))))));
        for (int i = 0; i < 10; i++)
        {
            sum *= sum;
        }

        return sum;
    }
}
