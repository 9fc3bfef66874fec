using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>What the schedule holds on to.</summary>
public sealed class BulkScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Customers_whose_rows_have_gone_are_let_go_of_however_many_they_are(int rowsOfEach)
    {
        var schedule = new BulkSchedule<HeldRow, HeldResult>(
            new HeldOperation(), new BulkOptions { BatchSize = 2, Clock = new FakeTimeProvider() });
        var seen = Send(schedule, customers: 1_000, rowsOfEach);

        GC.Collect();

        Assert.InRange(seen.Count(static customer => customer.TryGetTarget(out _)), 0, 10);
        GC.KeepAlive(schedule);
    }

    [Fact]
    public void Rows_that_have_waited_long_enough_go_before_full_batches()
    {
        var clock = new FakeTimeProvider();
        var options = new BulkOptions { BatchSize = 2, Clock = clock };
        var schedule = new BulkSchedule<HeldRow, HeldResult>(new HeldOperation(), options);
        foreach (var (customer, place) in new[] { ("lone", 0), ("B", 1), ("B", 2), ("C", 3), ("C", 4) })
        {
            schedule.Add(new BulkRow<HeldRow, HeldResult>(new HeldRow(customer, place), place, clock.GetTimestamp()));
        }

        schedule.Next(concurrencyLimit: 8, impatient: true, pick: null, out var early);
        clock.Advance(options.Linger);
        schedule.Next(concurrencyLimit: 8, impatient: false, pick: null, out var late);

        Assert.Equal(["B", "lone"], [early!.Key, late!.Key]);
    }

    /// <summary>Keeps five customers waiting, so that there is always one that may go at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<string>> Send(BulkSchedule<HeldRow, HeldResult> schedule, int customers, int rowsOfEach)
    {
        List<WeakReference<string>> seen = [];
        var waiting = 0;
        CustomerQueue<HeldRow, HeldResult>? inFlight = null;
        for (var n = 0; n < customers; n++)
        {
            var customer = $"C{n}";
            seen.Add(new WeakReference<string>(customer));
            for (var i = 0; i < rowsOfEach; i++)
            {
                schedule.Add(new BulkRow<HeldRow, HeldResult>(new HeldRow(customer, n), place: n, cameAt: 0));
                waiting++;
            }

            while (waiting > 5 * rowsOfEach)
            {
                if (inFlight is not null)
                {
                    schedule.Finish(inFlight, wasAside: false);
                }

                waiting -= schedule.Next(concurrencyLimit: 1, impatient: true, pick: null, out inFlight)!.Length;
            }
        }

        return seen;
    }
}
