namespace ParkUp.PowerShell.Tests;

public class WhatIfTests
{
    [Theory]
    [InlineData("Add-ParkUpTag -RefId A1 -Code O2 -Plate AABB12")]
    [InlineData("Add-ParkUpTag -RefId A1 -Tag 'O2:AABB12','O3:AABB13'")]
    [InlineData("New-ParkUpCustomer -RefId C3 -Email a@example.com -Phone 56911111111")]
    [InlineData("Revoke-ParkUpTag -RefId A1 -Code O1 -Plate AABB11")]
    [InlineData("Revoke-ParkUpTag -RefId A1 -Plate AABB11")]
    [InlineData("Revoke-ParkUpTag -RefId A1 -All")]
    public async Task WhatIf_sends_nothing_at_all_and_reports_no_result(string script)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run(script + " -WhatIf").Quiet();

        Assert.Empty(run.Output);
        Assert.Empty(service.Received);
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task WhatIf_still_checks_every_row()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O1,AABB11", "A1,,AABB12"));

        var run = service.Run("$rows | Add-ParkUpTag -WhatIf");

        Assert.Equal("Rejected", run.Value("Outcome")!.ToString());
        Assert.Single(run.Errors);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task WhatIf_finds_a_code_that_is_given_two_plates()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O1,AABB11", "A1,O1,AABB11", "A1,O1,AABB12"));

        var run = service.Run("$rows | Add-ParkUpTag -WhatIf");

        Assert.Equal("Code 'O1' is given twice for this customer, with plate AABB11 and with plate AABB12.", run.Value("Detail"));
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task Where_nobody_can_answer_a_question_each_row_is_refused_and_says_what_to_add()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run("[pscustomobject]@{ RefId = 'A1'; Code = 'O1' }, [pscustomobject]@{ RefId = 'B2'; Code = 'O2' } | Revoke-ParkUpTag");

        Assert.Equal(["Rejected", "Rejected"], run.Values("Outcome"));
        Assert.All(run.Errors, static error => Assert.Equal("InvalidInput,ParkUp.PowerShell.RevokeParkUpTagCommand", error.FullyQualifiedErrorId));
        Assert.All(run.Errors, static error => Assert.EndsWith("Use -Confirm:$false.", error.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, run.Errors.Count);
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("Get-ParkUpTag A1")]
    [InlineData("Test-ParkUpConnection")]
    public async Task What_changes_nothing_has_no_WhatIf(string script)
    {
        await using var service = await Service.StartAsync();

        Assert.NotNull(service.Run(script + " -WhatIf").Thrown);
        Assert.Empty(service.Received);
    }
}
