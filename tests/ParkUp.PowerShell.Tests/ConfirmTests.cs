namespace ParkUp.PowerShell.Tests;

/// <summary>Each row is asked about, and only what was agreed to is sent.</summary>
public class ConfirmTests
{
    public static TheoryData<string[], string[]> Answers => new()
    {
        { ["Yes", "No", "Yes", "No"], ["O1", "O3"] },
        { ["No", "Yes to All"], ["O2", "O3", "O4"] },
        { ["Yes", "No to All"], ["O1"] },
        { ["No to All"], [] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Tags_are_added_as_they_were_agreed_to(string[] answers, string[] agreed)
    {
        var host = new AnsweringHost(answers);
        await using var service = (await Service.StartAsync(host)).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O1,AABB11", "A1,O2,AABB12", "A1,O3,AABB13", "A1,O4,AABB14"));

        var run = service.Run("$rows | Add-ParkUpTag -Confirm").Quiet();

        Assert.Equal(agreed, run.Values("Code"));
        Assert.Equal([.. agreed.Select(static code => $"{code}:AABB1{code[1]}")], service.Holds("A1"));
        Assert.Equal(answers.Length, host.Asked.Count);
        Assert.Contains("tag O1 (plate AABB11) of customer A1", host.Asked[0], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Tags_are_revoked_as_they_were_agreed_to_without_being_asked_to_ask(string[] answers, string[] agreed)
    {
        var host = new AnsweringHost(answers);
        await using var service = (await Service.StartAsync(host)).WithCustomer("A1", "O1:AABB11", "O2:AABB12", "O3:AABB13", "O4:AABB14");
        service.Session.With("rows", CsvRow.Table("RefId,Code", "A1,O1", "A1,O2", "A1,O3", "A1,O4"));

        var run = service.Run("$rows | Revoke-ParkUpTag").Quiet();

        Assert.Equal(agreed, run.Values("Code"));
        Assert.Equal<string>([.. Enumerable.Range(1, 4).Select(static n => $"O{n}").Except(agreed, StringComparer.Ordinal)], [.. service.Holds("A1").Select(static tag => tag[..2])]);
        Assert.Equal(answers.Length, host.Asked.Count);
    }

    [Theory]
    [InlineData("Yes", "No to All", "A1")]
    [InlineData("No", "Yes to All", "B2,C3")]
    public async Task Customers_are_created_as_they_were_agreed_to(string first, string second, string agreed)
    {
        await using var service = await Service.StartAsync(new AnsweringHost(first, second));
        service.Session.With("rows", CsvRow.Table(
            "RefId,Email,Phone", "A1,a@example.com,56911111111", "B2,b@example.com,56922222222", "C3,c@example.com,56933333333"));

        var run = service.Run("$rows | New-ParkUpCustomer -Confirm").Quiet();

        Assert.Equal(agreed.Split(','), run.Values("RefId"));
        Assert.Equal(agreed, string.Join(',', service.Customers.Select(static customer => customer.RefId).Order(StringComparer.Ordinal)));
    }
}
