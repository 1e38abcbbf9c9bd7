using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OnlineSafety.Models;

/// <summary>Whole numbers to doubles and back, four at a time: what .NET has for one width of both alone.</summary>
internal static class VectorConversions
{
    /// <summary>Four whole numbers as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ToDoubles(Vector128<int> values)
    {
        if (Avx.IsSupported)
            return Avx.ConvertToVector256Double(values);
        (Vector128<long> lower, Vector128<long> upper) = Vector128.Widen(values);
        return Vector256.ConvertToDouble(Vector256.Create(lower, upper));
    }

    /// <summary>Four doubles within the range of whole numbers, rounded, halves to even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ToWholes(Vector256<double> values)
    {
        if (Avx.IsSupported)
            return Avx.ConvertToVector128Int32(values);
        Vector256<long> rounded = Vector256.ConvertToInt64(Vector256.Round(values));
        return Vector128.Narrow(rounded.GetLower(), rounded.GetUpper());
    }
}
