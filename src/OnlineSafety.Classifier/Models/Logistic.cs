using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    // ln(1 + e^x) bends most at zero: a thirty-thousandth of a logit away from the straight line over so many thousandths.
    private const int TailStep = 32;

    // ln(1 + e^-x) from 0 on, in thousandths, and what it falls by a thousandth.
    private static readonly (double Value, double Slope)[] s_tail = BuildTail();

    /// <summary>The probability, 0 to 1, of a logit given in thousandths.</summary>
    public static float Probability(int milliLogits)
    {
        return (float)(1.0 / (1.0 + Exp(-Logits(milliLogits))));
    }

    /// <summary>The probabilities of several logits: the bits of <see cref="Probability"/>, a vector of them at a time.</summary>
    /// <param name="milliLogits">The logits; a multiple of four of them.</param>
    /// <param name="into">Takes the probabilities.</param>
    public static void Probabilities(ReadOnlySpan<int> milliLogits, Span<float> into)
    {
        Vector256<double> one = Vector256<double>.One;
        for (int i = 0; i < milliLogits.Length; i += Vector128<int>.Count)
        {
            Vector256<double> x = Logits(Vector128.Create(milliLogits.Slice(i, Vector128<int>.Count)));
            Vector256<double> p = one / (one + Exp(-x));
            Vector128.Narrow(p.GetLower(), p.GetUpper()).CopyTo(into[i..]);
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

    /// <summary>
    /// ln(1 + e^-|x|) of thousandths, in thousandths, to one in thirty thousand: what <see cref="Softplus"/> says every so often, and the
    /// straight line between. Above the greater of x and zero it is the softplus of x.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tail(int milliLogits)
    {
        uint distance = Math.Min((uint)(milliLogits < 0 ? -milliLogits : milliLogits), Limit);
        (double value, double slope) = s_tail[distance / TailStep];
        return value + (slope * (distance % TailStep));
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

        return Math.Max(x, 0) + (t * 2 * sum);
    }

    /// <summary>The thousandths of several logits, cut to the range of this class and rounded to even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MilliLogits(Vector256<double> logits)
    {
        Vector256<double> cut = Vector256.Clamp(logits, Vector256.Create(-(double)Limit / Milli), Vector256.Create((double)Limit / Milli));
        return VectorConversions.ToWholes(cut * Milli);
    }

    private static (double Value, double Slope)[] BuildTail()
    {
        (double Value, double Slope)[] tail = new (double, double)[(Limit / TailStep) + 1];
        double value = Milli * Softplus(0.0);
        for (int i = 0; i < tail.Length; i++)
        {
            double next = Milli * Softplus(-(i + 1) * TailStep / (double)Milli);
            tail[i] = (value, (next - value) / TailStep);
            value = next;
        }

        return tail;
    }

    /// <summary>Several logits of their thousandths: the bits of <see cref="Logits(int)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Logits(Vector128<int> milliLogits)
    {
        Vector128<int> cut = Vector128.Clamp(milliLogits, Vector128.Create(-Limit), Vector128.Create(Limit));
        return VectorConversions.ToDoubles(cut) / Vector256.Create((double)Milli);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exp(Vector256<double> x)
    {
        Vector256<double> one = Vector256<double>.One;
        Vector256<double> r = x * (1.0 / 1024);
        Vector256<double> sum = one + (r * (one + (r * (1.0 / 2) * (one + (r * (1.0 / 3) * (one + (r * (1.0 / 4) * (one + (r * (1.0 / 5))))))))));
        sum *= sum;
        sum *= sum;
        sum *= sum;
        sum *= sum;
        sum *= sum;
        sum *= sum;
        sum *= sum;
        sum *= sum;
        sum *= sum;
        return sum * sum;
    }

    /// <summary>e to the x for |x| up to 20: x is halved ten times, the series summed, and the result squared ten times.</summary>
    private static double Exp(double x)
    {
        double r = x * (1.0 / 1024);
        double sum = 1 + (r * (1 + (r * (1.0 / 2) * (1 + (r * (1.0 / 3) * (1 + (r * (1.0 / 4) * (1 + (r * (1.0 / 5))))))))));
        for (int i = 0; i < 10; i++)
        {
            sum *= sum;
        }

        return sum;
    }
}
