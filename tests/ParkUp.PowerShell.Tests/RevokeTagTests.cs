namespace ParkUp.PowerShell.Tests;

public class RevokeTagTests
{
    [Fact]
    public async Task A_tag_named_by_code_and_plate_is_cancelled_without_a_list()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12");

        var run = service.Run("Revoke-ParkUpTag -RefId A1 -Code O1 -Plate aa-bb-11 -Confirm:$false").Quiet();

        Assert.Equal("Revoked", run.Value("Outcome")!.ToString());
        Assert.Equal("PUT", Assert.Single(service.Received).Method);
        Assert.Equal(["O2:AABB12"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("-Code O1", "O1:AABB11")]
    [InlineData("-Plate 'aa bb 11'", "O1:AABB11,O3:AABB11")]
    [InlineData("-All", "O1:AABB11,O2:AABB12,O3:AABB11")]
    public async Task A_list_finds_what_the_row_does_not_say(string naming, string revoked)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O3:AABB11");

        var run = service.Run($"Revoke-ParkUpTag -RefId A1 {naming} -Confirm:$false").Quiet();

        Assert.Equal(revoked, string.Join(',', run.Output.Select(static item => $"{item.Properties["Code"].Value}:{item.Properties["Plate"].Value}")));
        Assert.All(run.Values("Outcome"), static outcome => Assert.Equal("Revoked", outcome));
        Assert.Equal(3 - revoked.Split(',').Length, service.Holds("A1").Count);

        // For all tags, the last request is a list, which shows nothing new.
        Assert.Equal(naming is "-All" ? 3 : 2, service.Received.Count);
    }

    [Theory]
    [InlineData("-Code O9")]
    [InlineData("-Plate ZZZZ99")]
    [InlineData("-All")]
    public async Task A_row_that_means_no_tag_is_already_revoked(string naming)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($"Revoke-ParkUpTag -RefId A1 {naming} -Confirm:$false").Quiet();

        Assert.Equal("AlreadyRevoked", run.Value("Outcome")!.ToString());
        Assert.Equal("List", run.Value("Evidence")!.ToString());
        Assert.Equal(true, run.Value("Succeeded"));
    }

    [Fact]
    public async Task A_row_with_neither_code_nor_plate_never_means_all()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,,"));

        var run = service.Run("$rows | Revoke-ParkUpTag -Confirm:$false");

        Assert.Equal("Rejected", run.Value("Outcome")!.ToString());
        Assert.Equal("InvalidInput,ParkUp.PowerShell.RevokeParkUpTagCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Empty(service.Received);
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task What_is_listed_pipes_into_revoke()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12");

        var run = service.Run("Get-ParkUpTag A1 -Plate *12 | Revoke-ParkUpTag -Confirm:$false").Quiet();

        Assert.Equal("O2", run.Value("Code"));
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_tag_that_the_service_does_not_cancel_is_an_error_of_its_row()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run("Revoke-ParkUpTag -RefId A1 -Tag 'O1:ZZZZ99', 'O2:AABB11' -Confirm:$false");

        Assert.Equal(["Rejected", "AlreadyRevoked"], run.Values("Outcome"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("TagRejected,ParkUp.PowerShell.RevokeParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Contains("O1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_asks_first_and_takes_no_for_an_answer()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        // A session that nobody watches cannot be asked: that is an error, and never a yes.
        var run = service.Run("Revoke-ParkUpTag -RefId A1 -Code O1");

        Assert.Equal("Rejected", $"{run.Value("Outcome")}");
        Assert.Empty(service.Received);
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("-Code 'O*'")]
    [InlineData("-Plate 'AABB?1'")]
    public async Task A_wildcard_is_refused_instead_of_meaning_no_tag(string naming)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run($"Revoke-ParkUpTag -RefId A1 {naming} -Confirm:$false");

        Assert.Equal("Rejected", run.Value("Outcome")!.ToString());
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task A_code_in_another_case_is_not_taken_for_revoked_already()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "o2:AABB12", "O2:AABB13");

        var run = service.Run("Revoke-ParkUpTag -RefId A1 -Code o1 -Confirm:$false; Revoke-ParkUpTag -RefId A1 -Code o2 -Confirm:$false").Quiet();

        Assert.Equal(["O1", "o2"], run.Values("Code"));
        Assert.Equal(["O2:AABB13"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Tags = 'O1:AABB11; O2:AABB12' }")]
    [InlineData("@{ RefId = 'A1'; Tags = 'O1:AABB11; O2:AABB12' }")]
    public async Task All_means_all_tags_once_whatever_tags_the_object_holds(string row)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O3:AABB13");

        var run = service.Run($"{row} | Revoke-ParkUpTag -All -Confirm:$false").WithoutErrors();

        Assert.Equal(["O1", "O2", "O3"], run.Values("Code"));
    }
}
