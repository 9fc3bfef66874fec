using System.Text;

namespace ParkUp.PowerShell.Tests;

public class SetTagTests
{
    [Fact]
    public async Task A_code_gets_another_plate()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12");

        var run = service.Run("Set-ParkUpTag A1 O1 'aa bb 99'").Quiet();

        Assert.Equal("Change", run.Value("Operation")!.ToString());
        Assert.Equal("Added", run.Value("Outcome")!.ToString());
        Assert.Equal("AABB99", run.Value("Plate"));
        Assert.Equal(["O1:AABB99", "O2:AABB12"], service.HoldsInOrder("A1"));
    }

    [Fact]
    public async Task Rows_by_pipeline_have_a_result_each_and_a_swap_of_two_plates_works()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O3:AABB13").WithCustomer("B2", "O4:AABB14");
        service.Session.With("rows", CsvRow.Table("RefId,Codigo,Patente", "A1,O1,AABB12", "A1,O2,AABB11", "A1,O3,aabb13", "B2,O4,AABB44", "B2,,AABB55"));

        var run = service.Run("$rows | Set-ParkUpTag");

        Assert.Equal(["Added", "Added", "AlreadyActive", "Added", "Rejected"], run.Values("Outcome"));
        Assert.Equal("InvalidInput,ParkUp.PowerShell.SetParkUpTagCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Equal(["O1:AABB12", "O2:AABB11", "O3:AABB13"], service.HoldsInOrder("A1"));
        Assert.Equal(["O4:AABB44"], service.Holds("B2"));
    }

    [Fact]
    public async Task A_run_that_stopped_halfway_goes_on()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");
        service.Run("Revoke-ParkUpTag -RefId A1 -Code O1 -Confirm:$false").Quiet();

        Assert.Equal("Added", service.Run("Set-ParkUpTag A1 O1 AABB99").Quiet().Value("Outcome")!.ToString());
        Assert.Equal(["O1:AABB99"], service.Holds("A1"));
    }

    [Fact]
    public async Task Where_the_new_plate_is_refused_the_old_one_is_put_back()
    {
        await using var service = (await Service.StartAsync(Sandbox.FaultPlan.When(static request =>
            request.Path.EndsWith("tag/add", StringComparison.Ordinal) && Encoding.UTF8.GetString(request.Body.Span).Contains("AABB99", StringComparison.Ordinal) ? Sandbox.FaultKind.TooManyRequests : null)))
            .WithCustomer("A1", "O1:AABB11");

        var run = service.Run("Set-ParkUpTag A1 O1 AABB99");

        Assert.Equal("Failed", run.Value("Outcome")!.ToString());
        Assert.StartsWith("RateLimited,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("AABB11", run.Value("Detail")!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_change_that_failed_is_never_added_and_can_be_set_again()
    {
        await using var service = (await Service.StartAsync(Sandbox.FaultPlan.When(static request =>
            request.Path.EndsWith("tag/list", StringComparison.Ordinal) ? Sandbox.FaultKind.Html : null))).WithCustomer("A1", "O1:AABB11");

        var failed = service.Run("Set-ParkUpTag A1 O1 AABB99 -OutVariable failed -ErrorAction SilentlyContinue");

        Assert.Equal("Failed", failed.Value("Outcome")!.ToString());
        foreach (var source in new[] { "$failed", "$failed | ConvertTo-Csv | ConvertFrom-Csv" })
        {
            Assert.Equal("Rejected", service.Run($"{source} | Add-ParkUpTag").Value("Outcome")!.ToString());
            Assert.Equal("Failed", service.Run($"{source} | Set-ParkUpTag").Value("Outcome")!.ToString());
        }
    }

    [Theory]
    [InlineData("Set-ParkUpTag A1 O1 AABB99 -WhatIf")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB99' } | Set-ParkUpTag -WhatIf")]
    public async Task WhatIf_sends_nothing(string script)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        Assert.Empty(service.Run(script).Quiet().Output);
        Assert.Empty(service.Received);
    }
}
