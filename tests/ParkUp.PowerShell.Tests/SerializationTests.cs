using System.Management.Automation;

namespace ParkUp.PowerShell.Tests;

/// <summary>Results that went through Export-Csv, Export-Clixml, ConvertTo-Json, a job or another machine are as good as new.</summary>
public sealed class SerializationTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("Import-Csv")]
    [InlineData("Import-ParkUpRoster")]
    public async Task Failed_rows_of_an_exported_CSV_are_sent_again(string import)
    {
        await using var service = await Service.StartAsync();
        service.Session.With("file", _file);
        service.Run("Add-ParkUpTag -RefId B2 -Tag 'O1:AABB11', 'O2:AABB12' -ErrorAction SilentlyContinue | Export-Csv $file");
        service.WithCustomer("B2");

        var run = service.Run($"{import} $file | Add-ParkUpTag").Quiet();

        Assert.Equal(["Added", "Added"], run.Values("Outcome"));
    }

    [Theory]
    [InlineData("Import-Csv")]
    [InlineData("Import-ParkUpRoster")]
    public async Task A_failed_customer_of_an_exported_CSV_is_sent_again_with_its_tags(string import)
    {
        await using var service = await Service.StartAsync();
        service.Session.With("file", _file);
        service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 12 -Tag 'O1:AABB11', 'O2:AABB12' -ErrorAction SilentlyContinue | Export-Csv $file");
        await File.WriteAllTextAsync(_file, (await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken)).Replace("\"12\"", "\"56922222222\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var run = service.Run($"{import} $file | New-ParkUpCustomer").Quiet();

        Assert.Equal("Created", $"{run.Value("Outcome")}");
        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
    }

    [Fact]
    public async Task Rows_that_went_through_JSON_are_sent_again()
    {
        await using var service = await Service.StartAsync();
        service.Run("$json = Add-ParkUpTag -RefId B2 -Tag 'O1:AABB11', 'O2:AABB12' -ErrorAction SilentlyContinue | ConvertTo-Json -EnumsAsStrings");
        service.WithCustomer("B2");

        var run = service.Run("""
            $back = $json | ConvertFrom-Json
            $back
            $back | Add-ParkUpTag
            Get-ParkUpTag B2 | ConvertTo-Json | ConvertFrom-Json | Revoke-ParkUpTag -Confirm:$false
            """).Quiet();

        Assert.Equal(["Rejected", "Rejected", "Added", "Added", "Revoked", "Revoked"], run.Values("Outcome"));
    }

    [Fact]
    public async Task A_result_that_came_back_has_its_outcome_by_name()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("back", ThereAndBack(service, service.Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11; Add-ParkUpTag -RefId NOBODY -Code O2 -Plate AABB12")));

        var run = service.Run("$back | Where-Object { $_.Outcome -eq 'Rejected' -and $_.Operation -eq 'Add' -and $_.Evidence -eq 'Response' -and -not $_.Succeeded }").Quiet();

        Assert.Equal("NOBODY", run.Value("RefId"));
    }

    [Fact]
    public async Task Failed_rows_that_came_back_can_be_sent_again()
    {
        await using var service = await Service.StartAsync();
        var back = ThereAndBack(service, service.Run("Add-ParkUpTag -RefId A1 -Tag 'O1:AABB11', 'O2:AABB12'"));
        service.WithCustomer("A1");

        service.Session.With("back", back).Run("$back | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_customer_that_came_back_has_its_tags()
    {
        await using var service = await Service.StartAsync();
        var back = ThereAndBack(service, service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Tag 'O1:AABB11', 'O2:AABB12'").Quiet());

        var run = service.Session.With("back", back).Run("$back | New-ParkUpCustomer; $back.Tags | Revoke-ParkUpTag -Confirm:$false").Quiet();

        Assert.Equal(["AlreadyExists", "Revoked", "Revoked"], run.Values("Outcome"));
        Assert.Empty(service.Holds("A1"));
    }

    [Fact]
    public async Task Listed_tags_that_came_back_can_be_revoked()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12");

        service.Session.With("back", ThereAndBack(service, service.Run("Get-ParkUpTag A1").Quiet())).Run("$back | Revoke-ParkUpTag -Confirm:$false").Quiet();

        Assert.Empty(service.Holds("A1"));
    }

    [Fact]
    public async Task A_connection_that_came_back_has_no_token_and_connects_nobody()
    {
        await using var service = await Service.StartAsync();
        var text = PSSerializer.Serialize(service.Run("Get-ParkUpConnection").Quiet().Output[0], depth: 5);

        Assert.DoesNotContain(Service.Token, text, StringComparison.Ordinal);
        Assert.NotNull(service.Session.With("back", PSSerializer.Deserialize(text)).Run("Get-ParkUpTag A1 -Connection $back").Thrown);
    }

    [Fact]
    public async Task The_text_of_a_result_is_refused_as_a_tag_as_it_also_names_an_outcome()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("""
            $added = Add-ParkUpTag -RefId A1 -Code O1 -Plate AABB11
            Revoke-ParkUpTag -RefId A1 -Tag "$added" -Confirm:$false
            Revoke-ParkUpTag -RefId A1 -Tag $added -Confirm:$false
            """);

        Assert.Equal(["Rejected", "Revoked"], run.Values("Outcome"));
        Assert.StartsWith("Tag could not be read: 'O1:AABB11 Added' is not one tag.", $"{run.Output[0].Properties["Detail"].Value}", StringComparison.Ordinal);
        Assert.Empty(service.Holds("A1"));
    }

    [Fact]
    public async Task A_customer_keeps_its_tags_where_a_job_hands_on_a_single_level()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("sent", service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11").Quiet().Output);

        var run = service.Run("""
            $back = $sent | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }
            $back.Tags[0]
            """).Quiet();

        Assert.Equal("AABB11", run.Value("Plate"));
        Assert.Equal("Added", run.Value("Outcome"));
    }

    private PSObject[] ThereAndBack(Service service, ScriptRun run) =>
        [.. service.Session.With("sent", run.Output).With("file", _file).Run("$sent | Export-Clixml $file; Import-Clixml $file").Quiet().Output];
}
