namespace ParkUp.PowerShell.Tests;

public class NewCustomerTests
{
    [Fact]
    public async Task A_customer_is_created_by_parameters_exactly_as_the_reference_writes_it()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("""
            New-ParkUpCustomer -RefId AAAABBB0001 -Email customer@example.com -Phone +56975880800 -Name John -LastName Doe -IsUnlimited $true -Code O202020 -Plate jpkj-21
            """).Quiet();

        Assert.Equal(
            """{"email":"customer@example.com","phone":"+56975880800","name":"John","lastname":"Doe","isUnlimited":true,"refId":"AAAABBB0001","tags":[{"code":"O202020","plate":"JPKJ21"}]}""",
            Assert.Single(service.Bodies));
        Assert.Equal("Created", run.Value("Outcome")!.ToString());
        Assert.Equal(1L, run.Value("CustomerId"));
        Assert.Equal(true, run.Value("IsUnlimited"));
    }

    [Fact]
    public async Task Absent_fields_are_left_out_and_a_blank_IsUnlimited_is_no()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table("RefId,Email,Phone,Name,LastName,IsUnlimited,Code,Plate", "A1,a@example.com,56911111111,, ,,,"));

        service.Run("$rows | New-ParkUpCustomer").Quiet();

        Assert.Equal(["""{"email":"a@example.com","phone":"56911111111","isUnlimited":false,"refId":"A1"}"""], service.Bodies);
    }

    [Fact]
    public async Task Consecutive_rows_of_one_customer_become_one_request_with_all_their_tags()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table(
            "ReferenceId,Correo,Telefono,Nombre,Ilimitado,Code,Plate,Line",
            "A1,a@example.com,56911111111,Ana,SÍ,O1,AABB11,2",
            "A1,,,,,O2,AABB12,3",
            "B2,b@example.com,56922222222,Bea,no,O3,AABB13,4"));

        var run = service.Run("$rows | New-ParkUpCustomer").Quiet();

        Assert.Equal(["A1", "B2"], run.Values("RefId"));
        Assert.Equal(["2", "4"], run.Values("Line"));
        Assert.Equal(2, service.Received.Count);
        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
        Assert.True(Assert.Single(service.Customers, static customer => string.Equals(customer.RefId, "A1", StringComparison.Ordinal)).IsUnlimited);
    }

    [Fact]
    public async Task A_row_that_disagrees_is_refused_and_the_customer_is_made_of_the_others()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table(
            "RefId,Email,Phone,Code,Plate,Line",
            "A1,a@example.com,56911111111,O1,AABB11,2",
            "A1,other@example.com,56911111111,O2,AABB12,3",
            "A1,a@example.com,56911111111,O3,AABB13,4"));

        var run = service.Run("$rows | New-ParkUpCustomer");

        Assert.Equal(["Created", "Rejected"], run.Values("Outcome"));
        Assert.Equal(["O1:AABB11", "O3:AABB13"], service.Holds("A1"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.NewParkUpCustomerCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Email", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Line 3", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Email", "A1,,56911111111,no,O1,AABB11")]
    [InlineData("Phone", "A1,a@example.com, ,no,O1,AABB11")]
    [InlineData("IsUnlimited", "A1,a@example.com,56911111111,maybe,O1,AABB11")]
    [InlineData("RefId", ",a@example.com,56911111111,no,O1,AABB11")]
    [InlineData("Plate", "A1,a@example.com,56911111111,no,O1,")]
    [InlineData("Code", "A1,a@example.com,56911111111,no,,AABB11")]
    public async Task A_bad_row_is_refused_by_field_and_the_others_go_through(string field, string bad)
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table(
            "RefId,Email,Phone,IsUnlimited,Code,Plate", "Z1,z@example.com,56911111111,1,O8,AABB18", bad, "Z2,z@example.com,56911111111,0,O9,AABB19"));

        var run = service.Run("$rows | New-ParkUpCustomer");

        Assert.Equal(["Created", "Rejected", "Created"], run.Values("Outcome"));
        var error = Assert.Single(run.Errors);
        Assert.Contains(field, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.NewParkUpCustomerCommand", error.FullyQualifiedErrorId);
        Assert.Equal(2, service.Received.Count);
    }

    [Fact]
    public async Task A_failed_customer_pipes_straight_back_in_with_its_tags()
    {
        await using var service = await Service.StartAsync("Conflict=Batch");
        service.WithCustomer("B2", "O1:AABB11");

        var run = service.Run("""
            $first = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -IsUnlimited yes -Tag 'O1:AABB11', 'O2:AABB12' -ErrorAction SilentlyContinue
            $null = Revoke-ParkUpTag -RefId B2 -All -Confirm:$false
            $first
            $first | New-ParkUpCustomer
            """);

        Assert.Equal(["Rejected", "Created"], run.Values("Outcome"));
        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
        Assert.True(service.Customers[^1].IsUnlimited);
    }

    [Fact]
    public async Task A_customer_that_was_created_without_one_of_its_tags_has_not_succeeded()
    {
        await using var service = await Service.StartAsync("Conflict=PerTag");
        service.WithCustomer("B2", "O1:AABB11");

        var run = service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Tag 'O1:AABB11', 'O2:AABB12'");

        Assert.Equal("Created", run.Value("Outcome")!.ToString());
        Assert.Equal(false, run.Value("Succeeded"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("TagRejected,ParkUp.PowerShell.NewParkUpCustomerCommand", error.FullyQualifiedErrorId);
        Assert.Contains("O1", error.ToString(), StringComparison.Ordinal);
        Assert.Same(run.Output[0].BaseObject, error.TargetObject);
        Assert.Equal(["O2:AABB12"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("Import-Csv $roster -Delimiter ';' -Encoding windows-1252", "The row", "The row", "The row")]
    [InlineData("Import-ParkUpRoster $roster", "Line 13: ", "Line 25: ", "Line 31: ")]
    public async Task The_example_roster_becomes_customers_however_it_is_read(string import, params string[] starts)
    {
        await using var service = await Service.StartAsync();
        service.Session.With("roster", Path.Combine(ModuleSession.RepositoryRoot, "examples/roster.csv"));

        var run = service.Run($"{import} | New-ParkUpCustomer");

        Assert.Equal(
            ["AAAABBB0008", "AAAABBB0014", "AAAABBB0019"],
            [.. run.Output.Where(static result => result.Properties["Succeeded"].Value is false).Select(static result => (string)result.Properties["RefId"].Value)]);
        Assert.All(run.Errors.Zip(starts), static pair => Assert.StartsWith(pair.Second, pair.First.ToString(), StringComparison.Ordinal));
        Assert.Collection(
            run.Errors.Select(static error => error.ToString()),
            static text => Assert.Matches("IsUnlimited.*quizás", text),
            static text => Assert.Matches("Code.*1,2E[+]15", text),
            static text => Assert.Matches("Plate.*---", text));
        Assert.Equal(24, service.Customers.Count);
        Assert.Equal(["O202020:JPKJ21", "O202021:BBCC12"], service.Holds("AAAABBB0001"));
        Assert.Contains(service.Bodies, static body => body.Contains("\"name\":\"José\",\"lastname\":\"Muñoz\",\"isUnlimited\":true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_customer_that_exists_is_a_conflict_with_advice()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11");

        Assert.Equal("Rejected", run.Value("Outcome")!.ToString());
        var error = Assert.Single(run.Errors);
        Assert.Equal("Conflict,ParkUp.PowerShell.NewParkUpCustomerCommand", error.FullyQualifiedErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Contains("sticket active", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_customer_comes_back_from_an_exported_file_with_its_tags()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("B2", "O1:AABB11");

        // As Export-Csv writes them and Import-Csv reads them: every property its text.
        service.Run("""
            $failed = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Tag 'O1:AABB11', 'O2:AABB12' -ErrorAction SilentlyContinue
            $row = [ordered]@{}
            foreach ($property in $failed.PSObject.Properties) { $row[$property.Name] = if ($null -eq $property.Value) { '' } else { $property.Value.ToString() } }
            $null = Revoke-ParkUpTag -RefId B2 -All -Confirm:$false
            [pscustomobject] $row | New-ParkUpCustomer
            """).Quiet();

        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
    }
}
