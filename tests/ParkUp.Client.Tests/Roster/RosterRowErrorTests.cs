namespace ParkUp.Client.Tests;

public class RosterRowErrorTests
{
    [Fact]
    public void A_short_row_is_an_error_that_names_the_line_the_cells_and_the_first_missing_column()
    {
        var row = Rosters.FaultyRow("RefId;Correo electrónico;Patente\n\nA1\n");

        Assert.Equal(3, row.Line);
        Assert.Equal("Correo electrónico", row.Fault!.Field);
        Assert.Equal("A1", row.RefId);
        Assert.Null(row.Plate);
        Assert.Contains("Line 3 has 1 cell of 3", row.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains("'Correo electrónico'", row.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_may_lack_cells_of_columns_that_mean_nothing()
    {
        Assert.Equal("AB1234", Rosters.Plate("RefId;Patente;Nota;;Color\nA1;AB1234\n"));
        Assert.Equal("AB1234", Rosters.Plate("RefId;Patente;Nota;;Color\nA1;AB1234;x\n"));
        Assert.Equal("Nota", Rosters.FaultyRow("RefId;;Nota;Patente\nA1\n").Fault!.Field);
    }

    [Fact]
    public void A_row_may_have_more_cells_than_the_header_if_they_are_blank() =>
        Assert.Equal("AB1234", Rosters.Plate("RefId;Patente\nA1;AB1234;; ;\"\"\n"));

    [Theory]
    [InlineData("RefId;Nombre;Patente\nA1;José;Luis;AB1234\n", "';'", 4)]
    [InlineData("RefId;Nombre;Patente\nA1;José;Luis;AB1234;;\n", "';'", 6)]
    [InlineData("RefId\tNombre\tPatente\nA1\tJosé\tLuis\tAB1234\n", "a tab", 4)]
    public void A_row_with_a_surplus_cell_is_an_error_since_its_cells_are_shifted(string text, string delimiter, int cells)
    {
        var row = Rosters.FaultyRow(text);

        Assert.Equal(2, row.Line);
        Assert.Null(row.Fault!.Field);
        Assert.Equal("Luis", row.Plate);
        Assert.Contains($"Line 2 has {cells} cells, but the header has 3 columns", row.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains(delimiter, row.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_after_a_row_error_are_read()
    {
        var rows = Rosters.Rows("RefId;Patente\nA1\nA2;AB1234\nA3;x;y\nA4;AB1235\n");

        Assert.Equal([false, true, false, true], rows.ConvertAll(row => row.Fault is null));
        Assert.Equal("A4", rows[3].RefId);
    }

    [Fact]
    public void A_row_of_a_million_surplus_cells_is_just_a_row_in_error()
    {
        var row = Rosters.FaultyRow($"RefId;Patente\nA1;x{new string(';', 1_000_000)}y\n");

        Assert.Contains("1000002 cells", row.Fault!.Message, StringComparison.Ordinal);
    }
}
