namespace ParkUp.PowerShell.Tests;

public sealed class RosterFileColumnTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parkup-").FullName;
    private readonly ModuleSession _session = new();

    [Fact]
    public void Columns_that_hold_no_field_can_be_filtered_by()
    {
        var run = Run("RefId;Estado;Plate;Line;Sucursal;\nA1;Activo;AB1;9;Centro;x\nA2;;AB2;9;;\n", "Import-ParkUpRoster $path").Quiet();

        Assert.Equal("Activo", run.Output[0].Properties["Estado"].Value);
        Assert.Null(run.Output[1].Properties["Sucursal"].Value);
        Assert.Equal(2, run.Output[0].Properties["Line"].Value);
        Assert.Equal("Estado,Sucursal", string.Join(',', run.Output[0].Properties.OfType<System.Management.Automation.PSNoteProperty>().Select(property => property.Name)));
        Assert.Equal("A1", Run("RefId;Estado\nA1;Activo\nA2;Inactivo\n", "Import-ParkUpRoster $path | Where-Object Estado -eq Activo").Quiet().Value("RefId"));
    }

    [Fact]
    public void Without_such_columns_the_entry_is_written_as_it_is() =>
        Assert.Empty(Run("RefId;Plate;;\nA1;AB1;x;\n", "Import-ParkUpRoster $path").Quiet().Output[0].Properties.OfType<System.Management.Automation.PSNoteProperty>());

    [Fact]
    public async Task An_entry_means_the_same_to_other_cmdlets_whatever_its_columns_are()
    {
        await using var service = await Service.StartAsync();
        var path = Write(
            "Zona;RefId;ThrottleLimit;BatchSize;Connection;InputObject;WhatIf;Confirm;All;Operation;Succeeded;Tag;Code;Plate;TagCode;Patente\n"
            + "PL9;A1;x;x;x;x;x;x;x;Add;False;C9:P9;C8;PL1;C7;PL7\n");
        service.Session.With("path", path);

        var run = service.Run("Import-ParkUpRoster $path -ColumnMap @{ Code = 'Zona'; Plate = 'Plate' } | Add-ParkUpTag -CustomerId 1");

        Assert.Equal(("A1", "PL9", "PL1"), ($"{run.Value("RefId")}", $"{run.Value("Code")}", $"{run.Value("Plate")}"));
    }

    [Fact]
    public void A_map_names_the_column_of_a_field_and_errors_are_clear()
    {
        Assert.Equal("7", Run("Legajo;RefId\n7;8\n", "Import-ParkUpRoster $path -ColumnMap @{ refid = 'LEGAJO' }").Quiet().Value("RefId"));

        var unknown = Run("RefId\n1\n", "Import-ParkUpRoster $path -ColumnMap @{ Foo = 'x' }").Thrown!.ErrorRecord;
        Assert.Equal("InvalidInput,ParkUp.PowerShell.ImportParkUpRosterCommand", unknown.FullyQualifiedErrorId);
        Assert.Contains("'Foo', which is no field", unknown.ToString(), StringComparison.Ordinal);

        var missing = Assert.Single(Run("RefId\n1\n", "Import-ParkUpRoster $path -ColumnMap @{ RefId = 'x' }").Errors);
        Assert.Contains("no column 'x', which -ColumnMap names for RefId. Its columns are: RefId", missing.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_guessed_about_a_file_is_a_warning_each_and_said_once()
    {
        var run = Run("Nómina\nRUT;Name;Plate\n1-9;JosÃ©;AB1\nRUT;Name;Plate\n19;JosÃ©;AB2\nTotal;2;2\n", "Import-ParkUpRoster $path");

        Assert.Equal(2, run.Output.Count);
        Assert.Equal(6, run.Warnings.Count);
    }

    [Theory]
    [InlineData("-Encoding mac", "macintosh")]
    [InlineData("-Encoding ibm8", "ibm850")]
    [InlineData("-ColumnMap @", "@{ RefId = '' }")]
    public void Encodings_and_maps_are_completed(string typed, string offered)
    {
        var run = _session.Run($"(TabExpansion2 'Import-ParkUpRoster x.csv {typed}').CompletionMatches.CompletionText").Quiet();

        Assert.Contains(run.Output, text => string.Equals($"{text}", offered, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ScriptRun Run(string text, string script) => _session.With("path", Write(text)).Run(script);

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "roster.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
