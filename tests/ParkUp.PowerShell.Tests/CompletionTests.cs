namespace ParkUp.PowerShell.Tests;

/// <summary>What Tab offers: what this session has seen, and what the module knows. Nothing is asked of the service.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("Get-ParkUpTag ")]
    [InlineData("Get-ParkUpTag -RefId ")]
    [InlineData("Add-ParkUpTag -RefId ")]
    [InlineData("Revoke-ParkUpTag -RefId ")]
    [InlineData("New-ParkUpCustomer -RefId ")]
    public async Task A_customer_that_the_session_has_seen_is_offered_the_latest_first(string line)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11").WithCustomer("B2");
        service.Run("Get-ParkUpTag A1; Add-ParkUpTag -RefId B2 -Code O2 -Plate AABB12").Quiet();
        service.Forget();

        Assert.Equal(["B2", "A1"], service.Session.Complete(line));
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task Only_those_that_begin_as_what_was_typed_are_offered_whatever_their_case()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1").WithCustomer("B2");
        service.Run("Get-ParkUpTag A1, B2").Quiet();

        Assert.Equal(["A1"], service.Session.Complete("Get-ParkUpTag a"));
    }

    [Fact]
    public async Task A_customer_that_the_service_does_not_know_is_not_offered()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Run("Get-ParkUpTag A1, NOBODY");

        Assert.Equal(["A1"], service.Session.Complete("Get-ParkUpTag "));
    }

    [Fact]
    public async Task A_reference_that_is_no_single_word_is_offered_in_quotes()
    {
        await using var service = await Service.StartAsync();
        service.Run("New-ParkUpCustomer -RefId \"O'Higgins 1\" -Email a@example.com -Phone 56911111111").Quiet();

        Assert.Equal(["'O''Higgins 1'"], service.Session.Complete("Get-ParkUpTag "));
        Assert.Equal(["'O''Higgins 1'"], service.Session.Complete("Get-ParkUpTag 'O"));
    }

    [Fact]
    public void Customers_of_a_roster_are_offered_once_it_was_read()
    {
        using var session = new ModuleSession();
        session.Run($"$null = Import-ParkUpRoster '{Path.Combine(ModuleSession.RepositoryRoot, "examples", "roster.csv")}'");

        Assert.NotEmpty(session.Complete("Add-ParkUpTag -RefId "));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Set-StrictMode -Version Latest")]
    public void A_session_that_has_seen_nobody_offers_nobody_and_no_file_either(string before)
    {
        using var session = new ModuleSession();
        session.Run(before).Quiet();

        // One that threw would leave its error behind, and let the engine offer files.
        Assert.Empty(session.Complete("Add-ParkUpTag -RefId "));
        Assert.Empty(session.Run("$Error").Output);
    }

    [Fact]
    public void The_faults_of_the_sandbox_and_its_open_answers_are_offered()
    {
        using var session = new ModuleSession();

        Assert.Equal(["'CommitThenDrop:0.05'", "'CommitThen500:0.05'"], session.Complete("Connect-ParkUp -Sandbox -SandboxFault Comm"));
        Assert.Contains("'Conflict=Partial'", session.Complete("Connect-ParkUp -Sandbox -SandboxFault "), StringComparer.Ordinal);
    }

    [Fact]
    public void Encodings_and_delimiters_are_offered_as_they_are_written()
    {
        using var session = new ModuleSession();

        Assert.Contains("windows-1252", session.Complete("Import-ParkUpRoster x.csv -Encoding "), StringComparer.Ordinal);
        Assert.Equal(["','", "';'", "\"`t\"", "'|'"], session.Complete("Import-ParkUpRoster x.csv -Delimiter "));
    }

    [Fact]
    public void Every_word_that_is_offered_is_taken()
    {
        using var session = new ModuleSession();
        var file = Path.Combine(ModuleSession.RepositoryRoot, "examples", "roster.csv");

        Assert.All(session.Complete("Connect-ParkUp -Sandbox -SandboxFault "), word => session.Run($"Connect-ParkUp -Sandbox -SandboxFault {word}").Quiet());
        Assert.All(session.Complete("Import-ParkUpRoster x.csv -Encoding "), word => Assert.DoesNotContain("encoding '", $"{session.Run($"Import-ParkUpRoster '{file}' -Encoding {word}").Thrown}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outcomes_are_offered_where_results_are_sifted()
    {
        await using var service = await Service.StartAsync();

        Assert.Equal(
            ["Created", "Added", "Revoked", "AlreadyExists", "AlreadyActive", "AlreadyRevoked", "Rejected", "Failed", "Unknown"],
            service.Session.Complete("Add-ParkUpTag -RefId A1 | Where-Object Outcome -eq "));
    }
}
