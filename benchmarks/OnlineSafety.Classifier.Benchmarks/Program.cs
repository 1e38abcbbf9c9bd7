using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OnlineSafety.Benchmarks;
using Perfolizer.Horology;

switch (args)
{
    case [ColdStart.ChildArgument, string what]:
        ColdStart.Child(what);
        return 0;
    case ["cold-start"]:
        Results.Write([], ColdStart.Measure());
        return 0;
    case ["readme"]:
        Results.UpdateReadme();
        return 0;
    case ["spin", "messages" or "document" or "urls" or "hosts" or "look-ups", string seconds]:
        Spin.Run(args[1], int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["--help"] or ["-h"]:
        Console.WriteLine("""
            Usage: OnlineSafety.Classifier.Benchmarks [--filter GLOB ...] [other options of BenchmarkDotNet]
                   OnlineSafety.Classifier.Benchmarks cold-start
                   OnlineSafety.Classifier.Benchmarks readme
                   OnlineSafety.Classifier.Benchmarks spin messages|document|urls|hosts|look-ups SECONDS

            Without arguments measures everything (some minutes), cold start included, and writes benchmarks/results/<cpu>/*.md.
            'cold-start' measures that alone, and what was published as ReadyToRun as a case of its own. 'readme' puts the
            table of this machine's results into README.md; 'spin' only scores, for a profiler to watch.
            """);
        return 0;
}

// In this process: the peers share the machine's state, and a run of everything takes minutes, not an hour. The warm-up is long
// enough for the runtime to have compiled everything for good.
Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(100));
IConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath(OnlineSafety.Tests.RepositoryRoot.File("artifacts", "benchmarks"));
if (args.Length > 0)
{
    Results.Write(BenchmarkSwitcher.FromAssembly(typeof(Results).Assembly).Run(args, config), []);
    return 0;
}

// Written after each class, so that a run that is stopped keeps what it has.
Results.Write([], ColdStart.Measure());
foreach (Type type in new[] { typeof(ScoreBenchmarks), typeof(ConversationBenchmarks), typeof(UrlBenchmarks), typeof(MessageBenchmarks), typeof(MatchBenchmarks) })
{
    Results.Write([BenchmarkRunner.Run(type, config)], []);
}

return 0;
