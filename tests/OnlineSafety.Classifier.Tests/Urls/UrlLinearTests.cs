using FsCheck.Fluent;
using OnlineSafety.Models;
using OnlineSafety.Urls;

namespace OnlineSafety.Tests.Urls;

public sealed class UrlLinearTests
{
    private const int Bits = 5;

    /// <summary>Many features at a time give the bits of the definition: a row at a time, a target at a time.</summary>
    [Fact]
    public void Logits_are_bias_and_sum_over_the_root_of_the_number_of_features() => Property.Holds(Gen.Choose(0, int.MaxValue), 300, static seed =>
    {
        Random random = new(seed);
        byte[] tags = [.. Enumerable.Range(0, 1 << Bits).Select(_ => (byte)random.Next(3))];
        sbyte[] weights = [.. Enumerable.Range(0, UrlTargets.Columns << Bits).Select(_ => (sbyte)random.Next(-LinearModel.MaxWeight, LinearModel.MaxWeight + 1))];
        float[] scales = [.. Enumerable.Range(0, UrlTargets.Columns).Select(_ => random.NextSingle() / (1 + random.Next(50)))];
        float[] bias = [.. Enumerable.Range(0, UrlTargets.Columns).Select(_ => (random.NextSingle() * 10) - 5)];
        uint[] hashes = [.. Enumerable.Range(0, random.Next(300)).Select(_ => ((uint)random.Next(3) << 24) | (uint)random.Next(1 << Bits))];

        UrlLinear model = new(UrlLinear.Write(Bits, scales, bias, tags, weights));
        UrlLinear.Sink sink = model.CreateSink(new int[UrlLinear.MaxPending]);
        foreach (uint[] some in hashes.Chunk(1 + random.Next(70)))
        {
            sink.Add(some);
        }

        int[] logits = new int[UrlTargets.Columns];
        model.Score(ref sink, logits);
        for (int i = 0; i < UrlTargets.Columns; i++)
        {
            int sum = hashes.Where(h => tags[LinearModel.RowOf(h, Bits)] == LinearModel.TagOf(h)).Sum(h => weights[(LinearModel.RowOf(h, Bits) * UrlTargets.Columns) + i]);
            double norm = 1 / Math.Sqrt(Math.Max(1, hashes.Length));
            Assert.Equal((int)Math.Round(Math.Clamp(bias[i] + (sum * (double)scales[i] * norm), -20, 20) * Logistic.Milli), logits[i]);
        }
    });
}
