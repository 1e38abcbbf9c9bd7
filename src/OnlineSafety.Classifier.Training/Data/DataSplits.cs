using System.Security.Cryptography;
using System.Text;

namespace OnlineSafety.Training.Data;

/// <summary>Splits the repository's rows by a hash of their id: once, for good, whatever is added later.</summary>
public static class DataSplits
{
    private const int TrainPercent = 65;
    private const int DevPercent = 15;

    /// <summary>The split that a row belongs to.</summary>
    public static DataSplit Of(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        int percent = BitConverter.ToUInt16([hash[1], hash[0]]) % 100;
        return percent < TrainPercent ? DataSplit.Train : percent < TrainPercent + DevPercent ? DataSplit.Dev : DataSplit.Test;
    }
}
