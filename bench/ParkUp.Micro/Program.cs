using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ParkUp.Micro;
using Perfolizer.Horology;

// dotnet run -c Release --project bench/ParkUp.Micro                      all
// dotnet run -c Release --project bench/ParkUp.Micro -- --filter '*Plate*'
//
// In this process: a project that BenchmarkDotNet generates would be built by the rules of this repository.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(250))
        .WithMaxIterationCount(25))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Job, Column.Toolchain);
BenchmarkSwitcher.FromAssembly(typeof(CellBenchmarks).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
