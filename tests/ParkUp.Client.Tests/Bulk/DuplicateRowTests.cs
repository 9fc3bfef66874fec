using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>Rows that come twice: sent once, told to both; and rows that contradict one another.</summary>
public sealed class DuplicateRowTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InMemoryService _service;
    private WatchedRequests? _requests;
    private Task _held = Task.CompletedTask;
    private int _yields;

    public DuplicateRowTests() => _service = new InMemoryService(service => _requests = new WatchedRequests(service, HoldAsync));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReadOnlyList<(string RefId, string Code)> Sent => _requests!.Sent;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_row_that_comes_again_while_the_first_waits_is_not_sent_and_both_are_told()
    {
        using var run = await StartAsync(batchSize: 50);
        run.Add(Make.Order("T1", "AA1111", line: 2));
        run.Add(Make.Order("T2", "AA2222", line: 3));
        run.Add(Make.Order("T1", "AA1111", line: 4));
        run.Add(Make.Order("T1", "AA1111", line: 5));

        var results = await ResultsAsync(run);

        Assert.Equal([(2, "T1"), (3, "T2"), (4, "T1"), (5, "T1")], [.. results.Select(static result => (result.Line!.Value, result.Code!))]);
        Assert.All(results, static result => Assert.Equal((Outcome.Added, Evidence.Response), (result.Outcome, result.Evidence)));
        Assert.Equal([("A1", "T1"), ("A1", "T2")], Sent);
    }

    [Fact]
    public async Task A_row_that_comes_again_while_the_first_is_in_flight_is_not_sent_however_long_that_takes()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = release.Task;
        using var run = await StartAsync(batchSize: 1);
        run.Add(Make.Order("T1", "AA1111", line: 2));
        await _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        run.Add(Make.Order("T1", "AA1111", line: 3));
        _clock.Advance(TimeSpan.FromMinutes(5));
        run.Add(Make.Order("T1", "AA1111", line: 4));
        release.SetResult();

        var results = await ResultsAsync(run);
        Assert.Equal([(2, Outcome.Added), (3, Outcome.Added), (4, Outcome.Added)], [.. results.Select(static result => (result.Line!.Value, result.Outcome))]);
        Assert.Equal([("A1", "T1")], Sent);
    }

    [Fact]
    public async Task A_row_that_comes_again_within_a_minute_has_the_result_at_once_and_later_is_sent_again()
    {
        using var run = await StartAsync(batchSize: 1);
        run.Add(Make.Order("T1", "AA1111", line: 2));
        Assert.Equal(Outcome.Added, Assert.Single(await ResultsAsync(run)).Outcome);

        _clock.Advance(TimeSpan.FromMinutes(1));
        run.Add(Make.Order("T1", "AA1111", line: 3));
        var duplicate = run.Take()!;
        Assert.Equal((3, Outcome.Added, Evidence.Response), (duplicate.Line!.Value, duplicate.Outcome, duplicate.Evidence));
        Assert.Single(Sent);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        run.Add(Make.Order("T1", "AA1111", line: 4));
        var again = Assert.Single(await ResultsAsync(run));
        Assert.Equal((4, Outcome.AlreadyActive), (again.Line!.Value, again.Outcome));
        Assert.Equal([("A1", "T1"), ("A1", "T1")], Sent);

        // The one that was sent again is the one that later rows repeat.
        _clock.Advance(TimeSpan.FromMinutes(1));
        run.Add(Make.Order("T1", "AA1111", line: 5));
        duplicate = run.Take()!;
        Assert.Equal((5, Outcome.AlreadyActive), (duplicate.Line!.Value, duplicate.Outcome));
    }

    [Fact]
    public async Task A_row_is_remembered_for_at_least_as_many_as_the_window_holds_and_at_most_twice_as_many()
    {
        using var run = await StartAsync(batchSize: 1, throttle: 1, window: 4);
        foreach (var code in new[] { "T1", "T2", "T3", "T4", "T1", "T5", "T6", "T7", "T4", "T8", "T5", "T1" })
        {
            run.Add(Make.Order(code, "AA1111"));
            await ResultsAsync(run);
        }

        Assert.Equal(["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T1"], [.. Sent.Select(static sent => sent.Code)]);
    }

    [Fact]
    public async Task A_row_that_was_sent_again_is_not_forgotten_with_the_first()
    {
        using var run = await StartAsync(batchSize: 1, throttle: 1, window: 4);
        run.Add(Make.Order("T1", "AA1111"));
        await ResultsAsync(run);
        _clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var code in new[] { "T1", "T2", "T3", "T4", "T1" })
        {
            run.Add(Make.Order(code, "AA1111"));
            await ResultsAsync(run);
        }

        Assert.Equal(["T1", "T1", "T2", "T3", "T4"], [.. Sent.Select(static sent => sent.Code)]);
    }

    [Fact]
    public async Task A_code_that_comes_with_another_plate_is_refused_and_one_that_repeats_the_first_is_its_twin()
    {
        using var run = await StartAsync(batchSize: 50);
        run.Add(Make.Order("T1", "AA1111", line: 2));
        run.Add(Make.Order("T1", "BB2222", line: 3));
        run.Add(Make.Order("T1", "AA1111", line: 4));
        Assert.Empty(Sent);

        var reports = await ReportsAsync(run);

        Assert.Equal(
            [(2, "AA1111", Outcome.Added), (3, "BB2222", Outcome.Rejected), (4, "AA1111", Outcome.Added)],
            [.. reports.Select(static report => (report.Line!.Value, report.Plate!, report.Outcome))]);
        var error = Assert.IsType<InvalidInputException>(reports[1].Error);
        Assert.Equal(("Code", Evidence.None), (error.Field, reports[1].Evidence));
        Assert.Equal("Code 'T1' is given twice for this customer, with plate AA1111 (line 2) and with plate BB2222.", error.Message);
        Assert.Equal([("A1", "T1")], Sent);
        Assert.Equal([("A1", "T1", "AA1111")], [.. _service.HeldTags()]);
    }

    [Fact]
    public async Task A_code_in_other_letters_and_a_code_of_another_customer_are_tags_of_their_own()
    {
        using var run = await StartAsync(batchSize: 50);
        run.Add(Make.Order("T1", "AA1111"));
        run.Add(Make.Order("t1", "BB2222"));
        run.Add(Make.Order("T1", "CC3333", refId: "B2"));

        var results = await ResultsAsync(run);

        // B2's is refused by the service, which knows that A1 has it, or the other way round: not by the run.
        Assert.Equal(new HashSet<(string, string)> { ("A1", "T1"), ("A1", "t1"), ("B2", "T1") }, [.. Sent]);
        Assert.Equal(Outcome.Added, results[1].Outcome);
        Assert.Single(results, static result => result.Outcome == Outcome.Rejected && result.Evidence == Evidence.Response);
    }

    [Fact]
    public async Task Rows_that_name_their_customer_in_different_ways_are_no_twins_and_share_no_request()
    {
        using var run = await StartAsync(batchSize: 50);
        run.Add(Make.Order("T1", "AA1111", line: 2));
        run.Add(Make.Order("T1", "AA1111", customerId: 1, line: 3));
        run.Add(Make.Order("T2", "BB2222", customerId: 1, line: 4));

        var results = await ResultsAsync(run);

        Assert.Equal([Outcome.Added, Outcome.AlreadyActive, Outcome.Added], [.. results.Select(static result => result.Outcome)]);
        Assert.Equal([FakeService.TagAdd, FakeService.TagAdd, FakeService.TagList, FakeService.TagAdd], _service.Paths);
        Assert.Equal(1, _requests!.MostWritesOfOneCustomer);
    }

    [Fact]
    public async Task A_twin_of_a_row_that_failed_has_failed_with_the_same_error()
    {
        using var run = await StartAsync(batchSize: 50);
        run.Add(Make.Order("T1", "AA1111", refId: "Nobody", line: 2));
        run.Add(Make.Order("T1", "AA1111", refId: "Nobody", line: 3));

        var reports = await ReportsAsync(run);

        Assert.Equal([(2, Outcome.Rejected), (3, Outcome.Rejected)], [.. reports.Select(static report => (report.Line!.Value, report.Outcome))]);
        Assert.Same(Assert.IsType<NotFoundException>(reports[0].Error), reports[1].Error);
        Assert.Single(Sent);
    }

    [Fact]
    public async Task Twins_of_rows_that_an_ended_run_leaves_unsent_are_told_too()
    {
        using var run = new TagWriter(_service.ConnectAsStranger(), Operation.Add, RequestObserver.None).Start(Options(batchSize: 1, throttle: 1, window: 1), Stop);
        foreach (var (line, code) in new[] { (1, "T1"), (2, "T2"), (3, "T2"), (4, "T1") })
        {
            run.Add(Make.Order(code, "AA1111", line: line));
        }

        var reports = await ReportsAsync(run);
        run.Add(Make.Order("T2", "AA1111", line: 5));
        run.Add(Make.Order("T2", "BB2222", line: 6));
        reports = [.. reports, .. await ReportsAsync(run)];

        Assert.Equal([1, 2, 3, 4, 5, 6], [.. reports.Select(static report => report.Line!.Value)]);
        Assert.All(reports, static report => Assert.Equal(Outcome.Failed, report.Outcome));
        Assert.All(reports, static report => Assert.IsType<UnauthorizedException>(report.Error));
        Assert.Single(Sent);
    }

    [Fact]
    public async Task Rows_that_mean_one_tag_by_its_code_and_by_its_plate_cancel_it_once_and_are_both_told()
    {
        await _service.WithCustomerAsync("A1", ("T1", "AA1111"), ("T2", "AA1111"), ("T3", "CC3333"));

        var results = await new TagWriter(_service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync(
            [
                Make.Order("T1", plate: null, line: 2),
                Make.Order(code: null, "AA1111", line: 3),
                Make.Order("T1", plate: null, line: 4),
                Make.Order(code: null, "AA1111", line: 5),
            ],
            50,
            Stop);

        Assert.Equal(
            [(2, "T1"), (3, "T1"), (3, "T2"), (4, "T1"), (5, "T1"), (5, "T2")],
            [.. results.Select(static report => (report.Line!.Value, report.Code!))]);
        Assert.All(results, static report => Assert.Equal(Outcome.Revoked, report.Outcome));
        Assert.Equal([FakeService.TagList, FakeService.TagCancel], _service.Paths);
        Assert.Equal([("A1", "T1"), ("A1", "T2")], Sent);
        Assert.Equal(["T3"], _service.Held("A1"));
    }

    [Fact]
    public async Task A_row_to_revoke_by_code_and_plate_is_no_twin_of_one_by_code_and_both_are_told()
    {
        await _service.WithCustomerAsync("A1", ("T1", "AA1111"));

        var results = await new TagWriter(_service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync(
            [Make.Order("T1", "AA1111", line: 2), Make.Order("T1", plate: null, line: 3), Make.Order("T1", "AA1111", line: 4)], 50, Stop);

        Assert.Equal(
            [(2, Outcome.Revoked), (3, Outcome.AlreadyRevoked), (4, Outcome.Revoked)],
            [.. results.Select(static report => (report.Line!.Value, report.Outcome))]);
        Assert.Single(Sent);
    }

    [Fact]
    public async Task A_customer_that_comes_twice_is_created_by_its_first_row_and_the_second_waits_for_it()
    {
        _yields = 50;

        var reports = await new CustomerCreator(_service.Connection, RequestObserver.None).RunAsync(
            [Make.Customer() with { Line = 2 }, Make.Customer() with { Line = 3 }], new BulkOptions { BatchSize = 1 }, Stop);

        Assert.Equal([2, 3], [.. reports.Select(static report => report.Line!.Value)]);
        Assert.Equal(Outcome.Created, reports[0].Outcome);
        Assert.NotEqual(Outcome.Created, reports[1].Outcome);
        Assert.Equal(1, _requests!.MostInFlight);
    }

    private static async Task<TagResult[]> ReportsAsync(BulkRun<TagOrder, TagResult> run)
    {
        List<TagResult> reports = [.. run.Taken()];
        while (!run.IsEmpty)
        {
            await run.WaitAsync(Timeout.InfiniteTimeSpan, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
            reports.AddRange(run.Taken());
        }

        return [.. reports];
    }

    private static async Task<TagResult[]> ResultsAsync(BulkRun<TagOrder, TagResult> run) =>
        [.. (await ReportsAsync(run)).Select(static report => report)];

    private async Task<BulkRun<TagOrder, TagResult>> StartAsync(int batchSize, int throttle = 8, int window = 4096)
    {
        await _service.WithCustomerAsync("A1");
        await _service.WithCustomerAsync("B2");
        return new TagWriter(_service.Connection, Operation.Add, RequestObserver.None).Start(Options(batchSize, throttle, window), Stop);
    }

    private BulkOptions Options(int batchSize, int throttle, int window) =>
        new() { BatchSize = batchSize, ThrottleLimit = throttle, SmallestWindow = window, Clock = _clock };

    private async Task HoldAsync()
    {
        _arrived.TrySetResult();
        for (var i = 0; i < _yields; i++)
        {
            await Task.Yield();
        }

        await _held;
    }
}
