using OnlineSafety.Models;
using OnlineSafety.Training.Linear;
using OnlineSafety.Urls;

namespace OnlineSafety.Training.Urls;

/// <summary>
/// Trains the model of URLs: a linear part for the host, one for path and query, calibration and thresholds on out-of-fold
/// scores. The same files and seed give the same bytes, whatever the number of threads.
/// </summary>
internal sealed class UrlTrainer
{
    // A source with fewer benign hosts says nothing about a share of one in some hundreds.
    private const int MinBenign = 1000;
    private const float LeastThreshold = 0.5f;
    private const float MostThreshold = 0.99f;
    private const int CyberCrimeColumn = 4;
    private const int PhishingColumn = 6;

    private readonly UrlCorpus _corpus;
    private readonly UrlSettings _settings;
    private readonly int _seed;
    private readonly Action<string> _progress;

    private UrlTrainer(UrlCorpus corpus, UrlSettings settings, int seed, Action<string> progress)
    {
        _corpus = corpus;
        _settings = settings;
        _seed = seed;
        _progress = progress;
    }

    /// <summary>Trains on the URL files among some files.</summary>
    /// <param name="files">Files of labelled data that may be trained on.</param>
    /// <param name="seed">Seed of the order of examples.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <returns>The section of a bundle, or null where no file has URLs.</returns>
    public static byte[]? Train(IReadOnlyList<string> files, int seed, UrlSettings settings, Action<string> progress)
    {
        UrlCorpus corpus = UrlCorpus.Load(files);
        return corpus.Hosts.Count == 0 ? null : new UrlTrainer(corpus, settings, seed, progress).Train();
    }

    private byte[] Train()
    {
        IReadOnlyList<UrlExample> hosts = _corpus.Hosts;
        _progress($"URLs: features of {hosts.Count} hosts");
        uint[][] features = Extract(hosts, static (UrlExample e, ref HashList sink) =>
        {
            Span<ulong> keys = stackalloc ulong[HostKeys.MaxLabels];
            Span<int> starts = stackalloc int[HostKeys.MaxLabels];
            HostFeatures.Extract(new HostView(e.Host, isIp: false, PublicSuffixes.Default, keys, starts), BrandList.Default, ref sink);
        });
        ExampleWeights weights = Weigh(
            hosts, column => column is PhishingColumn or CyberCrimeColumn ? _settings.NoisyPenalty : _settings.Host.OwnPenalty, otherClass: 0, static column => 1u << column);
        FeatureTable table = Choose(features, weights);
        int[][] outOfFold = OutOfFold("hosts", hosts, table, weights, _settings.Host);
        _progress("URLs: hosts on everything");
        byte[] host = Quantize(LinearTrainer.Train(table, weights, [.. Enumerable.Range(0, hosts.Count)], _settings.Host, _seed), table, _settings.Host.Bits);

        Calibration.Row[] calibration = [.. Enumerable.Repeat(new Calibration.Row(1, 1, 0, 1), UrlTargets.Columns)];
        Parallel.For(0, UrlTargets.Count, i => calibration[i] = Calibrate(i, outOfFold));

        float threshold = Threshold(calibration, outOfFold);
        _progress($"URLs: flagged from {threshold:0.000}");
        calibration = [.. calibration.Select(row => row with { Threshold = threshold })];
        (byte[] rest, UrlModel.RestStep phishing) = TrainRest(calibration[PhishingColumn], outOfFold);
        UrlModel.RestStep[] steps = new UrlModel.RestStep[UrlTargets.Columns];
        steps[PhishingColumn] = phishing;
        return UrlModel.Write(calibration, steps, host, rest);
    }

    /// <summary>
    /// The table of the hosts' features: where several want a row, it goes to the one with the largest weight for any target,
    /// times the root of the hosts it is in, in a model with rows enough for most.
    /// </summary>
    private FeatureTable Choose(uint[][] features, ExampleWeights weights)
    {
        FeatureTable wide = FeatureTable.Build(features, _settings.Host with { Bits = _settings.CandidateBits });
        _progress($"URLs: which of {wide.Tags.Count(static t => t != 0)} features matter");
        LinearWeights trained = LinearTrainer.Train(wide, weights, [.. Enumerable.Range(0, features.Length)], _settings.Host with { Epochs = _settings.CandidateEpochs }, _seed);
        int[] hosts = new int[wide.Tags.Length];
        foreach (int row in wide.Rows.SelectMany(static rows => rows))
        {
            hosts[row]++;
        }

        float[] scales = [.. Enumerable.Range(0, UrlTargets.Count).Select(i => trained.ScaleOf(wide, i))];
        float[] importance = new float[hosts.Length];
        Parallel.For(0, hosts.Length, row =>
        {
            for (int i = 0; i < scales.Length; i++)
            {
                importance[row] = MathF.Max(importance[row], MathF.Abs(trained[row, i]) * wide.Rarity[row] * MathF.Sqrt(hosts[row]) / scales[i]);
            }
        });
        return FeatureTable.Build(features, _settings.Host, wide, importance);
    }

    private delegate void Extractor(UrlExample example, ref HashList sink);

    private static uint[][] Extract(IReadOnlyList<UrlExample> examples, Extractor extractor)
    {
        uint[][] hashes = new uint[examples.Count][];
        Parallel.For(0, examples.Count, i =>
        {
            HashList sink = new();
            extractor(examples[i], ref sink);
            hashes[i] = [.. sink.Hashes];
            Array.Sort(hashes[i]);
        });
        return hashes;
    }

    /// <summary>Weighs examples: sources with very many rows of a class are weighted down, those of other classes count as much as they are told to.</summary>
    private ExampleWeights Weigh(IReadOnlyList<UrlExample> examples, Func<int, float> penalty, float otherClass, Func<int, uint> targets)
    {
        const int Columns = Taxonomy.IndicatorCount;
        int[,,] counts = new int[_corpus.Sources.Count, UrlTargets.Count, 2];
        for (int i = 0; i < UrlTargets.Count; i++)
        {
            foreach (UrlExample example in examples)
            {
                if ((example.Known & targets(i)) != 0)
                    counts[example.Source, i, (example.Positive >> i) & 1]++;
            }
        }

        float[] weights = new float[examples.Count * Columns];
        for (int e = 0; e < examples.Count; e++)
        {
            UrlExample example = examples[e];
            for (int i = 0; i < UrlTargets.Count; i++)
            {
                if (targets(i) == 0)
                    continue;
                weights[(e * Columns) + i] = SourceWeight(example) * ((example.Known & targets(i)) == 0 ? otherClass
                    : MathF.Min(1, MathF.Sqrt(_settings.SourceCap / (float)counts[example.Source, i, (example.Positive >> i) & 1])));
            }
        }

        return new ExampleWeights(weights, [.. examples.Select(static e => e.Positive)], [.. Enumerable.Range(0, Columns).Select(penalty)]);
    }

    private float SourceWeight(UrlExample example) => (_corpus.Sources[example.Source], example.IsSafe) switch
    {
        ("urls-opendns", _) => _settings.PopularWeight,
        ("urls-ut1", true) => _settings.WeakSafeWeight,
        _ => 1,
    };

    /// <summary>For each target and example the logit, in thousandths, of a model that has not seen the example's fold.</summary>
    private int[][] OutOfFold(string what, IReadOnlyList<UrlExample> examples, FeatureTable table, ExampleWeights weights, LinearSettings settings)
    {
        int[][] logits = [.. Enumerable.Range(0, UrlTargets.Count).Select(_ => new int[examples.Count])];
        _progress($"URLs: {what}, each fold by a model without it");
        Parallel.For(0, UrlCorpus.FoldCount, held =>
        {
            LinearWeights trained = LinearTrainer.Train(table, weights, [.. Enumerable.Range(0, examples.Count).Where(e => examples[e].Fold != held)], settings, _seed);
            Parallel.For(0, examples.Count, e =>
            {
                if (examples[e].Fold != held)
                    return;
                Span<float> scores = stackalloc float[Taxonomy.IndicatorCount];
                trained.Score(table.Rows[e], table.Values[e], scores);
                for (int i = 0; i < UrlTargets.Count; i++)
                {
                    logits[i][e] = (int)MathF.Round(Math.Clamp(scores[i], -20, 20) * Logistic.Milli);
                }
            });
        });

        return logits;
    }

    /// <summary>Fits a target on its positives and on the benign hosts, each benign source with the same share.</summary>
    private Calibration.Row Calibrate(int column, int[][] outOfFold)
    {
        IReadOnlyList<UrlExample> hosts = _corpus.Hosts;
        int[] rows = [.. Enumerable.Range(0, hosts.Count).Where(e => hosts[e].IsSafe || IsPositive(hosts[e]))];
        int positives = rows.Count(e => IsPositive(hosts[e]));
        if (positives == 0 || positives == rows.Length)
            return new Calibration.Row(0, 0, UrlModel.BaseLogit / (float)Logistic.Milli, 1);
        Dictionary<int, int> benign = rows.Where(e => !IsPositive(hosts[e])).GroupBy(e => hosts[e].Source).ToDictionary(static g => g.Key, static g => g.Count());
        double[] weight =
        [
            .. rows.Select(e => IsPositive(hosts[e]) ? _settings.BaseRate / positives : (1 - _settings.BaseRate) / benign.Count / benign[hosts[e].Source]),
        ];
        return CalibrationTrainer.Fit(weight, [.. rows.Select(e => outOfFold[column][e])], [.. rows.Select(e => IsPositive(hosts[e]))]);

        bool IsPositive(UrlExample example) => (example.Positive & (1u << column)) != 0;
    }

    /// <summary>
    /// One threshold for all targets, as all are probabilities of the same base rate: the least from one half up that keeps the
    /// budget on every benign source.
    /// </summary>
    private float Threshold(Calibration.Row[] calibration, int[][] outOfFold)
    {
        IReadOnlyList<UrlExample> hosts = _corpus.Hosts;
        float threshold = LeastThreshold;
        foreach (IGrouping<int, int> source in Enumerable.Range(0, hosts.Count).Where(e => hosts[e].IsSafe).GroupBy(e => hosts[e].Source))
        {
            float[] highest = [.. source.Select(e => Enumerable.Range(0, UrlTargets.Count).Max(i => Logistic.Probability(calibration[i].Apply(outOfFold[i][e])))).Order()];
            if (highest.Length >= MinBenign)
                threshold = MathF.Max(threshold, MathF.BitIncrement(highest[highest.Length - 1 - (int)(highest.Length * _settings.BenignBudget)]));
        }

        return MathF.Min(threshold, MostThreshold);
    }

    /// <summary>
    /// The part for path and query, of phishing alone: the one class of which public lists have paths enough, and benign paths to
    /// set against them. How far it moves the host's logit is fitted on out-of-fold scores of both.
    /// </summary>
    private (byte[] Section, UrlModel.RestStep Step) TrainRest(Calibration.Row calibration, int[][] hostLogits)
    {
        IReadOnlyList<UrlExample> urls = _corpus.Urls;
        FeatureTable table = FeatureTable.Build(Extract(urls, static (UrlExample e, ref HashList sink) => RestFeatures.Extract(e.Rest, BrandList.Default, ref sink)), _settings.Rest);
        ExampleWeights weights = Weigh(urls, _ => _settings.Rest.OwnPenalty, _settings.OtherClassRestWeight, static column => column == PhishingColumn ? 1u << column : 0);
        int[] rest = OutOfFold("paths", urls, table, weights, _settings.Rest)[PhishingColumn];
        byte[] section = Quantize(LinearTrainer.Train(table, weights, [.. Enumerable.Range(0, urls.Count)], _settings.Rest, _seed), table, _settings.Rest.Bits);

        Dictionary<(int, string), int> hosts = [];
        for (int e = 0; e < _corpus.Hosts.Count; e++)
        {
            hosts[(_corpus.Hosts[e].Source, _corpus.Hosts[e].Host)] = calibration.Apply(hostLogits[PhishingColumn][e]);
        }

        List<(double Host, double Path, bool Positive)> rows = [];
        for (int e = 0; e < urls.Count; e++)
        {
            bool positive = (urls[e].Positive & (1u << PhishingColumn)) != 0;
            if (positive || urls[e].IsSafe)
                rows.Add((hosts[(urls[e].Source, urls[e].Host)] / (double)Logistic.Milli, rest[e] / (double)Logistic.Milli, positive));
        }

        return (section, FitStep(rows));
    }

    /// <summary>Logistic regression of the label on slope × rest + offset, the host's logit given, at the base rate (Newton's method).</summary>
    private UrlModel.RestStep FitStep(List<(double Host, double Path, bool Positive)> rows)
    {
        int positives = rows.Count(static r => r.Positive);
        if (positives == 0 || positives == rows.Count)
            return default;
        double slope = 0;
        double offset = 0;
        for (int iteration = 0; iteration < 30; iteration++)
        {
            double gs = 0, go = 0, hss = 1e-9, hso = 0, hoo = 1e-9;
            foreach ((double host, double rest, bool positive) in rows)
            {
                double weight = positive ? _settings.BaseRate / positives : (1 - _settings.BaseRate) / (rows.Count - positives);
                double p = 1 / (1 + Math.Exp(-Math.Clamp(host + (slope * rest) + offset, -20, 20)));
                double g = weight * (p - (positive ? 1 : 0));
                double h = weight * p * (1 - p);
                gs += g * rest;
                go += g;
                hss += h * rest * rest;
                hso += h * rest;
                hoo += h;
            }

            double determinant = (hss * hoo) - (hso * hso);
            slope = Math.Clamp(slope - Math.Clamp(((hoo * gs) - (hso * go)) / determinant, -1, 1), 0, 2);
            offset = Math.Clamp(offset - Math.Clamp(((hss * go) - (hso * gs)) / determinant, -1, 1), -3, 3);
        }

        return new UrlModel.RestStep((float)slope, (float)offset);
    }

    private static byte[] Quantize(LinearWeights weights, FeatureTable table, int bits)
    {
        float[] scales = new float[UrlTargets.Columns];
        float[] bias = new float[UrlTargets.Columns];
        sbyte[] quantized = new sbyte[(1 << bits) * UrlTargets.Columns];
        for (int i = 0; i < UrlTargets.Count; i++)
        {
            scales[i] = weights.ScaleOf(table, i);
            bias[i] = weights.Bias(i);
            for (int row = 0; row < 1 << bits; row++)
            {
                quantized[(row * UrlTargets.Columns) + i] = (sbyte)Math.Clamp(MathF.Round(weights[row, i] * table.Rarity[row] / scales[i]), -LinearModel.MaxWeight, LinearModel.MaxWeight);
            }
        }

        return UrlLinear.Write(bits, scales, bias, table.Tags, quantized);
    }
}
