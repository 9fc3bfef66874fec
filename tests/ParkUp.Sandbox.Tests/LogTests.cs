using Microsoft.Extensions.Time.Testing;

namespace ParkUp.Sandbox.Tests;

public class LogTests
{
    [Fact]
    public void No_log_is_kept_unless_asked_for() => Assert.Null(new TestSandbox().Api.Log);

    [Fact]
    public void Each_request_is_noted_with_its_answer_and_whether_it_changed_anything()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        SandboxLog log = new();
        TestSandbox sandbox = new(new SandboxOptions
        {
            Token = TestSandbox.Token,
            Log = log,
            TimeProvider = clock,
            Faults = FaultPlan.Exactly(
                null, FaultKind.CommitThenDrop, FaultKind.Drop, FaultKind.Timeout, FaultKind.CommitThen500, FaultKind.Truncate, FaultKind.Html, null, null, null),
        });

        sandbox.AddCustomer("A");
        for (int i = 1; i <= 6; i++)
        {
            sandbox.AddTags("A", "T" + i);
        }

        sandbox.AddTags("A", "T1");
        sandbox.List("A");
        sandbox.Send("POST", TestSandbox.TagListPath, "{é", authorization: "Bearer wrong");

        IReadOnlyList<SandboxLogEntry> entries = log.Read();
        Assert.Equal(
            [
                (1, 201, null, true),
                (2, null, FaultKind.CommitThenDrop, true),
                (3, null, FaultKind.Drop, false),
                (4, null, FaultKind.Timeout, false),
                (5, 500, FaultKind.CommitThen500, true),
                (6, 201, FaultKind.Truncate, true),
                (7, 200, FaultKind.Html, false),
                (8, 409, null, false),
                (9, 201, null, false),
                (10, 401, null, false),
            ],
            entries.Select(static entry => (entry.Sequence, entry.Status, entry.Fault, entry.Applied)));
        Assert.Equal(
            new SandboxLogEntry(10, clock.GetUtcNow(), "POST", TestSandbox.TagListPath, Authorized: false, "{é", 401, Fault: null, Applied: false, """{"statusCode":401,"message":"Unauthorized"}"""),
            entries[^1]);
        Assert.All(entries.SkipLast(1), static entry => Assert.True(entry.Authorized));
    }

    [Theory]
    [InlineData("Batch", 409, false)]
    [InlineData("Partial", 409, true)]
    [InlineData("PerTag", 201, true)]
    public void A_conflict_is_noted_as_applied_when_part_of_it_was(string reading, int status, bool applied)
    {
        TestSandbox sandbox = new(new SandboxOptions
        {
            Token = TestSandbox.Token,
            Log = new SandboxLog(),
            Behaviour = SandboxSettings.Parse(["Conflict=" + reading]).Behaviour,
        });

        sandbox.AddCustomer("A", "T1", "T1");

        SandboxLogEntry entry = Assert.Single(sandbox.Api.Log!.Read());
        Assert.Equal((status, applied), (entry.Status, entry.Applied));
    }

    [Fact]
    public void A_cleared_log_counts_on()
    {
        SandboxLog log = new();
        TestSandbox sandbox = new(new SandboxOptions { Token = TestSandbox.Token, Log = log });
        sandbox.List("A");
        IReadOnlyList<SandboxLogEntry> before = log.Read();

        log.Clear();
        sandbox.List("A");

        Assert.Equal(1, Assert.Single(before).Sequence);
        Assert.Equal(2, Assert.Single(log.Read()).Sequence);
    }

    [Fact]
    public async Task A_wait_ends_when_the_log_holds_enough_or_is_cancelled()
    {
        SandboxLog log = new();
        TestSandbox sandbox = new(new SandboxOptions { Token = TestSandbox.Token, Log = log });
        using CancellationTokenSource impatient = new();

        Task two = log.ReachedAsync(2, TestContext.Current.CancellationToken);
        Task never = log.ReachedAsync(9, impatient.Token);
        sandbox.List("A");
        Assert.False(two.IsCompleted);
        sandbox.List("A");
        await two;
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        Assert.True(log.ReachedAsync(2, TestContext.Current.CancellationToken).IsCompleted);
    }
}
