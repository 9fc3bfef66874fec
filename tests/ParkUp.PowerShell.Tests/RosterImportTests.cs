namespace ParkUp.PowerShell.Tests;

public sealed class RosterImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parkup-").FullName;
    private readonly ModuleSession _session = new();

    [Fact]
    public void The_example_roster_comes_in_whole()
    {
        var run = _session.With("path", Path.Combine(ModuleSession.RepositoryRoot, "examples", "roster.csv")).Run("Import-ParkUpRoster $path").Quiet();

        Assert.Equal(40, run.Output.Count);
        Assert.Equal("Muñoz", run.Values("LastName")[0]);
        Assert.Equal(true, run.Output[0].Properties["IsUnlimited"].Value);
        Assert.Null(run.Output[4].Properties["Email"].Value);
    }

    [Theory]
    [InlineData("RefId,Code\nA1,O1\nA2\nA3,O3\n", "A1,A3", "line 3", "Code")]
    [InlineData("RefId,Code\nA1,O1\nA2,\"O2\nA3,O3\n", "A1,A3", "line 3", "Code")]
    [InlineData("RefId,Code\nA1,O1\nA2,\"O2\"x\nA3,O3\n", "A1,A3", "line 3", "Code")]
    [InlineData("RefId,Code\nA1,O1\nA2,O2,surplus\nA3,O3\n", "A1,A3", "line 3", "3 cells")]
    public void A_row_that_does_not_line_up_is_an_error_and_the_others_come_in(string text, string refIds, string line, string named)
    {
        var run = Import(text);

        Assert.Equal(refIds.Split(','), run.Values("RefId"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.ImportParkUpRosterCommand", error.FullyQualifiedErrorId);
        Assert.Contains(line, error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1,2,3\n4,5,6\n")]
    [InlineData("Foo;Bar\n1;2\n")]
    [InlineData("RefId\u0000\u0001\u0002,Code\nA\u0000,B\n")]
    [InlineData("RefId,\"Code\nA1,O1\nA2,O2\n")]
    public void A_file_that_is_no_roster_is_one_clear_error_that_names_it(string text)
    {
        var run = Import(text);

        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.ImportParkUpRosterCommand", error.FullyQualifiedErrorId);
        Assert.Contains("roster.csv", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("$folder/missing.csv")]
    [InlineData("$folder/*.nothing")]
    [InlineData("'$folder/a[.csv'")]
    [InlineData("$folder")]
    [InlineData("NoSuchDrive:/x.csv")]
    public void A_path_that_leads_nowhere_is_a_clear_error(string path)
    {
        var run = _session.With("folder", _folder).Run($"Import-ParkUpRoster {path}");

        Assert.Equal("InvalidInput,ParkUp.PowerShell.ImportParkUpRosterCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Wildcards_several_paths_literal_paths_and_piped_files_all_work()
    {
        foreach (var name in (string[])["a[1].csv", "b.csv"])
        {
            File.WriteAllText(Path.Combine(_folder, name), $"RefId\n{name}\n");
        }

        _session.With("folder", _folder);

        Assert.Equal(2, _session.Run("Import-ParkUpRoster \"$folder/*.csv\"").Quiet().Output.Count);
        Assert.Equal(3, _session.Run("Import-ParkUpRoster \"$folder/*.csv\", \"$folder/b.csv\"").Quiet().Output.Count);
        Assert.Equal("a[1].csv", _session.Run("Import-ParkUpRoster -LiteralPath \"$folder/a[1].csv\"").Quiet().Value("RefId"));
        Assert.Equal(2, _session.Run("\"$folder/b.csv\", \"$folder/b.csv\" | Import-ParkUpRoster").Quiet().Output.Count);
        Assert.Equal("b.csv", _session.Run("[pscustomobject]@{ Path = \"$folder/b.csv\" } | Import-ParkUpRoster").Quiet().Value("RefId"));
        Assert.Equal("a[1].csv", _session.Run("[pscustomobject]@{ PSPath = \"$folder/a[1].csv\" } | Import-ParkUpRoster").Quiet().Value("RefId"));
    }

    [Fact]
    public void Delimiter_and_encoding_can_be_said_by_the_names_that_pwsh_uses()
    {
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "RefId|Nombre\nA1|Muñoz\n", System.Text.Encoding.Unicode);
        _session.With("path", Path.Combine(_folder, "x.csv"));

        Assert.Equal("Muñoz", _session.Run("Import-ParkUpRoster $path -Delimiter '|' -Encoding unicode").Quiet().Value("Name"));
        Assert.NotNull(_session.Run("Import-ParkUpRoster $path -Encoding klingon").Thrown);
    }

    [Fact]
    public void Encoding_and_delimiter_are_in_the_verbose_messages()
    {
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "RefId;Nombre\nA1;Muñoz\n", System.Text.Encoding.Latin1);

        var run = _session.With("path", Path.Combine(_folder, "x.csv")).Run("Import-ParkUpRoster $path -Verbose 4>&1 | ForEach-Object { \"$_\" }").Quiet();

        Assert.Contains("x.csv: encoding windows-1252, delimiter ';'.", $"{run.Output[0]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\r')]
    [InlineData('\n')]
    public void A_quote_or_a_line_break_is_no_delimiter(char delimiter)
    {
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "RefId\nA1\n");
        _session.With("path", Path.Combine(_folder, "x.csv")).With("delimiter", delimiter);

        var error = _session.Run("Import-ParkUpRoster $path -Delimiter $delimiter").Thrown!.ErrorRecord;

        Assert.Equal("InvalidInput,ParkUp.PowerShell.ImportParkUpRosterCommand", error.FullyQualifiedErrorId);
        Assert.Equal(delimiter, error.TargetObject);
    }

    [Fact]
    public void A_column_with_a_slip_in_its_name_is_warned_of_and_one_that_means_nothing_here_is_not()
    {
        File.WriteAllText(Path.Combine(_folder, "x.csv"), "RefId,Pattente,N° de tag viejo,Observación\nA1,x,y,z\n");

        var run = _session.With("path", Path.Combine(_folder, "x.csv")).Run("Import-ParkUpRoster $path -WarningVariable warned; $warned").WithoutErrors();

        Assert.Equal(2, run.Output.Count);
        Assert.Contains("'Pattente' was not used; did you mean 'Patente'?", $"{run.Output[1]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roster_pipes_into_customers_and_its_bad_cells_are_refused_by_line()
    {
        await using var service = await Service.StartAsync();
        File.WriteAllText(Path.Combine(_folder, "roster.csv"), "RefId,Email,Phone,IsUnlimited,Code,Plate\nA1,a@example.com,56911111111,maybe,O1,AABB11\nA2,b@example.com,56911111111,sí,O2,AABB12\n");
        service.Session.With("path", Path.Combine(_folder, "roster.csv"));

        var run = service.Run("Import-ParkUpRoster $path | New-ParkUpCustomer");

        Assert.Equal(["Rejected", "Created"], run.Values("Outcome"));
        Assert.Contains("Line 2: The row of customer A1 was rejected: IsUnlimited must be yes or no", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ScriptRun Import(string text)
    {
        var path = Path.Combine(_folder, "roster.csv");
        File.WriteAllText(path, text);
        return _session.With("path", path).Run("Import-ParkUpRoster $path");
    }

    [Fact]
    public async Task Customers_that_failed_are_read_back_from_a_file_with_all_their_tags()
    {
        await using var service = await Service.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            // As Export-Csv writes a CustomerResult.
            await File.WriteAllTextAsync(
                file,
                "\"RefId\",\"CustomerId\",\"Email\",\"Phone\",\"Name\",\"LastName\",\"IsUnlimited\",\"Tags\",\"Operation\",\"Outcome\",\"Succeeded\",\"Evidence\",\"Detail\",\"Line\"\n"
                + "\"A1\",,\"a@example.com\",\"56911111111\",,,\"False\",\"O1:AABB11; O2:AABB12\",\"Create\",\"Failed\",\"False\",\"None\",\"The connection broke.\",\"7\"\n",
                TestContext.Current.CancellationToken);

            var run = service.Run($"Import-ParkUpRoster -LiteralPath '{file}' | New-ParkUpCustomer").Quiet();

            Assert.Equal("Created", $"{run.Value("Outcome")}");
            Assert.Empty(run.Warnings);
            Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
