using BenchmarkDotNet.Attributes;
using ParkUp.Bench;
using ParkUp.Client;

namespace ParkUp.Micro;

/// <summary>A row on its way through a run and back, without an engine and without a network.</summary>
public class RunBenchmarks
{
    private const int TagsEach = 50;
    private const int Customers = 200;
    private const int Rows = Customers * TagsEach;

    private TagOrder[] _orders = [];
    private ParkUpConnection? _connection;

    [GlobalSetup]
    public void Prepare()
    {
        var roster = new Roster(Customers, TagsEach);
        var run = RunCodes.Of('M', round: 0);
        _orders = [.. roster.Rows(run).Select(static line =>
            new TagOrder { Customer = new CustomerKey(line.RefId, Id: null), Code = line.Code, Plate = line.Plate })];
        using var token = SandboxProcess.SecureToken();
        _connection = ParkUpConnection.Open(new ConnectionOptions
        {
            Token = token,
            BaseUri = new Uri("https://bench.invalid/"),
            Handler = new ReadyAnswers(roster, run),
        });
    }

    [Benchmark(Description = "Row through a run, 50 a request", OperationsPerInvoke = Rows)]
    public async Task<int> RowThroughRunAsync()
    {
        var added = 0;
        using var run = new TagWriter(_connection!, Operation.Add, RequestObserver.None).Start(new BulkOptions(), CancellationToken.None);
        foreach (var order in _orders)
        {
            while (run.IsFull)
            {
                await run.WaitAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
                added += Take(run);
            }

            run.Add(order);
            added += Take(run);
        }

        while (!run.IsEmpty)
        {
            await run.WaitAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
            added += Take(run);
        }

        return added == Rows ? added : throw new InvalidOperationException($"{added} rows were added.");
    }

    private static int Take(BulkRun<TagOrder, TagResult> run)
    {
        var added = 0;
        while (run.Take() is { } result)
        {
            added += result.Succeeded ? 1 : 0;
        }

        return added;
    }
}
