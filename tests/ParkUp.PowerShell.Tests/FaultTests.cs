using Microsoft.AspNetCore.Http;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell.Tests;

/// <summary>What a script sees of faults: each row accounted for, one error where a row did not succeed, and none where it did.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Roster = """
        $rows = 0..399 | ForEach-Object { [pscustomobject]@{ RefId = "C$($_ % 20)"; Code = "T$_"; Plate = "AA$_" } }
        $customers = 0..19 | ForEach-Object { [pscustomobject]@{ RefId = "C$_"; Email = 'a@example.com'; Phone = '56911111111'; Code = "F$_"; Plate = "FF$_" } }
        """;

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Conflict=Batch")]
    [InlineData("Conflict=Partial")]
    [InlineData("Conflict=PerTag")]
    public void A_service_that_fails_one_request_in_four_costs_no_row(string reading)
    {
        var kinds = new[] { FaultKind.TooManyRequests, FaultKind.ServiceUnavailable, FaultKind.Drop, FaultKind.CommitThenDrop, FaultKind.Truncate };
        var faults = FaultPlan.Seeded(kinds.ToDictionary(static kind => kind, static _ => 0.05m), seed: 11);

        var run = _session.With("quick", QuickSandbox.Connect(faults, reading)).Run($$"""
            {{Roster}}
            $results = @(
                $customers | New-ParkUpCustomer -Connection $quick
                $rows | Add-ParkUpTag -Connection $quick -BatchSize 5
                $rows | Revoke-ParkUpTag -Connection $quick -BatchSize 5 -Confirm:$false
            )
            $results.Count
            @($results.Where({ $_.Succeeded })).Count
            @($results.Where({ "$($_.Evidence)" -eq 'List' })).Count
            """).WithoutErrors();

        Assert.Equal([820, 820], [.. run.Output.Take(2).Select(static count => (int)count.BaseObject)]);
        Assert.InRange((int)run.Output[2].BaseObject, 10, 600);
    }

    [Fact]
    public void The_same_rows_again_are_quiet_and_change_nothing()
    {
        var run = _session.With("quick", QuickSandbox.Connect()).Run($$"""
            {{Roster}}
            $null = $customers | New-ParkUpCustomer -Connection $quick
            $null = $rows | Add-ParkUpTag -Connection $quick
            @($customers | New-ParkUpCustomer -Connection $quick; $rows | Add-ParkUpTag -Connection $quick).Outcome.ForEach({ "$_" })
            """).Quiet();

        Assert.Equal(
            [("AlreadyActive", 400), ("AlreadyExists", 20)],
            [.. run.Output.GroupBy(static outcome => $"{outcome}", StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => (group.Key, group.Count()))]);
    }

    [Fact]
    public void Each_row_of_unknown_outcome_has_an_error_of_that_name_with_its_result()
    {
        var faults = FaultPlan.When(static request => request.Path.EndsWith("/list", StringComparison.Ordinal) ? FaultKind.ServerError : FaultKind.CommitThenDrop);

        var run = _session.With("quick", QuickSandbox.Connect(faults)).Run("Add-ParkUpTag -Connection $quick -RefId A1 -Code T1 -Plate AA1111");

        Assert.Equal("Unknown", $"{run.Value("Outcome")}");
        var error = Assert.Single(run.Errors);
        Assert.Equal("OutcomeUnknown,ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Same(run.Output[0].BaseObject, error.TargetObject);
        Assert.NotNull(error.Exception.InnerException);
    }

    [Fact]
    public async Task A_token_that_a_list_finds_refused_ends_the_run_after_the_results_of_all_rows()
    {
        await using var service = await ScriptedService.StartAsync(static context =>
        {
            if (context.Request.Path.Value!.EndsWith("/list", StringComparison.Ordinal))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }

            context.Abort();
            return Task.CompletedTask;
        });
        using var session = service.Connect();

        var run = session.Run("""
            0..2 | ForEach-Object { [pscustomobject]@{ RefId = 'A1'; Code = "T$_"; Plate = "AA$_" } } | Add-ParkUpTag
            'never reached'
            """);

        // Those that did not go out with the first were not sent any more.
        Assert.Equal(3, run.Output.Count);
        Assert.Equal("Unknown", run.Values("Outcome")[0]);
        Assert.All(run.Values("Outcome"), static outcome => Assert.True(outcome is "Unknown" or "Failed", outcome));
        Assert.Equal("Unauthorized,ParkUp.PowerShell.AddParkUpTagCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }
}
