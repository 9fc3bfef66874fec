using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>Runs that end before their rows do: by a stop, by an error that every row would meet, by a fault of their own.</summary>
public sealed class BulkEndTests : HeldRunTests
{
    private static readonly UnauthorizedException Refused = new("The service does not know the token.");

    [Fact]
    public async Task A_stop_ends_the_waiting_and_what_is_in_flight_and_nothing_starts_after_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var run = Start(batchSize: 2, throttle: 3, stop: stop.Token);
        Add(run, "A1", 1, 2, 3);
        var request = await Operation.StartedAsync(1);
        Add(run, "B2", 4);

        var waiting = run.WaitAsync(Timeout.InfiniteTimeSpan, stop.Token);
        var other = await Operation.StartedAsync(2);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(request.Stop.IsCancellationRequested);
        Assert.True(other.Stop.IsCancellationRequested);
        Add(run, "C3", 5, 6);
        Clock.Advance(2 * Linger);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Timeout.InfiniteTimeSpan, stop.Token));
        await SettleAsync();
        Assert.Equal(2, Operation.Started.Count);
        Assert.Empty(Taken(run));
    }

    [Fact]
    public async Task Requests_that_end_well_in_spite_of_a_stop_start_no_others()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var run = Start(throttle: 1, stop: stop.Token);
        Operation.IgnoresStop = true;
        Add(run, customer: null, 1, 2);
        var request = await Operation.StartedAsync(1);
        await stop.CancelAsync();

        request.Finish();
        await WaitAsync(run);

        Assert.Equal([1], Taken(run));
        await SettleAsync();
        Assert.Single(Operation.Started);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_stop_the_run()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var run = Start();
        Add(run, "A1", 1);
        var request = await Operation.StartedAsync(1);

        var waiting = run.WaitAsync(Timeout.InfiniteTimeSpan, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        Assert.False(request.Stop.IsCancellationRequested);
        request.Finish();
        await AssertResultsAsync(run, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fault_of_the_modules_own_is_told_and_nobody_waits_for_ever(bool isCancellation)
    {
        // A cancellation that nobody asked for is a fault like any other.
        Exception fault = isCancellation ? new OperationCanceledException() : new InvalidDataException("By design.");
        using var run = Start();
        Add(run, "A1", 1);
        Add(run, "B2", 2);
        await Operation.StartedAsync(2);
        var waiting = WaitAsync(run);

        // Not the row that is waited for: its turn would never come.
        (await Operation.SendingAsync(2)).Throw(fault);

        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        Assert.Same(fault, told.InnerException);
        told = await Assert.ThrowsAsync<InvalidOperationException>(() => WaitAsync(run));
        Assert.Same(fault, told.InnerException);
    }

    [Fact]
    public async Task The_first_fault_is_the_one_that_is_told()
    {
        var fault = new InvalidDataException("The first.");
        using var run = Start(throttle: 2);
        Add(run, customer: null, 1, 2);
        await Operation.StartedAsync(2);
        Operation.Started[0].Throw(fault);
        await Assert.ThrowsAsync<InvalidOperationException>(() => WaitAsync(run));

        Operation.Started[1].Throw(new InvalidDataException("The second."));
        await SettleAsync();

        Assert.Same(fault, (await Assert.ThrowsAsync<InvalidOperationException>(() => WaitAsync(run))).InnerException);
    }

    [Fact]
    public async Task After_an_error_that_ends_the_run_rows_fail_unsent_and_come_out_in_order()
    {
        using var run = Start(batchSize: 2, throttle: 2);
        Add(run, "A1", 1, 2, 3);
        var refused = await Operation.StartedAsync(1);
        Add(run, "B2", 4, 5);
        var other = await Operation.StartedAsync(2);
        Add(run, "C3", 6);
        Add(run, "B2", 7, 8, 9);
        Add(run, "D4", 10, 11);
        Assert.Null(run.EndedBy);

        refused.Finish(Refused);
        await WaitAsync(run);
        Assert.Same(Refused, run.EndedBy);
        Add(run, "C3", 12, 13);
        Clock.Advance(2 * Linger);

        // What was in flight has a result of its own; what waited behind it has not.
        List<HeldResult> reports = [.. run.Taken()];
        Assert.Equal([1, 2, -1], [.. reports.Select(static report => report.Number)]);
        other.Finish();
        await WaitAsync(run);
        reports.AddRange(run.Taken());
        Assert.True(run.IsEmpty);
        Assert.Equal([1, 2, -1, 4, 5, -1, -1, -1, -1, -1, -1, -1, -1], [.. reports.Select(static report => report.Number)]);
        Assert.All(reports, static report => Assert.Same(report.Number is 4 or 5 ? null : Refused, report.Error));

        await SettleAsync();
        Assert.Equal(2, Operation.Started.Count);
    }

    [Fact]
    public async Task The_error_that_came_first_is_the_one_that_ended_the_run()
    {
        using var run = Start();
        Add(run, customer: null, 1, 2);
        await Operation.StartedAsync(2);
        (await Operation.SendingAsync(1)).Finish(Refused);
        await WaitAsync(run);

        (await Operation.SendingAsync(2)).Finish(new ForbiddenException("Not you."));
        await AssertResultsAsync(run, 1, 2);

        Assert.Same(Refused, run.EndedBy);
    }

    [Fact]
    public async Task An_error_of_one_row_ends_nothing()
    {
        using var run = Start(throttle: 1);
        Add(run, customer: null, 1, 2);
        (await Operation.StartedAsync(1)).Finish(new NotFoundException("Nobody."));
        Operation.LetGo();

        await AssertResultsAsync(run, 1, 2);
        Assert.Null(run.EndedBy);
    }

    [Fact]
    public async Task Whoever_comes_later_does_not_wait_for_an_ended_run()
    {
        using var run = Start();
        Add(run, "A1", 1);
        (await Operation.StartedAsync(1)).Finish(Refused);
        await AssertResultsAsync(run, 1);

        Add(run, "B2", 2);

        Assert.Equal([HeldOperation.UnsentResult], Taken(run));
    }
}
