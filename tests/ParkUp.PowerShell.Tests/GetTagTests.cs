namespace ParkUp.PowerShell.Tests;

public class GetTagTests
{
    [Fact]
    public async Task The_tags_of_several_customers_come_in_the_order_asked_for()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12").WithCustomer("B2", "O3:AABB13");

        var run = service.Run("Get-ParkUpTag B2, A1").Quiet();

        Assert.Equal(["B2", "A1", "A1"], run.Values("RefId"));
        Assert.Equal(["O3", "O1", "O2"], run.Values("Code"));
        Assert.Equal(["""{"refId":"A1"}""", """{"refId":"B2"}"""], [.. service.Bodies.Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("'A1', 'B2' | Get-ParkUpTag")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Other = 1 }, [pscustomobject]@{ ReferenceId = 'B2' } | Get-ParkUpTag")]
    [InlineData("(Get-ParkUpTag 'A1'), (Get-ParkUpTag 'B2') | Get-ParkUpTag")]
    public async Task References_are_piped_as_text_or_in_a_property(string script)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11").WithCustomer("B2", "O3:AABB13");

        var run = service.Run(script).Quiet();

        Assert.Equal(["O1", "O3"], run.Values("Code"));
    }

    [Fact]
    public async Task An_object_without_a_reference_is_never_taken_for_one()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("[pscustomobject]@{ Other = 'A1' } | Get-ParkUpTag");

        Assert.Contains("RefId", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("-Plate 'aa-bb-1*'", "O1,O2")]
    [InlineData("-Plate 'AABB1[2-3]'", "O2")]
    [InlineData("-Code o?", "O1,O2")]
    [InlineData("-Code O*", "O1,O2")]
    [InlineData("-Code O1 -Plate AABB12", "")]
    public async Task Wildcards_choose_by_code_and_plate(string filter, string codes)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11", "O2:AABB12", "P3:CCDD33");

        var run = service.Run($"Get-ParkUpTag A1 {filter}").Quiet();

        Assert.Equal(codes.Split(',', StringSplitOptions.RemoveEmptyEntries), run.Values("Code"));
    }

    [Fact]
    public async Task The_customers_number_goes_along_where_it_is_known()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run("Get-ParkUpTag A1 -CustomerId 1").Quiet();

        Assert.Equal(1L, run.Value("CustomerId"));
        Assert.Equal(["""{"customerId":1,"refId":"A1"}"""], service.Bodies);
    }

    [Fact]
    public async Task An_unknown_customer_is_an_error_with_the_reference_as_its_target_and_the_next_is_listed()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        var run = service.Run("Get-ParkUpTag nobody, A1");

        Assert.Equal(["O1"], run.Values("Code"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("NotFound,ParkUp.PowerShell.GetParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Equal("nobody", error.TargetObject);
        Assert.Contains("nobody", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_is_no_error_and_no_output()
    {
        await using var service = await Service.StartAsync("UnknownCustomer=Empty");

        Assert.Empty(service.Run("Get-ParkUpTag nobody").Quiet().Output);
    }

    [Theory]
    [InlineData("Get-ParkUpTag ''")]
    [InlineData("Get-ParkUpTag")]
    [InlineData("Get-ParkUpTag A1 -CustomerId abc")]
    public async Task A_blank_or_malformed_field_is_named_before_anything_is_sent(string script)
    {
        await using var service = await Service.StartAsync();

        var run = service.Run(script);

        Assert.Equal("InvalidInput,ParkUp.PowerShell.GetParkUpTagCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task The_number_of_another_customer_does_not_go_along_with_a_reference_that_was_typed()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11").WithCustomer("B2", "O2:AABB12");

        var run = service.Run("[pscustomobject]@{ RefId = 'A1'; CustomerId = 1 } | Get-ParkUpTag -RefId B2").Quiet();

        Assert.Equal("O2", run.Value("Code"));
    }

    [Fact]
    public async Task What_the_service_lists_is_harmless_on_a_terminal()
    {
        await using var service = await ScriptedService.StartAsync(200, """[{"id":1,"code":"O1\u001b]0;owned\u0007","plate":"AA\u202eBB"}]""");
        using var session = service.Connect();

        var run = session.Run("Get-ParkUpTag A1").Quiet();

        Assert.Equal("O1]0;owned", run.Value("Code"));
        Assert.Equal("AABB", run.Value("Plate"));
    }
}
