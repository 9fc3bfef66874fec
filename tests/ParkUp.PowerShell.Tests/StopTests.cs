using System.Diagnostics;
using System.Management.Automation;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell.Tests;

/// <summary>Ctrl+C while the service keeps silent.</summary>
public class StopTests
{
    [Theory]
    [InlineData("Get-ParkUpTag A1")]
    [InlineData("Add-ParkUpTag -RefId A1 -Code O2 -Plate AABB12")]
    [InlineData("Revoke-ParkUpTag -RefId A1 -Code O1 -Plate AABB11 -Confirm:$false")]
    [InlineData("Revoke-ParkUpTag -RefId A1 -All -Confirm:$false")]
    [InlineData("New-ParkUpCustomer -RefId C3 -Email a@example.com -Phone 56911111111")]
    [InlineData("Test-ParkUpConnection")]
    [InlineData("Set-ParkUpTag A1 O1 AABB99")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11' } | Compare-ParkUpRoster")]
    [InlineData("@{ Action = 'AddTag'; Status = 'Ready'; RefId = 'A1'; Code = 'O1'; Plate = 'AABB11'; BaseUri = $url; PlannedAt = [datetime]::UtcNow } | Invoke-ParkUpPlan -Confirm:$false")]
    public async Task A_stop_ends_the_cmdlet_at_once_and_is_no_error(string script)
    {
        await using var service = await Service.StartAsync(FaultPlan.When(static _ => FaultKind.Timeout));
        using var engine = service.Session.Start(script, out var started);
        await service.ReachedAsync(1);

        var clock = Stopwatch.StartNew();
        await ModuleSession.StopAsync(engine);
        Assert.Throws<PipelineStoppedException>(() => engine.EndInvoke(started));

        Assert.True(clock.Elapsed < ModuleSession.StopLimit);
        Assert.Equal(PSInvocationState.Stopped, engine.InvocationStateInfo.State);
        Assert.Empty(engine.Streams.Error);
        Assert.Single(service.Received);
    }

    [Fact]
    public async Task A_stop_ends_sixteen_requests_in_flight_and_sends_no_other()
    {
        await using var service = await Service.StartAsync(FaultPlan.When(static _ => FaultKind.Timeout));
        using var engine = service.Session.Start("0..99 | ForEach-Object { \"C$_\" } | Get-ParkUpTag -ThrottleLimit 16", out var started);
        await service.ReachedAsync(16);

        await ModuleSession.StopAsync(engine);

        Assert.Throws<PipelineStoppedException>(() => engine.EndInvoke(started));
        Assert.Empty(engine.Streams.Error);
        Assert.Equal(16, service.Received.Count);
    }

    [Theory]
    [InlineData("$rows | Add-ParkUpTag -BatchSize 1 -ThrottleLimit 2 | Select-Object -First 3")]
    [InlineData("$n = 0; do { $rows | Add-ParkUpTag -BatchSize 1 -ThrottleLimit 2 | ForEach-Object { $_; if (++$n -eq 3) { break } } } while ($false)")]
    [InlineData("$n = 0; $rows | Add-ParkUpTag -BatchSize 1 -ThrottleLimit 2 | ForEach-Object { $_; if (++$n -eq 3) { throw 'enough' } }")]
    public async Task A_command_downstream_that_ends_ends_the_run(string script)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(1000, 2000).Select(static n => $"A1,O{n},AABB{n}")]));

        var run = service.Run(script);

        Assert.Equal(["O1000", "O1001", "O1002"], run.Values("Code"));
        Assert.Empty(run.Errors);
        var sent = service.Received.Count;
        Assert.InRange(sent, 3, 1999);

        // What waited to be sent is gone with the run: the next request is somebody else's.
        service.Run("Get-ParkUpTag B2 -ErrorAction Ignore");
        Assert.InRange(service.Received.Count, sent, sent + 3);
    }

    [Fact]
    public async Task Under_ErrorAction_Stop_every_row_that_was_sent_has_its_result_before_the_error_ends_the_pipeline()
    {
        await using var service = await Service.StartAsync(TimeSpan.FromMilliseconds(200));
        service.WithCustomer("C1").WithCustomer("C2").WithCustomer("C3");
        service.Forget();
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "nobody,O1,AABB11", "C1,O2,AABB12", "C2,O3,AABB13", "C3,O4,AABB14"));

        var run = service.Run("try { $rows | Add-ParkUpTag -ErrorAction Stop } catch { [pscustomobject]@{ Code = $_.FullyQualifiedErrorId } }");

        var codes = run.Values("Code").Cast<string>().ToList();
        Assert.Equal("NotFound,ParkUp.PowerShell.AddParkUpTagCommand", codes[^1]);
        string[] held = [.. ((string[])["C1", "C2", "C3"]).SelectMany(service.Holds).Select(static tag => tag.Split(':')[0])];
        Assert.NotEmpty(held);
        Assert.Equal(["O1", .. held], codes[..^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_ends_an_import_that_waits_for_a_pipe(bool hasWriter)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var pipe = Path.Combine(folder.FullName, "roster.csv");
            using (var mkfifo = Process.Start("mkfifo", [pipe]))
            {
                await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            using var session = new ModuleSession();
            using var engine = session.With("pipe", pipe).Start("Import-ParkUpRoster -LiteralPath $pipe", out var started);

            // It opens once the import has opened it for reading.
            using var writer = hasWriter ? await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(ModuleSession.StopLimit, TestContext.Current.CancellationToken) : null;
            if (writer is not null)
            {
                await writer.WriteAsync("RefId,Code,Plate\nA1,O1,AABB11\n"u8.ToArray(), TestContext.Current.CancellationToken);
                await writer.FlushAsync(TestContext.Current.CancellationToken);
            }

            var clock = Stopwatch.StartNew();
            await ModuleSession.StopAsync(engine);

            Assert.Throws<PipelineStoppedException>(() => engine.EndInvoke(started));
            Assert.True(clock.Elapsed < ModuleSession.StopLimit);
            Assert.Empty(engine.Streams.Error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
