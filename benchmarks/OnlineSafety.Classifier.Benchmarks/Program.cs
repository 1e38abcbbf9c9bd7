using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OnlineSafety.Benchmarks;
using Perfolizer.Horology;

switch (args)
{
    case [ColdStart.ChildArgument]:
        ColdStart.Child();
        return 0;
    case ["readme"]:
        Results.UpdateReadme();
        return 0;
    case ["--help"] or ["-h"]:
        Console.WriteLine("""
            Usage: OnlineSafety.Classifier.Benchmarks [--filter GLOB ...] [other options of BenchmarkDotNet]
                   OnlineSafety.Classifier.Benchmarks readme

            Without arguments measures everything (some minutes), cold start included, and writes benchmarks/results/<cpu>/*.md.
            'readme' puts the table of this machine's results into README.md.
            """);
        return 0;
}

// In this process: the peers share the machine's state, and a run of everything takes minutes, not an hour.
Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(100));
IConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath(OnlineSafety.Tests.RepositoryRoot.File("artifacts", "benchmarks"));
IEnumerable<Summary> summaries = args.Length == 0
    ? BenchmarkSwitcher.FromAssembly(typeof(Results).Assembly).RunAll(config)
    : BenchmarkSwitcher.FromAssembly(typeof(Results).Assembly).Run(args, config);
Results.Write(summaries, args.Length == 0 ? ColdStart.Measure() : null);
return 0;
