using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>Rows in, results out: their order, how many are held, and how they are waited for.</summary>
public sealed class BulkRunTests : HeldRunTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_rows_though_requests_end_in_another()
    {
        using var run = Start(throttle: 3);
        Add(run, customer: null, 1, 2, 3, 4);

        (await Operation.SendingAsync(3)).Finish();
        var fourth = await Operation.SendingAsync(4);
        Assert.Empty(Taken(run));
        fourth.Finish();
        Operation.LetGo();

        await AssertResultsAsync(run, 1, 2, 3, 4);
    }

    [Fact]
    public async Task A_result_can_be_taken_while_later_rows_are_still_on_their_way()
    {
        using var run = Start();
        Add(run, customer: null, 1, 2);
        (await Operation.SendingAsync(1)).Finish();

        await WaitAsync(run);
        Assert.Equal([1], Taken(run));
        Assert.False(run.IsEmpty);

        Add(run, customer: null, 3);
        Operation.LetGo();
        await AssertResultsAsync(run, 2, 3);
    }

    [Fact]
    public async Task A_row_that_comes_with_its_result_keeps_its_place_and_is_not_sent()
    {
        using var run = Start();
        run.Add(new HeldResult(1, Error: null));
        Assert.False(run.IsEmpty);
        Assert.Equal([1], Taken(run));
        Assert.True(run.IsEmpty);

        Add(run, customer: null, 2);
        run.Add(new HeldResult(3, Error: null));
        Add(run, customer: null, 4);
        Assert.Empty(Taken(run));
        Operation.LetGo();

        await AssertResultsAsync(run, 2, 3, 4);
        Assert.Equal([2, 4], [.. Operation.Started.SelectMany(static request => request.Numbers).Order()]);
    }

    [Fact]
    public async Task A_row_may_have_several_results_and_they_come_one_after_the_other()
    {
        using var run = Start();
        run.Add(new HeldRow("A1", 1, Results: 3));
        Add(run, "B2", 2);
        Operation.LetGo();

        await WaitAsync(run);
        Assert.Equal(1, run.Take()!.Number);
        Assert.False(run.IsEmpty);
        await AssertResultsAsync(run, 1, 1, 2);
    }

    [Fact]
    public async Task Results_must_be_taken_once_the_window_is_full()
    {
        using var run = Start(throttle: 1, window: 5);
        Add(run, customer: null, 1, 2, 3, 4);
        Assert.False(run.IsFull);
        run.Add(new HeldResult(5, Error: null));
        Assert.True(run.IsFull);

        (await Operation.StartedAsync(1)).Finish();
        await WaitAsync(run);
        Assert.True(run.IsFull);
        Assert.Equal([1], Taken(run));
        Assert.False(run.IsFull);

        Operation.LetGo();
        await AssertResultsAsync(run, 2, 3, 4, 5);
    }

    [Theory]
    [InlineData(50, 8, 4096, 4096)]
    [InlineData(50, 256, 4096, 51200)]
    [InlineData(1, 1, 1, 4)]
    [InlineData(1, 1, 9, 9)]
    [InlineData(3, 2, 1, 24)]
    public void The_window_has_room_for_full_requests_behind_those_in_flight(int batchSize, int throttle, int smallest, int window) =>
        Assert.Equal(window, new BulkOptions { BatchSize = batchSize, ThrottleLimit = throttle, SmallestWindow = smallest }.Window);

    [Fact]
    public async Task A_source_without_end_is_held_in_a_window()
    {
        using var run = Start(throttle: 2, window: 8);
        Operation.LetGo();
        List<int> results = [];
        var most = 0;
        for (var number = 0; number < 2_000; number++)
        {
            while (run.IsFull)
            {
                await WaitAsync(run);
                results.AddRange(Taken(run));
            }

            Add(run, $"C{number % 5}", number);
            most = Math.Max(most, number + 1 - results.Count);
        }

        results.AddRange(await TakeAllAsync(run));
        Assert.Equal([.. Enumerable.Range(0, 2_000)], results);
        Assert.Equal(8, most);
    }

    [Fact]
    public async Task Waiting_ends_with_its_limit_and_the_run_goes_on()
    {
        using var run = Start();
        Add(run, "A1", 1);
        var request = await Operation.StartedAsync(1);

        var waiting = run.WaitAsync(TimeSpan.FromHours(1), Stop);
        Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(waiting.IsCompleted);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Empty(Taken(run));
        Assert.False(request.Stop.IsCancellationRequested);
        request.Finish();
        await AssertResultsAsync(run, 1);
    }

    [Fact]
    public async Task Waiting_goes_on_while_other_rows_than_the_one_whose_turn_it_is_are_done()
    {
        using var run = Start(throttle: 2);
        Add(run, customer: null, 1, 2, 3);
        await Operation.StartedAsync(2);
        var waiting = WaitAsync(run);

        (await Operation.SendingAsync(2)).Finish();
        await Operation.StartedAsync(3);
        await SettleAsync();
        Assert.False(waiting.IsCompleted);

        Operation.LetGo();
        await waiting;
        await AssertResultsAsync(run, 1, 2, 3);
    }

    [Fact]
    public async Task Nobody_waits_where_there_is_nothing_to_wait_for()
    {
        using var run = Start();
        Assert.True(run.WaitAsync(Timeout.InfiniteTimeSpan, Stop).IsCompletedSuccessfully);

        Add(run, "A1", 1);
        (await Operation.StartedAsync(1)).Finish();
        await WaitAsync(run);
        Assert.True(run.WaitAsync(Timeout.InfiniteTimeSpan, Stop).IsCompletedSuccessfully);

        Assert.Equal([1], Taken(run));
        Assert.True(run.WaitAsync(Timeout.InfiniteTimeSpan, Stop).IsCompletedSuccessfully);
    }
}
