using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>
/// Which rows share a request, and when it leaves. That none left too early shows in those that did: a row that was
/// to wait is found in one request with the row that came after it.
/// </summary>
public sealed class BulkPaceTests : HeldRunTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task As_many_requests_are_in_flight_as_the_throttle_lets_and_no_more()
    {
        using var run = Start(throttle: 3);
        Add(run, customer: null, [.. Enumerable.Range(1, 12)]);

        for (var n = 1; n <= 9; n++)
        {
            await Operation.StartedAsync(n + 2);
            await SettleAsync();
            Assert.Equal(n + 2, Operation.Started.Count);
            Operation.Started[n - 1].Finish();
        }

        Operation.LetGo();
        await TakeAllAsync(run);
        Assert.Equal(3, Operation.MostInFlight);
        Assert.Equal(12, Operation.Started.Count);
    }

    [Fact]
    public async Task A_customers_rows_wait_for_its_request_and_others_overtake_them()
    {
        using var run = Start(batchSize: 2);
        Add(run, "A1", 1, 2, 3, 4, 5);
        var first = await Operation.StartedAsync(1);
        Add(run, "B2", 6, 7);
        var other = await Operation.StartedAsync(2);
        Assert.Equal([6, 7], other.Numbers);
        await SettleAsync();
        Assert.Equal(2, Operation.Started.Count);

        first.Finish();
        var second = await Operation.StartedAsync(3);
        Assert.Equal([3, 4], second.Numbers);
        second.Finish();
        Assert.Equal([5], (await Operation.StartedAsync(4)).Numbers);

        Operation.LetGo();
        await AssertResultsAsync(run, 1, 2, 3, 4, 5, 6, 7);
        Assert.False(Operation.HasSeenTwoOfOneCustomer);
    }

    [Fact]
    public async Task A_batch_leaves_when_it_is_full()
    {
        using var run = Start(batchSize: 3);
        Add(run, "A1", 1, 2);
        Add(run, "B2", 3);
        await SettleAsync();
        Assert.Empty(Operation.Started);

        Add(run, "A1", 4);

        Assert.Equal([1, 2, 4], (await Operation.StartedAsync(1)).Numbers);
    }

    [Fact]
    public async Task A_batch_that_is_not_full_leaves_once_its_first_row_has_lingered()
    {
        using var run = Start(batchSize: 50);
        Add(run, "A1", 1);
        Clock.Advance(Linger - TimeSpan.FromTicks(1));
        Add(run, "A1", 2);
        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal([1, 2], (await Operation.StartedAsync(1)).Numbers);
    }

    [Fact]
    public async Task Each_customers_rows_linger_for_as_long_as_the_others()
    {
        using var run = Start(batchSize: 50);
        Add(run, "A1", 1);
        Clock.Advance(3 * Millisecond);
        Add(run, "B2", 2);
        Clock.Advance(2 * Millisecond);
        Assert.Equal([1], (await Operation.StartedAsync(1)).Numbers);

        Clock.Advance(2 * Millisecond);
        Add(run, "B2", 3);
        Clock.Advance(Millisecond);
        Assert.Equal([2, 3], (await Operation.StartedAsync(2)).Numbers);

        // And so for rows that come when all has gone quiet.
        Clock.Advance(TimeSpan.FromMinutes(1));
        Add(run, "C3", 4);
        Clock.Advance(Linger);
        Assert.Equal([4], (await Operation.StartedAsync(3)).Numbers);
    }

    [Fact]
    public async Task Nothing_lingers_while_the_adder_waits()
    {
        using var run = Start(batchSize: 50, throttle: 2);
        Add(run, "A1", 1);
        Add(run, "B2", 2);
        Add(run, "C3", 3);

        var all = TakeAllAsync(run);
        await Operation.StartedAsync(2);
        (await Operation.SendingAsync(2)).Finish();
        Assert.Equal([3], (await Operation.StartedAsync(3)).Numbers);

        Operation.LetGo();
        var results = await all;
        Assert.Equal([1, 2, 3], results);
    }

    [Fact]
    public async Task Rows_linger_again_once_the_adder_has_what_it_waited_for()
    {
        using var run = Start(batchSize: 50, throttle: 1);
        Add(run, "A1", 1);
        Clock.Advance(Linger);
        var first = await Operation.StartedAsync(1);
        Add(run, "B2", 2);

        // The request that ends makes room; but now the adder is about to bring more.
        var waiting = WaitAsync(run);
        first.Finish();
        await waiting;
        Add(run, "B2", 3);
        Clock.Advance(Linger);

        Assert.Equal([2, 3], (await Operation.StartedAsync(2)).Numbers);
    }

    [Fact]
    public async Task Rows_linger_again_once_the_adder_has_waited_long_enough()
    {
        using var run = Start(batchSize: 50);
        Add(run, "A1", 1);
        var waiting = run.WaitAsync(Millisecond, Stop);
        await Operation.StartedAsync(1);
        Clock.Advance(Millisecond);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Add(run, "B2", 2);
        Add(run, "B2", 3);
        Clock.Advance(Linger);

        Assert.Equal([2, 3], (await Operation.StartedAsync(2)).Numbers);
    }

    [Fact]
    public async Task Rows_that_came_while_their_customers_request_was_in_flight_leave_together_after_it()
    {
        using var run = Start(batchSize: 3);
        Add(run, "A1", 1, 2, 3, 4);
        var first = await Operation.StartedAsync(1);
        Clock.Advance(2 * Linger);
        Add(run, "A1", 5);
        await SettleAsync();
        Assert.Single(Operation.Started);

        first.Finish();

        Assert.Equal([4, 5], (await Operation.StartedAsync(2)).Numbers);
    }

    [Fact]
    public async Task Rows_that_lingered_while_there_was_no_room_leave_as_soon_as_there_is()
    {
        using var run = Start(batchSize: 50, throttle: 1);
        Add(run, "A1", 1);
        Clock.Advance(Linger);
        var first = await Operation.StartedAsync(1);
        Add(run, "B2", 2);
        Clock.Advance(2 * Linger);
        Add(run, "B2", 3);

        first.Finish();

        Assert.Equal([2, 3], (await Operation.StartedAsync(2)).Numbers);
    }

    [Fact]
    public async Task Rows_linger_for_the_rest_of_their_time_where_there_was_no_room_at_first()
    {
        using var run = Start(batchSize: 50, throttle: 2);
        Add(run, "A1", 1);
        Add(run, "B2", 2);
        Clock.Advance(Linger);
        await Operation.StartedAsync(2);
        Add(run, "C3", 3);
        Clock.Advance(3 * Millisecond);

        // A1's next row starts when its first is done: by then the timer has been set for C3, too.
        Add(run, "A1", 4);
        (await Operation.SendingAsync(2)).Finish();
        (await Operation.SendingAsync(1)).Finish();
        await Operation.StartedAsync(3);
        Add(run, "C3", 5);
        Clock.Advance(2 * Millisecond);

        Assert.Equal([4], Operation.Started[2].Numbers);
        Assert.Equal([3, 5], (await Operation.StartedAsync(4)).Numbers);
    }

    [Fact]
    public async Task The_oldest_rows_go_first_since_they_hold_up_the_others()
    {
        using var run = Start(throttle: 1);
        Add(run, "A1", 1, 2, 3);
        Add(run, "B2", 4, 5);
        Add(run, "C3", 6);

        Operation.LetGo();
        await AssertResultsAsync(run, 1, 2, 3, 4, 5, 6);
        Assert.Equal([1, 2, 3, 4, 5, 6], [.. Operation.Started.SelectMany(static request => request.Numbers)]);
    }

    [Fact]
    public async Task Rows_that_may_not_share_a_request_part_and_keep_their_order()
    {
        using var run = Start(batchSize: 50);
        foreach (var (number, kind) in new[] { (1, "x"), (2, "x"), (3, "y"), (4, "x"), (5, "x") })
        {
            run.Add(new HeldRow("A1", number, kind));
        }

        Operation.LetGo();
        await AssertResultsAsync(run, 1, 2, 3, 4, 5);
        Assert.Equal(["1,2", "3", "4,5"], [.. Operation.Started.Select(static request => string.Join(',', request.Numbers))]);
        Assert.False(Operation.HasSeenTwoOfOneCustomer);
    }

    [Fact]
    public async Task Rows_of_nobody_go_alone_and_side_by_side()
    {
        using var run = Start(batchSize: 50);
        Add(run, customer: null, 1, 2, 3);
        Clock.Advance(Linger);

        await Operation.StartedAsync(3);
        Assert.All(Operation.Started, static request => Assert.Single(request.Numbers));
    }
}
