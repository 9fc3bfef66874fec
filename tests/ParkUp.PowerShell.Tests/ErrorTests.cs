using System.Management.Automation;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace ParkUp.PowerShell.Tests;

/// <summary>Every error id of the contract, as the engine reports it.</summary>
public class ErrorTests
{
    private const string Add = "Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11";

    [Theory]
    [InlineData(400, "BadRequest", ErrorCategory.InvalidArgument, "Rejected")]
    [InlineData(404, "NotFound", ErrorCategory.ObjectNotFound, "Rejected")]
    [InlineData(409, "Conflict", ErrorCategory.ResourceExists, "Rejected")]
    [InlineData(429, "RateLimited", ErrorCategory.LimitsExceeded, "Failed")]
    [InlineData(500, "OutcomeUnknown", ErrorCategory.OperationStopped, "Unknown")]
    [InlineData(302, "OutcomeUnknown", ErrorCategory.OperationStopped, "Unknown")]
    public async Task A_write_that_the_service_refuses_is_an_error_of_its_row(int status, string id, ErrorCategory category, string outcome)
    {
        await using var service = await ScriptedService.StartAsync(status, $$"""{"statusCode":{{status}},"message":"because \u001b[31mred"}""");
        using var session = service.Connect();

        var run = session.Run(Add);

        Assert.Equal(outcome, run.Value("Outcome")!.ToString());
        var error = Assert.Single(run.Errors);
        Assert.Equal(id + ",ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Same(run.Output[0].BaseObject, error.TargetObject);
        Assert.Contains("A1", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("O1", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "ServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData(503, "ServerError", ErrorCategory.ResourceUnavailable)]
    [InlineData(301, "InvalidResponse", ErrorCategory.InvalidData)]
    [InlineData(404, "NotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(422, "BadRequest", ErrorCategory.InvalidArgument)]
    public async Task A_list_that_cannot_be_had_is_an_error_that_names_the_customer(int status, string id, ErrorCategory category)
    {
        await using var service = await ScriptedService.StartAsync(status, "{}");
        using var session = service.Connect();

        var error = Assert.Single(session.Run("Get-ParkUpTag A1").Errors);

        Assert.Equal(id + ",ParkUp.PowerShell.GetParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal("A1", error.TargetObject);
    }

    [Theory]
    [InlineData(401, "Unauthorized", ErrorCategory.AuthenticationError)]
    [InlineData(403, "Forbidden", ErrorCategory.PermissionDenied)]
    public async Task What_the_next_row_would_meet_too_stops_the_run_after_its_results(int status, string id, ErrorCategory category)
    {
        var requests = 0;
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            requests++;
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("""{"statusCode":401,"message":"Unauthorized"}""");
        });
        using var session = service.Connect().With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O1,AABB11", "A1,O2,AABB12"));

        var run = session.Run("$rows | Add-ParkUpTag");

        Assert.Equal(id + ",ParkUp.PowerShell.AddParkUpTagCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Equal(category, run.Thrown.ErrorRecord.CategoryInfo.Category);
        Assert.Equal(["Failed", "Failed"], run.Values("Outcome"));
        Assert.Equal(["O1", "O2"], run.Values("Code"));
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData("<html>Please sign in</html>", "text/html")]
    [InlineData("", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("[{\"id\":1,\"code\":\"O1\"", "application/json")]
    [InlineData("[{\"id\":1,\"code\":\"O1\"}]", "application/json")]
    [InlineData("{\"tags\":[]}", "application/json")]
    public async Task An_answer_that_is_not_the_promised_JSON_is_an_invalid_response(string body, string type)
    {
        await using var service = await ScriptedService.StartAsync(200, body, type);
        using var session = service.Connect();

        var list = session.Run("Get-ParkUpTag A1");
        var write = session.Run(Add);

        Assert.Equal("InvalidResponse,ParkUp.PowerShell.GetParkUpTagCommand", Assert.Single(list.Errors).FullyQualifiedErrorId);
        Assert.Equal("Unknown", write.Value("Outcome")!.ToString());
        var unknown = Assert.Single(write.Errors);
        Assert.Equal("OutcomeUnknown,ParkUp.PowerShell.AddParkUpTagCommand", unknown.FullyQualifiedErrorId);
        Assert.IsType<Client.InvalidResponseException>(unknown.Exception.InnerException);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_a_timeout_and_the_write_unknown()
    {
        await using var service = await ScriptedService.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token)).With("url", service.BaseAddress);

        var run = session.Run($"Connect-ParkUp -Token $token -BaseUri $url -TimeoutSec 1 -MaximumRetryCount 0; Get-ParkUpTag A1; {Add}");

        Assert.Equal(
            ["Timeout,ParkUp.PowerShell.GetParkUpTagCommand", "OutcomeUnknown,ParkUp.PowerShell.AddParkUpTagCommand"],
            run.Errors.Select(static error => error.FullyQualifiedErrorId).ToArray());
        Assert.Equal(ErrorCategory.OperationTimeout, run.Errors[0].CategoryInfo.Category);
        Assert.Equal("Unknown", run.Value("Outcome")!.ToString());
    }

    [Fact]
    public void A_host_that_refuses_means_that_nothing_was_sent()
    {
        using var session = new ModuleSession().With("token", Service.Secret(Service.Token));

        var run = session.Run($"Connect-ParkUp -Token $token -BaseUri http://127.0.0.1:9; {Add}");

        Assert.Equal("Failed", run.Value("Outcome")!.ToString());
        var error = Assert.Single(run.Errors);
        Assert.Equal("ConnectionFailed,ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.NotNull(error.Exception.InnerException);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_leaves_the_write_unknown()
    {
        await using var service = await ScriptedService.StartAsync(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var session = service.Connect();

        var run = session.Run($"{Add}; Get-ParkUpTag A1");

        Assert.Equal("Unknown", run.Value("Outcome")!.ToString());
        Assert.Equal(
            ["OutcomeUnknown,ParkUp.PowerShell.AddParkUpTagCommand", "ConnectionFailed,ParkUp.PowerShell.GetParkUpTagCommand"],
            run.Errors.Select(static error => error.FullyQualifiedErrorId).ToArray());
    }

    [Fact]
    public async Task Get_Error_shows_the_request_of_an_error_and_scripts_read_it_as_properties()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("""
            Get-ParkUpTag NOBODY -ErrorAction SilentlyContinue -ErrorVariable faults
            # Get-Error breaks the line where the console ends.
            ($faults[0] | Get-Error | Out-String -Width 200) -replace '\r?\n'
            $faults[0].Exception.Request
            """);

        Assert.Matches(@"Request\s*:\s*\S*POST /api/v3/business/tag/list -> 404 in \d+ ms \(attempt 1\)", (string)run.Output[0].BaseObject);
        Assert.Equal("POST", run.Output[1].Properties["Method"].Value);
        Assert.Equal("/api/v3/business/tag/list", run.Output[1].Properties["Path"].Value);
        Assert.Equal(HttpStatusCode.NotFound, run.Output[1].Properties["Status"].Value);
        Assert.True((TimeSpan)run.Output[1].Properties["Duration"].Value > TimeSpan.Zero);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_a_script_at_the_first_failed_row()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,,AABB11", "A1,O2,AABB12"));

        var run = service.Run("$rows | Add-ParkUpTag -ErrorAction Stop");

        Assert.IsType<ActionPreferenceStopException>(run.Thrown);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task Verbose_tells_each_request_in_one_line_without_the_token()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($"{Add} -Verbose").Quiet();

        var line = Assert.Single(run.Verbose, static text => text.StartsWith("POST", StringComparison.Ordinal));
        Assert.StartsWith("POST /api/v3/business/tag/add -> 201 in ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Verbose, static text => text.Contains(Service.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Debug_adds_the_bodies_with_what_is_personal_masked()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("New-ParkUpCustomer -RefId A1 -Email ana@example.com -Phone 56911111111 -Name Anabel -Code O1 -Plate AABB11 -Verbose -Debug").Quiet();

        var shown = run.Debug.Where(static text => text.StartsWith("POST", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, shown.Length);
        Assert.Equal(
            """POST /api/v3/business/customer/add (attempt 1) with {"email":"an***","phone":"56***","name":"An***","isUnlimited":false,"refId":"A1","tags":[{"code":"O1","plate":"AA***"}]}""",
            shown[0]);
        Assert.StartsWith("""POST /api/v3/business/customer/add (attempt 1) was answered with {"customer":""", shown[1], StringComparison.Ordinal);
        Assert.Single(run.Verbose, static text => text.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-ParkUpTag A1", 0, 0)]
    [InlineData("Get-ParkUpTag A1 -Verbose", 1, 0)]
    [InlineData("Get-ParkUpTag A1 -Debug", 0, 3)]
    [InlineData("$DebugPreference = 'Continue'; Get-ParkUpTag A1", 0, 2)]
    [InlineData("$DebugPreference = 'Continue'; Get-ParkUpTag A1 -Debug:$false", 0, 0)]
    [InlineData("Test-ParkUpConnection -Debug -Verbose", 1, 2)]
    [InlineData("Add-ParkUpTag -RefId A1 -Code O2 -Plate AABB22 -Debug", 0, 3)]
    [InlineData("Revoke-ParkUpTag -RefId A1 -Code O1 -Plate AABB11 -Confirm:$false -Debug", 0, 3)]
    public async Task Each_stream_has_its_lines_where_it_is_asked_for(string script, int verbose, int debug)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run(script);

        Assert.Equal(verbose, run.Verbose.Count(IsOfRequest));
        Assert.Equal(debug, run.Debug.Count(IsOfRequest));

        static bool IsOfRequest(string line) => line.Contains("/api/v3/", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_masks_plates_where_WhatIf_tells_them()
    {
        var host = new RecordingHost();
        await using var service = (await Service.StartAsync(host)).WithCustomer("A1");

        var verbose = service.Run($"{Add} -Verbose").Verbose;
        service.Run($"{Add} -WhatIf");
        service.Run($"$WhatIfPreference = $true; {Add}");

        Assert.Contains("Performing the operation \"Add tag\" on target \"tag O1 (plate AA***) of customer A1\".", verbose, StringComparer.Ordinal);
        Assert.Equal(3, host.Printed.Split("Performing the operation \"Add tag\" on target \"tag O1 (plate AABB11) of customer A1\".").Length);
    }
}
