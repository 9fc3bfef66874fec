using System.Globalization;
using System.Text.RegularExpressions;

namespace ParkUp.PowerShell.Tests;

/// <summary>The line that closes a verbose run: rows, outcomes, requests, those sent again, and the time.</summary>
public partial class SummaryTests
{
    [Fact]
    public async Task A_run_of_tags_is_summed_up_by_outcome()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O1,AABB11", "A1,O2,AABB12", "A1,O3,AABB13", "A1,,AABB14", "NOBODY,O5,AABB15"));

        var summary = service.Run("$rows | Add-ParkUpTag -Verbose").Verbose[^1];

        Assert.StartsWith("5 rows: 2 Added, 2 Rejected, 1 AlreadyActive. ", summary, StringComparison.Ordinal);
        Assert.Contains($"{service.Received.Count} requests (0 retries) in ", summary, StringComparison.Ordinal);
        Assert.Matches(Time(), summary);
    }

    [Fact]
    public async Task The_number_in_flight_finds_itself_and_the_summary_says_where_it_settled()
    {
        await using var service = await Service.StartAsync(TimeSpan.FromMilliseconds(20));
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(0, 400).Select(static n => $"N{n},O{n},AABB11")]));

        var found = service.Run("$rows | Get-ParkUpTag -Verbose").Verbose[^2];

        var settled = Settled().Match(found);
        Assert.True(settled.Success, found);
        Assert.InRange(int.Parse(settled.Groups["limit"].Value, CultureInfo.InvariantCulture), 9, 32);
        Assert.InRange(int.Parse(settled.Groups["most"].Value, CultureInfo.InvariantCulture), 9, 32);
    }

    [Fact]
    public async Task A_number_in_flight_that_was_given_is_not_reported()
    {
        await using var service = await Service.StartAsync();

        Assert.DoesNotContain(service.Run("Get-ParkUpTag A1 -ThrottleLimit 8 -Verbose").Verbose, static line => line.Contains("settled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_that_were_sent_again_are_counted_apart()
    {
        var once = 0;
        await using var service = (await Service.StartAsync(ParkUp.Sandbox.FaultPlan.When(
            request => request.Path.EndsWith("/tag/add", StringComparison.Ordinal) && Interlocked.Increment(ref once) == 1 ? ParkUp.Sandbox.FaultKind.TooManyRequests : null))).WithCustomer("A1");

        var summary = service.Run("Connect-ParkUp -Token $token -BaseUri $url; Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11 -Verbose").Quiet().Verbose[^1];

        Assert.StartsWith("1 row: 1 Added. 2 requests (1 retry) in ", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_are_counted_as_customers()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table(
            "RefId,Email,Phone,Code,Plate", "A1,a@example.com,56911111111,O1,AABB11", "A1,,,O2,AABB12", "B2,b@example.com,56911111111,O3,AABB13"));

        var run = service.Run("$rows | New-ParkUpCustomer -Verbose; Get-ParkUpTag A1 -Verbose; Revoke-ParkUpTag -RefId A1 -All -Confirm:$false -Verbose").Quiet();

        Assert.Contains(run.Verbose, static line => line.StartsWith("2 customers: 2 Created. 2 requests (", StringComparison.Ordinal));
        Assert.Contains(run.Verbose, static line => line.StartsWith("1 customer: 1 Listed. 1 request (", StringComparison.Ordinal));
        Assert.StartsWith("1 row: 2 Revoked. ", run.Verbose[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_only_looked_at_are_counted_too()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O1,AABB11", "A1,O2,AABB12"));

        Assert.StartsWith("2 rows: nothing sent. 0 requests (", service.Run("$rows | Add-ParkUpTag -WhatIf -Verbose").Quiet().Verbose[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_says_that_it_is_one()
    {
        using var session = new ModuleSession();

        var run = session.Run("Connect-ParkUp -Sandbox; New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Verbose").Quiet();

        Assert.EndsWith(" s. (Sandbox)", run.Verbose[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_summed_up_unasked()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        Assert.Empty(service.Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11").Quiet().Verbose);
    }

    [Fact]
    public async Task An_empty_run_has_nothing_to_sum_up()
    {
        await using var service = await Service.StartAsync();

        Assert.StartsWith("0 rows: nothing to do. 0 requests (", service.Run("@() | Add-ParkUpTag -Verbose").Quiet().Verbose[^1], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^The concurrency limit settled on (?<limit>\d+) \(at most (?<most>\d+) requests were in flight at once\)\.$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Settled();

    [GeneratedRegex(@"in \d+\.\d s\.$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
