namespace ParkUp.PowerShell.Tests;

[Collection(nameof(OneAtATime))]
public class ConnectionTests
{
    [Fact]
    public async Task Connecting_sends_nothing_and_is_quiet()
    {
        await using var service = await Service.StartAsync();

        Assert.Empty(service.Received);
        Assert.Empty(service.Run("Connect-ParkUp -Token $token -BaseUri $url").Quiet().Output);
    }

    [Fact]
    public async Task A_connection_shows_its_address_and_never_its_token()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("$c = Connect-ParkUp -Token $token -BaseUri $url -PassThru; $c; Get-ParkUpConnection");

        Assert.Equal(service.BaseAddress, run.Output[0].Properties["BaseUri"].Value);
        Assert.Equal(["BaseUri", "ConnectedAt", "IsSandbox"], run.Output[0].Properties.Select(static property => property.Name).Order(StringComparer.Ordinal).ToArray());
        Assert.Same(run.Output[0].BaseObject, run.Output[1].BaseObject);
        Assert.DoesNotContain(Service.Token, run.Output[0].BaseObject.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_forgets_the_connection_and_gives_it_out()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("Disconnect-ParkUp; Disconnect-ParkUp; Get-ParkUpConnection").Quiet();

        Assert.Equal(service.BaseAddress, run.Value("BaseUri"));
        Assert.Equal("NotConnected,ParkUp.PowerShell.GetParkUpTagCommand", service.Run("Get-ParkUpTag A1").Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Get-ParkUpTag A1")]
    [InlineData("Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11")]
    [InlineData("Revoke-ParkUpTag -RefId A1 -All -Confirm:$false")]
    [InlineData("New-ParkUpCustomer -RefId A1")]
    [InlineData("Test-ParkUpConnection")]
    [InlineData("Connect-ParkUp")]
    public void Without_a_token_from_anywhere_a_cmdlet_ends_and_never_prompts(string script)
    {
        using var session = new ModuleSession();

        var run = session.Run(script);

        Assert.StartsWith("NotConnected,", run.Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(System.Management.Automation.ErrorCategory.ConnectionError, run.Thrown.ErrorRecord.CategoryInfo.Category);
        Assert.Contains("PARKUP_TOKEN", run.Thrown.ErrorRecord.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_connects_where_nothing_else_does_and_keeps_its_sockets()
    {
        await using var service = await Service.StartAsync(connect: false, Sandbox.FaultPlan.None, []);
        using var environment = new EnvironmentOf(("PARKUP_TOKEN", Service.Token), ("PARKUP_BASE_URI", service.BaseAddress.ToString()));

        var run = service.Run("""
            New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
            Get-ParkUpConnection
            Get-ParkUpConnection
            """).Quiet();

        Assert.Equal("Created", run.Values("Outcome")[0]);
        Assert.Same(run.Output[1].BaseObject, run.Output[2].BaseObject);
        Assert.Single(service.Customers);
    }

    [Fact]
    public async Task A_connection_handed_over_wins_over_the_current_one_and_two_work_side_by_side()
    {
        await using var one = await Service.StartAsync();
        await using var other = await Service.StartAsync();
        one.Session.With("otherUrl", other.BaseAddress);

        one.Run("""
            $other = Connect-ParkUp -Token $token -BaseUri $otherUrl -PassThru
            Connect-ParkUp -Token $token -BaseUri $url
            New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Connection $other |
                New-ParkUpCustomer
            """).Quiet();

        Assert.Single(one.Received);
        Assert.Single(other.Received);
    }

    [Theory]
    [InlineData("http://example.com", "UnencryptedConnection")]
    [InlineData("http://localhost.example.com", "UnencryptedConnection")]
    [InlineData("http://192.168.1.1:8080", "UnencryptedConnection")]
    [InlineData("ftp://example.com", "InvalidInput")]
    [InlineData("example.com", "InvalidInput")]
    [InlineData("https://user@example.com", "InvalidInput")]
    public void An_address_that_is_not_to_be_trusted_is_refused_before_a_byte_leaves(string address, string id)
    {
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token));

        var run = session.Run($"Connect-ParkUp -Token $token -BaseUri '{address}'");

        Assert.Equal(id + ",ParkUp.PowerShell.ConnectParkUpCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Empty(session.Run("Get-ParkUpConnection").Quiet().Output);
    }

    [Fact]
    public void Plain_http_to_another_machine_can_be_asked_for()
    {
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token));

        Assert.Single(session.Run("Connect-ParkUp -Token $token -BaseUri http://example.com -AllowUnencryptedAuthentication -PassThru").WithoutErrors().Output);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("ends with a break\r\n")]
    [InlineData("  ")]
    [InlineData("with space")]
    public void A_token_that_no_header_can_carry_is_refused_without_being_shown(string token)
    {
        using var session = new ModuleSession().With("token", Service.Secret(token));

        var run = session.Run("Connect-ParkUp -Token $token");

        Assert.Equal("InvalidInput,ParkUp.PowerShell.ConnectParkUpCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.DoesNotContain("lines", run.Thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer abc", "begins with 'Bearer'")]
    [InlineData("\"abc\"", "is in quotes")]
    [InlineData("\ufeffabc", "invisible character")]
    [InlineData("abc\n", "begins or ends with a line break")]
    [InlineData("abc ", "begins or ends with a blank")]
    public void What_is_wrong_with_a_token_of_the_environment_is_named_with_its_variable(string token, string fault)
    {
        using var session = new ModuleSession();
        using var environment = new EnvironmentOf(("PARKUP_TOKEN", token));

        foreach (var script in (string[])["Connect-ParkUp", "Get-ParkUpTag A1"])
        {
            var error = session.Run(script).Thrown!.ErrorRecord;

            Assert.StartsWith("InvalidInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(fault, $"{error}", StringComparison.Ordinal);
            Assert.EndsWith("The token comes from the environment variable PARKUP_TOKEN.", $"{error}", StringComparison.Ordinal);
            Assert.DoesNotContain("abc", $"{error} {error.Exception}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Testing_a_connection_sends_one_list_call()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("Test-ParkUpConnection").Quiet();

        Assert.Equal(true, run.Value("Reachable"));
        Assert.Equal(true, run.Value("Authenticated"));
        Assert.True((double)run.Value("LatencyMs")! > 0);
        Assert.Equal("/api/v3/business/tag/list", Assert.Single(service.Received).Path);
    }

    [Fact]
    public async Task Testing_tells_a_wrong_token_and_a_dead_host_without_an_error()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("wrong", Service.Secret("not-that-token"));

        var wrong = service.Run("Connect-ParkUp -Token $wrong -BaseUri $url; Test-ParkUpConnection").Quiet();
        var dead = service.Run("Connect-ParkUp -Token $wrong -BaseUri http://127.0.0.1:9; Test-ParkUpConnection").Quiet();

        Assert.Equal(true, wrong.Value("Reachable"));
        Assert.Equal(false, wrong.Value("Authenticated"));
        Assert.Equal(false, dead.Value("Reachable"));
        Assert.Null(dead.Value("LatencyMs"));
    }

    [Fact]
    public void The_sandbox_needs_nothing_and_keeps_what_it_was_told()
    {
        using var session = new ModuleSession();

        var run = session.Run("""
            Connect-ParkUp -Sandbox
            $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11
            Get-ParkUpTag A1
            (Get-ParkUpConnection).IsSandbox
            """).Quiet();

        Assert.Equal("O1", run.Values("Code")[0]);
        Assert.Equal(true, run.Output[1].BaseObject);
    }

    [Fact]
    public void The_sandbox_plays_faults_and_refuses_those_it_does_not_know()
    {
        using var session = new ModuleSession();

        var played = session.Run("Connect-ParkUp -Sandbox -SandboxFault '500:1' -SandboxSeed 7; Get-ParkUpTag A1");
        var unknown = session.Run("Connect-ParkUp -Sandbox -SandboxFault 'Tornado:0.5'");

        Assert.Equal("ServerError,ParkUp.PowerShell.GetParkUpTagCommand", Assert.Single(played.Errors).FullyQualifiedErrorId);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.ConnectParkUpCommand", unknown.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains("CommitThenDrop", unknown.Thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connect_that_fails_leaves_no_connection_behind()
    {
        using var session = new ModuleSession().With("blank", Service.Secret(" "));

        session.Run("Connect-ParkUp -Sandbox").Quiet();
        Assert.NotNull(session.Run("Connect-ParkUp -Token $blank").Thrown);

        Assert.Empty(session.Run("Get-ParkUpConnection").Quiet().Output);
    }

    [Fact]
    public void A_sandbox_that_is_switched_off_is_none()
    {
        using var session = new ModuleSession();

        Assert.Equal("NotConnected,ParkUp.PowerShell.ConnectParkUpCommand", session.Run("Connect-ParkUp -Sandbox:$false").Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("ftp://proxy.example.com")]
    public void A_proxy_that_is_no_address_of_one_is_refused(string proxy)
    {
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token));

        Assert.Equal("InvalidInput,ParkUp.PowerShell.ConnectParkUpCommand", session.Run($"Connect-ParkUp -Token $token -Proxy {proxy}").Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }

    [Fact]
    public void A_password_in_an_address_is_in_no_part_of_the_error()
    {
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token));

        var record = session.Run("Connect-ParkUp -Token $token -BaseUri https://user:hidden-word@example.com").Thrown!.ErrorRecord;

        Assert.DoesNotContain("hidden-word", $"{record} {record.TargetObject} {record.CategoryInfo} {record.Exception}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_ends_with_the_module()
    {
        using var session = new ModuleSession();

        var run = session.Run("""
            Connect-ParkUp -Sandbox
            $manifest = (Get-Module ParkUp.PowerShell).Path -replace 'dll$', 'psd1'
            Remove-Module ParkUp.PowerShell
            Import-Module $manifest
            Get-ParkUpConnection
            """).WithoutErrors();

        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_runspace_that_is_used_again_has_no_connection_of_its_time_before()
    {
        using var session = new ModuleSession();

        var run = session.With("manifest", ModuleSession.ManifestPath).Run("""
            1..3 | ForEach-Object -ThrottleLimit 1 -Parallel {
                Import-Module $using:manifest
                "$_ $([bool] (Get-ParkUpConnection)) $([runspace]::DefaultRunspace.Id)"
                Connect-ParkUp -Sandbox
            }
            """).WithoutErrors();

        string[] seen = [.. run.Output.Select(static item => $"{item}")];
        Assert.Equal(["1 False", "2 False", "3 False"], [.. seen.Select(static text => text[..text.LastIndexOf(' ')])]);
        Assert.Single(seen.Select(static text => text[text.LastIndexOf(' ')..]).Distinct(StringComparer.Ordinal));
    }
}
