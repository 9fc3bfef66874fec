namespace ParkUp.Client.Tests;

public class RosterExampleTests
{
    private static string ExamplePath
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "ParkUp.PowerShell.sln")))
            {
                directory = directory.Parent!;
            }

            return Path.Combine(directory.FullName, "examples", "roster.csv");
        }
    }

    [Fact]
    public void The_example_is_what_a_spreadsheet_in_Chile_writes()
    {
        using var file = RosterFile.Open(ExamplePath, new(), TestContext.Current.CancellationToken);
        var rows = file.Rows().ToList();

        Assert.Equal(1252, file.Encoding.CodePage);
        Assert.Equal(';', file.Delimiter);
        Assert.Equal(["Observación"], file.UnusedColumns);
        Assert.Equal(40, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Fault));
        Assert.Equal(27, rows.Select(row => row.RefId).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(rows, row => row is { LastName: "Muñoz", Plate: "jp·kj-21" });
    }

    [Fact]
    public void Its_three_broken_rows_are_left_for_the_cmdlets_to_refuse()
    {
        var entries = Rosters.Read(ExamplePath, TestContext.Current.CancellationToken)
            .ToList();

        Assert.Equal("quizás", Assert.Single(entries, entry => entry.IsUnlimited is string).IsUnlimited);
        Assert.Equal("1,2E+15", Assert.Single(entries, entry => !entry.Code!.StartsWith('O')).Code);
        Assert.Equal("---", Assert.Single(entries, entry => !entry.Plate!.Any(char.IsLetter)).Plate);
        Assert.Equal(40, entries.Select(entry => entry.Code).Distinct(StringComparer.Ordinal).Count());
    }
}
