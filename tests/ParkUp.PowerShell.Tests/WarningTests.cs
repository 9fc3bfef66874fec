using ParkUp.Client;

namespace ParkUp.PowerShell.Tests;

/// <summary>Warnings that keep people from mistakes: given once, and only where something is odd.</summary>
[Collection(nameof(OneAtATime))]
public sealed class WarningTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_token_for_a_host_of_somebody_else_is_warned_of_once()
    {
        var run = _session.With("token", Service.Secret(Service.Token)).Run("""
            Connect-ParkUp -Token $token -BaseUri https://api.parkup.cl.example.com
            Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21 -WhatIf
            Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21 -WhatIf
            """).WithoutErrors();

        Assert.Equal(
            "The token is sent to api.parkup.cl.example.com, which does not belong to parkup.cl. If this is not an address of your operator, disconnect. If the token was already used, have it replaced.",
            Assert.Single(run.Warnings));
    }

    [Fact]
    public void Where_warnings_stop_the_run_an_odd_host_leaves_no_connection_and_is_warned_of_again()
    {
        _session.With("token", Service.Secret(Service.Token));

        var stopped = _session.Run("Connect-ParkUp -Token $token -BaseUri https://api.parkup.cl.example.com -WarningAction Stop");

        Assert.NotNull(stopped.Thrown);
        Assert.Empty(_session.Run("Get-ParkUpConnection").Quiet().Output);
        Assert.Single(_session.Run("Connect-ParkUp -Token $token -BaseUri https://api.parkup.cl.example.com").WithoutErrors().Warnings);
    }

    [Theory]
    [InlineData("api.p\u0430rkup.cl", true)]
    [InlineData("ñandú.example", true)]
    [InlineData("xn--and-6ma2c.example", false)]
    [InlineData("gate.example", false)]
    public void A_host_in_letters_that_look_like_others_is_named_as_the_network_knows_it_too(string host, bool hasOther)
    {
        var address = "https://" + host;
        var named = hasOther ? $"{host} ({new System.Globalization.IdnMapping().GetAscii(host)})" : host;
        var run = _session.With("token", Service.Secret(Service.Token)).With("address", address).Run("Connect-ParkUp -Token $token -BaseUri $address").WithoutErrors();

        Assert.StartsWith($"The token is sent to {named}, which does not belong to parkup.cl.", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://api.parkup.cl")]
    [InlineData("https://parkup.cl/v3")]
    [InlineData("https://staging.parkup.cl")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1:5000")]
    public void A_token_for_the_service_or_for_this_machine_is_not(string address)
    {
        var run = _session.With("token", Service.Secret(Service.Token)).Run($"Connect-ParkUp -Token $token -BaseUri {address}").Quiet();

        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void A_sandbox_beside_a_token_in_the_environment_is_warned_of_once()
    {
        using var environment = new EnvironmentOf(("PARKUP_TOKEN", Service.Token));

        var run = _session.Run("""
            Connect-ParkUp -Sandbox
            $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
            $null = Get-ParkUpTag A1
            """).WithoutErrors();

        Assert.StartsWith("This session uses the sandbox, although PARKUP_TOKEN is set", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_that_goes_on_for_more_than_an_hour_is_warned_of_once()
    {
        var run = Session(Sandbox(TimeSpan.FromMinutes(61))).Run("""
            Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21 -WhatIf
            Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21 -WhatIf
            """).WithoutErrors();

        Assert.StartsWith("This session has used the sandbox since ", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_that_has_just_begun_is_not()
    {
        Assert.Empty(Session(Sandbox(TimeSpan.FromMinutes(59))).Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21 -WhatIf").Quiet().Warnings);
    }

    [Fact]
    public void A_connection_that_was_handed_over_is_meant()
    {
        using var environment = new EnvironmentOf(("PARKUP_TOKEN", Service.Token));

        Assert.Empty(_session.With("c", Sandbox(TimeSpan.FromDays(1))).Run("Add-ParkUpTag -Connection $c -RefId A1 -Code O1 -Plate JPKJ21 -WhatIf").Quiet().Warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -WhatIf")]
    public void A_roster_that_is_not_sorted_is_warned_of_once(string whatIf)
    {
        _session.With("rows", CsvRow.Table(
            "RefId,Email,Phone,Code,Plate,Line",
            "A1,a@example.com,56911111111,O1,AABB11,2",
            "B2,b@example.com,56911111111,O2,AABB12,3",
            "A1,a@example.com,56911111111,O3,AABB13,4",
            "B2,b@example.com,56911111111,O4,AABB14,5"));

        var run = _session.Run($"Connect-ParkUp -Sandbox; $rows | New-ParkUpCustomer{whatIf}");

        Assert.Equal(
            "Customer A1 already appeared (line 2). The rows of one customer must be consecutive. Sort the roster (Sort-Object RefId -Stable).",
            Assert.Single(run.Warnings));
        Assert.Equal(whatIf.Length > 0 ? 0 : 2, run.Errors.Count);
        Assert.All(run.Errors, static error => Assert.Contains("with rows of other customers in between. Sort the roster by RefId, or add these tags to the customer.", $"{error}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_customer_that_comes_again_with_nothing_new_is_quiet_but_for_that_word()
    {
        _session.With("rows", CsvRow.Table(
            "RefId,Email,Phone,Code,Plate",
            "A1,a@example.com,56911111111,O1,AABB11",
            "B2,b@example.com,56911111111,O2,AABB12",
            "A1,a@example.com,56911111111,O1,AABB11"));

        var run = _session.Run("Connect-ParkUp -Sandbox; $rows | New-ParkUpCustomer").WithoutErrors();

        Assert.Equal(["Created", "Created", "AlreadyExists"], run.Values("Outcome"));
        Assert.Single(run.Warnings);
    }

    [Fact]
    public async Task A_service_that_falls_silent_is_told_of_while_the_rows_wait()
    {
        await using var service = await Service.StartAsync(ParkUp.Sandbox.FaultPlan.When(static _ => ParkUp.Sandbox.FaultKind.ServiceUnavailable));
        var stopped = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(0, 20).Select(static n => $"C{n},O{n},AABB{n}")]));
        using var engine = service.Session.Start("$rows | Add-ParkUpTag", out var started);
        engine.Streams.Warning.DataAdded += (_, added) => stopped.TrySetResult(engine.Streams.Warning[added.Index].Message);

        var told = await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await ModuleSession.StopAsync(engine);

        Assert.StartsWith("The service is failing or not answering (The service answered 503 Service Unavailable", told, StringComparison.Ordinal);
        Assert.EndsWith("the run gives up after 120 s.", told, StringComparison.Ordinal);
        Assert.True(started.IsCompleted);
    }

    [Fact]
    public async Task A_service_that_asks_for_hours_is_not_said_to_be_tried_for_minutes()
    {
        await using var service = await ScriptedService.StartAsync(static context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });
        using var session = service.Connect();
        session.With("rows", CsvRow.Table("RefId,Code,Plate", [.. Enumerable.Range(0, 30).Select(static n => $"C{n},O{n},AABB{n}")]));

        var run = session.Run("$rows | Add-ParkUpTag -ThrottleLimit 8");

        Assert.Equal(30, run.Errors.Count);
        Assert.All(run.Errors, static error => Assert.Contains("The service asks for a pause of 7200 s. Send the failed rows again after 2", $"{error}", StringComparison.Ordinal));
        Assert.All(run.Warnings, static warning => Assert.DoesNotContain("120", warning, StringComparison.Ordinal));
        Assert.All(run.Warnings, static warning => Assert.Contains("Send the failed rows again after 2", warning, StringComparison.Ordinal));
    }

    /// <summary>The session with a connection that only the clock can make: one of an hour ago.</summary>
    private ModuleSession Session(ParkUpConnection connection)
    {
        _session.With("aged", connection).Run("""
            $session = [ParkUp.PowerShell.ParkUpCommand].Assembly.GetType('ParkUp.PowerShell.RunspaceSession')
            Connect-ParkUp -Sandbox
            $session.GetProperty('Current').GetValue($null).Connection = $aged
            """).WithoutErrors();
        return _session;
    }

    private static ParkUpConnection Sandbox(TimeSpan age) => ParkUpConnection.Open(new ConnectionOptions
    {
        Token = Service.Secret(Service.Token),
        BaseUri = new Uri("https://sandbox.invalid/"),
        IsSandbox = true,
        Handler = new ParkUp.Sandbox.SandboxHandler(new ParkUp.Sandbox.SandboxApi(new ParkUp.Sandbox.SandboxOptions { Token = Service.Token })),
        Clock = new ClockOf(DateTimeOffset.UtcNow - age),
    });

    private sealed class ClockOf(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
