using System.Numerics;

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
        return (float)(1.0 / (1.0 + Exp(-Logits(milliLogits))));
    }

    /// <summary>The probabilities of several logits: the bits of <see cref="Probability"/>, a vector of them at a time.</summary>
    /// <param name="milliLogits">The logits; a multiple of eight of them.</param>
    /// <param name="into">Takes the probabilities.</param>
    public static void Probabilities(ReadOnlySpan<int> milliLogits, Span<float> into)
    {
        Span<double> x = stackalloc double[milliLogits.Length];
        ToLogits(milliLogits, x);
        for (int i = 0; i < x.Length; i += Vector<double>.Count)
        {
            (Vector<double>.One / (Vector<double>.One + Exp(-new Vector<double>(x[i..])))).CopyTo(x[i..]);
        }

        for (int i = 0; i < x.Length; i++)
        {
            into[i] = (float)x[i];
        }
    }

    /// <summary>Several logits of their thousandths: the bits of <see cref="Logits"/>, a vector of them at a time.</summary>
    /// <param name="milliLogits">The thousandths; a multiple of eight of them.</param>
    /// <param name="into">Takes the logits.</param>
    public static void ToLogits(ReadOnlySpan<int> milliLogits, Span<double> into)
    {
        for (int i = 0; i < milliLogits.Length; i++)
        {
            into[i] = Math.Clamp(milliLogits[i], -Limit, Limit);
        }

        for (int i = 0; i < milliLogits.Length; i += Vector<double>.Count)
        {
            (new Vector<double>(into[i..]) / Milli).CopyTo(into[i..]);
        }
    }

    /// <summary>A logit of its thousandths, cut to the range of this class.</summary>
    public static double Logits(int milliLogits) => Math.Clamp(milliLogits, -Limit, Limit) / (double)Milli;

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

    /// <summary>ln(1 + e^x) of several: the bits of <see cref="Softplus(double)"/>, a vector of them at a time.</summary>
    /// <param name="x">The values, each up to 20 from zero; a multiple of eight of them.</param>
    /// <param name="into">Takes the results.</param>
    public static void Softplus(ReadOnlySpan<double> x, Span<double> into)
    {
        for (int i = 0; i < x.Length; i += Vector<double>.Count)
        {
            Vector<double> v = new(x[i..]);
            Vector<double> y = Vector<double>.One + Exp(-Vector.Abs(v));
            Vector<double> t = (y - Vector<double>.One) / (y + Vector<double>.One);
            Vector<double> square = t * t;
            Vector<double> sum = default;
            for (int k = 17; k >= 1; k -= 2)
            {
                sum = (sum * square) + new Vector<double>(1.0 / k);
            }

            (Vector.Max(v, default) + (new Vector<double>(2) * t * sum)).CopyTo(into[i..]);
        }
    }

    private static Vector<double> Exp(Vector<double> x)
    {
        Vector<double> one = Vector<double>.One;
        Vector<double> r = x * (1.0 / 1024); // as exact as the division, and so are the half and the quarter
        Vector<double> sum = one + (r * (one + (r * 0.5 * (one + (r / 3 * (one + (r * 0.25 * (one + (r / 5)))))))));
        for (int i = 0; i < 10; i++)
        {
            sum *= sum;
        }

        return sum;
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
