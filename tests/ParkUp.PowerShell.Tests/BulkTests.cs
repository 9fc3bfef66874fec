using System.Globalization;
using System.Management.Automation;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell.Tests;

/// <summary>Many rows through a pipeline: together, in their order, while they still come.</summary>
public class BulkTests
{
    [Fact]
    public async Task Rows_of_one_customer_go_together_and_results_keep_the_order_of_the_rows()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1").WithCustomer("B2");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate,Line", [.. Enumerable.Range(2, 200).Select(static n => $"{(n % 2 == 0 ? "A1" : "B2")},O{n},AABB{n:D3},{n}")]));

        var run = service.Run("$rows | Add-ParkUpTag").Quiet();

        Assert.Equal([.. Enumerable.Range(2, 200).Select(static n => n.ToString(CultureInfo.InvariantCulture))], run.Values("Line"));
        Assert.All(run.Values("Outcome"), static outcome => Assert.Equal("Added", outcome));
        Assert.Equal(100, service.Holds("A1").Count);
        Assert.Equal(100, service.Holds("B2").Count);

        // Four would do; a busy machine may part a batch, but never into single rows.
        Assert.InRange(service.Received.Count, 4, 40);
    }

    [Fact]
    public async Task A_row_that_comes_twice_is_sent_once_and_each_has_its_result()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table(
            "RefId,Code,Plate,Line", "A1,O1,AABB11,2", "A1,O2,AABB12,3", "A1,O1,aa bb 11,4", "A1,O1,AABB99,5"));

        var run = service.Run("$rows | Add-ParkUpTag");

        Assert.Equal(["Added", "Added", "Added", "Rejected"], run.Values("Outcome"));
        Assert.Equal(["2", "3", "4", "5"], run.Values("Line"));
        Assert.Equal("InvalidInput,ParkUp.PowerShell.AddParkUpTagCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Contains("Line 5:", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
        Assert.DoesNotContain(service.Received, static entry => entry.Body.Split("\"O1\"").Length > 2);
    }

    [Fact]
    public async Task Results_come_while_rows_still_come()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(10000, 10000).Select(static n => $"A1,O{n},AA{n}")]));

        var run = service.Run("$read = 0; $atFirst = 0; $rows | ForEach-Object { $read++; $_ } | Add-ParkUpTag | ForEach-Object { if (-not $atFirst) { $atFirst = $read } }; $read, $atFirst").Quiet();

        Assert.Equal(10000, run.Output[0].BaseObject);
        Assert.InRange((int)run.Output[1].BaseObject, 1, 4097);
    }

    [Fact]
    public async Task A_slow_source_sees_its_row_s_result_before_it_brings_the_next()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        // The pauses are the source's own: the engine's clock is the machine's.
        var run = service.Run("""
            $seen = [System.Collections.Generic.List[string]]::new()
            & {
                foreach ($n in 1..3) {
                    [System.Threading.Thread]::Sleep(600)
                    [pscustomobject]@{ RefId = 'A1'; Code = "O$n"; Plate = "AABB1$n" }
                    "$($seen)"
                }
            } | ForEach-Object { if ($_ -is [string]) { $states += @($_) } else { $_ } } | Add-ParkUpTag | ForEach-Object { $seen.Add($_.Code) }
            $states
            """).Quiet();

        Assert.Equal(["O1", "O1 O2", "O1 O2 O3"], [.. run.Output.Select(static state => (string)state.BaseObject)]);
    }

    [Fact]
    public async Task Two_pipelines_share_a_connection_side_by_side()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1").WithCustomer("B2");
        var connection = service.Run("Get-ParkUpConnection").Output.Single();

        async Task<ScriptRun> AddAsync(string refId) => await Task.Run(() =>
        {
            using var session = new ModuleSession()
                .With("c", connection)
                .With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(1000, 1000).Select(n => $"{refId},{refId}-{n},AA{n}")]));
            return session.Run("$rows | Add-ParkUpTag -Connection $c").Quiet();
        });
        var runs = await Task.WhenAll(AddAsync("A1"), AddAsync("B2"));

        Assert.All(runs, static run => Assert.Equal(1000, run.Output.Count));
        Assert.All(runs, static run => Assert.All(run.Values("Outcome"), static outcome => Assert.Equal("Added", outcome)));
        Assert.Equal(2000, service.Holds("A1").Count + service.Holds("B2").Count);
    }

    [Fact]
    public async Task Parallel_runspaces_share_a_connection_that_is_handed_to_them_and_no_other()
    {
        await using var service = await Service.StartAsync();
        service.Run("1..6 | ForEach-Object { New-ParkUpCustomer -RefId \"A$_\" -Email a@example.com -Phone 56911111111 }").Quiet();

        var run = service.Session.With("module", ModuleSession.ManifestPath).Run("""
            $connection = Get-ParkUpConnection
            1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module $using:module
                "RefId,Code,Plate`nA$_,O$_,AABB1$_`nA$_,P$_,CCDD1$_" | ConvertFrom-Csv | Add-ParkUpTag -Connection $using:connection
            }
            1 | ForEach-Object -Parallel {
                Import-Module $using:module
                try { Get-ParkUpTag A1 } catch { $_.FullyQualifiedErrorId }
            }
            """).Quiet();

        Assert.Equal(12, run.Values("Outcome").Count(static outcome => string.Equals(outcome, "Added", StringComparison.Ordinal)));
        Assert.Equal("NotConnected,ParkUp.PowerShell.GetParkUpTagCommand", run.Output[^1].BaseObject);
        Assert.Equal(12, service.Customers.Sum(static customer => customer.Tags.Count));
    }

    [Fact]
    public async Task Many_rows_are_revoked_by_code_alone()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1").WithCustomer("B2");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(10, 90).Select(static n => $"{(n % 2 == 0 ? "A1" : "B2")},O{n},AABB{n}")]));

        var run = service.Run("$null = $rows | Add-ParkUpTag; $rows | Select-Object RefId, Code | Revoke-ParkUpTag -Confirm:$false").Quiet();

        Assert.Equal([.. Enumerable.Range(10, 90).Select(static n => $"O{n}")], run.Values("Code"));
        Assert.All(run.Values("Outcome"), static outcome => Assert.Equal("Revoked", outcome));
        Assert.Empty(service.Holds("A1"));
        Assert.Empty(service.Holds("B2"));
    }

    [Fact]
    public async Task One_cmdlet_works_inside_another_s_pipeline_and_in_a_pipeline_within_it()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1").WithCustomer("B2");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(10, 40).Select(static n => $"A1,O{n},AABB{n}")]));

        var run = service.Run("""
            $rows | Add-ParkUpTag | ForEach-Object { Get-ParkUpTag $_.RefId -Code $_.Code } | Revoke-ParkUpTag -Confirm:$false |
                ForEach-Object { [pscustomobject]@{ RefId = 'B2'; Code = $_.Code; Plate = $_.Plate } } | Add-ParkUpTag
            """).WithoutErrors();

        // While tags go from A1, some of its lists have a length that is warned of.
        Assert.Equal([.. Enumerable.Range(10, 40).Select(static n => $"O{n}")], run.Values("Code"));
        Assert.Empty(service.Holds("A1"));
        Assert.Equal(40, service.Holds("B2").Count);
    }

    [Fact]
    public async Task Lists_are_asked_for_side_by_side_and_come_in_the_order_asked()
    {
        await using var service = await Service.StartAsync(TimeSpan.FromMilliseconds(20));
        service.Session.With("refIds", Enumerable.Range(0, 40).Select(static n => $"C{n}").ToArray());
        service.Run("$refIds | ForEach-Object { New-ParkUpCustomer -RefId $_ -Email a@example.com -Phone 56911111111 -Code \"T$_\" -Plate AABB11 }").Quiet();

        var run = service.Run("$refIds | Get-ParkUpTag -ThrottleLimit 16").Quiet();

        Assert.Equal([.. Enumerable.Range(0, 40).Select(static n => $"TC{n}")], run.Values("Code"));
    }

    [Fact]
    public async Task Progress_tells_of_rows_failures_and_rate_and_goes_away()
    {
        await using var service = (await Service.StartAsync(TimeSpan.FromMilliseconds(100))).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(10, 10).Select(static n => $"A1,O{n},{(n == 12 ? "" : "AABB")}{(n == 12 ? "" : n)}")]));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var run = service.Run("$rows | Add-ParkUpTag -BatchSize 1 -ErrorAction SilentlyContinue");

        var last = run.Progress[^1];
        Assert.Equal(ProgressRecordType.Completed, last.RecordType);
        Assert.Equal("Add-ParkUpTag", last.Activity);
        Assert.Matches("^[0-9]+ rows done, 1 failed, [0-9.,]+ rows/s$", last.StatusDescription);
        Assert.InRange(run.Progress.Count, 2, 2 + (int)(clock.Elapsed.TotalSeconds * 5));
    }

    [Fact]
    public async Task A_run_of_a_moment_shows_no_progress()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        Assert.Empty(service.Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11").Quiet().Progress);
    }

    [Fact]
    public async Task Verbose_tells_each_request_and_not_each_row()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(10, 30).Select(static n => $"A1,O{n},AABB{n}")]));

        var run = service.Run("$VerbosePreference = 'Continue'; $rows | Add-ParkUpTag -BatchSize 10").Quiet();

        Assert.Equal(service.Received.Count, run.Verbose.Count(static line => line.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_agreed_to_before_the_token_was_refused_is_accounted_for()
    {
        await using var service = await Service.StartAsync(FaultPlan.None);
        service.Session.With("wrong", Service.Secret("wrong")).Run("Connect-ParkUp -Token $wrong -BaseUri $url").Quiet();
        service.Session.With("rows", CsvRow.Table("RefId,Email,Phone", [.. Enumerable.Range(0, 500).SelectMany(static n => new[] { $"C{n},a@example.com,56911111111", $"C{n},other@example.com,56911111111" })]));

        var run = service.Run("$read = 0; $rows | ForEach-Object { $read++; $_ } | New-ParkUpCustomer -ErrorAction SilentlyContinue -ErrorVariable problems");

        Assert.Equal("Unauthorized,ParkUp.PowerShell.NewParkUpCustomerCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        var read = (int)service.Run("$read").Output.Single().BaseObject;
        Assert.Equal(read, run.Output.Count);
        Assert.InRange(service.Received.Count, 1, 8);
        Assert.Empty(service.Customers);
    }

    [Fact]
    public async Task A_row_whose_cell_cannot_be_read_is_refused_alone_in_its_place()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("""
            $good = [pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11' }
            $list = [pscustomobject]@{ RefId = 'A1'; 'Numero Tag' = 'O2', 'O3'; Plate = 'AABB12'; Line = 3 }
            $broken = [pscustomobject]@{ RefId = 'A1'; Code = 'O4'; Plate = 'AABB14' } | ForEach-Object { $_.PSObject.Properties.Add([psscriptproperty]::new('Line', { throw 'no line' })); $_ }
            $good, $list, $broken | Add-ParkUpTag
            """);

        Assert.Null(run.Thrown);
        Assert.Equal(["Added", "Rejected", "Added"], run.Values("Outcome"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Line 3: ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Code could not be read", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["O1:AABB11", "O4:AABB14"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_pattern_that_cannot_be_understood_is_the_user_s_error_and_sends_nothing()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Get-ParkUpTag A1 -Code 'O['");

        Assert.Equal("InvalidInput,ParkUp.PowerShell.GetParkUpTagCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Empty(service.Received);
    }
}
