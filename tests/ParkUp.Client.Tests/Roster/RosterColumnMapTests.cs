using System.Collections;

namespace ParkUp.Client.Tests;

public class RosterColumnMapTests
{
    private const string Export = "RUT;Nombre Completo;Email Corporativo;Celular;Estado;Sucursal;N° TAG;PPU\r\n"
        + "12.345.678-5;Ana Díaz;ana@example.com;+56975880800;Activo;Centro;O1;JP-KJ-21\r\n"
        + "12345678-5;Ana Díaz;ana@example.com;+56975880800;Activo;;O2;BB·CC·12\r\n";

    [Fact]
    public void An_export_of_a_personnel_system_is_read()
    {
        var (rows, warnings) = RosterWholeFileTests.Read(Export);

        Assert.Equal(("12.345.678-5", "Ana Díaz", "ana@example.com", "+56975880800", "O1", "JP-KJ-21"), (rows[0].RefId, rows[0].Name, rows[0].Email, rows[0].Phone, rows[0].Code, rows[0].Plate));
        Assert.Equal(["Activo", "Centro"], rows[0].Others);
        Assert.Equal(["Activo", null], rows[1].Others);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("column 'RUT' is taken for the RefId", warnings[0], StringComparison.Ordinal);
        Assert.Contains("'12.345.678-5' (line 2) and '12345678-5' (line 3) differ only by signs or case", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_says_what_was_guessed_and_the_warning_is_gone() =>
        Assert.DoesNotContain(RosterWholeFileTests.Read(Export, Map("RefId", "rut")).Warnings, warning => warning.Contains("is taken for", StringComparison.Ordinal));

    [Theory]
    [InlineData("RefId;RUT;Plate\nA1;1-9;AB1\n", "A1")]
    [InlineData("RUT;Referencia;Plate\n1-9;A1;AB1\n", "A1")]
    [InlineData("Legajo;Patente\nA1;AB1\n", "A1")]
    [InlineData("N° Empleado;Patente\nA1;AB1\n", "A1")]
    [InlineData("Número de empleado;Patente\nA1;AB1\n", "A1")]
    [InlineData("Employee ID;Patente\nA1;AB1\n", "A1")]
    [InlineData("Ficha;Patente\nA1;AB1\n", "A1")]
    [InlineData("Matrícula;Legajo\nAB1;A1\n", "A1")]
    public void The_key_of_another_system_is_the_RefId_only_where_no_column_has_a_better_name(string text, string refId)
    {
        var row = Assert.Single(Rosters.Entries(text));

        Assert.Equal((refId, "AB1"), (row.RefId, row.Plate));
    }

    [Theory]
    [InlineData("RefId", "Legajo", "2")]
    [InlineData("refid", "LEGAJO ", "2")]
    [InlineData("RefId", "Codigo", "O1")]
    [InlineData("RefId", "Número  de Ficha", "3")]
    public void The_mapped_column_wins_over_the_guessed_one(string field, string column, string refId)
    {
        var row = Assert.Single(Rosters.Entries("RefId;Legajo;Código;Número de ficha;Patente\n1;2;O1;3;AB1\n", Map(field, column)));

        Assert.Equal(refId, row.RefId);
        Assert.Equal("AB1", row.Plate);
        Assert.Equal(refId is "O1" ? null : "O1", row.Code);
    }

    [Fact]
    public void A_mapped_name_makes_a_header_of_a_row_without_any_known_name() =>
        Assert.Equal("7", Assert.Single(Rosters.Entries("Llave;Nota\n7;x\n", Map("RefId", "llave"))).RefId);

    [Theory]
    [InlineData("RefId", "Pepe", "no column 'Pepe'")]
    [InlineData("RefId", "a b", "two columns for RefId: 'A.B' and 'a-b'")]
    public void A_mapped_column_must_be_there_once(string field, string column, string message) =>
        Assert.Contains(message, Rosters.Failure("Patente;A.B;a-b\nAB1;1;2\n", Map(field, column)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Foo", "x", "'Foo', which is no field. The fields are RefId, CustomerId")]
    [InlineData("RefId", " ", "no column for RefId")]
    [InlineData("RefId", null, "no column for RefId")]
    public void A_map_that_cannot_be_read_is_one_clear_error(string field, string? column, string message)
    {
        var fault = Assert.Throws<InvalidInputException>(() => ColumnMap.Parse(new Hashtable { [field] = column }));

        Assert.Equal("ColumnMap", fault.Field);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_fields_cannot_take_one_column() => Assert.Contains(
        "Each field needs a column of its own",
        Assert.Throws<InvalidInputException>(() => ColumnMap.Parse(new Hashtable { ["RefId"] = "Legajo", ["Code"] = "legajo" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Two_columns_for_one_field_are_an_error_that_says_how_to_choose()
    {
        Assert.Contains("-ColumnMap @{ Phone = 'Celular' }", Rosters.Failure("RefId,Celular,Fono\nA1,1,2\n").Message, StringComparison.Ordinal);
        Assert.Contains("-ColumnMap @{ RefId = 'RUT' }", Rosters.Failure("RUT,Legajo,Plate\nA1,1,2\n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_hold_no_field_stay_in_their_order_unless_their_name_has_a_meaning()
    {
        using var file = Rosters.Open("Zona;Line;RefId;;Estado;Outcome;estado;ToString;Tag;Patente\n", Map("Code", "Zona"));

        Assert.Equal(["Estado", "Outcome"], file.OtherColumns);
        Assert.Equal(["Line", "Estado", "Outcome", "estado", "ToString", "Tag"], file.UnusedColumns);
    }

    [Theory]
    [InlineData("A.1", "A1", true)]
    [InlineData("a1", "A1", true)]
    [InlineData("A 1", "a-1", true)]
    [InlineData("A1", "A1", false)]
    [InlineData("A1", "A2", false)]
    [InlineData("--", "..", false)]
    public void RefIds_that_differ_only_by_signs_or_case_are_said_once(string first, string second, bool similar)
    {
        var warnings = RosterWholeFileTests.Read($"RefId,Code,Plate\n{first},O1,AB1\n{second},O2,AB2\n{first},O3,AB3\n").Warnings;

        Assert.Equal(similar ? 1 : 0, warnings.Count);
    }

    [Fact]
    public void Similar_RefIds_are_found_among_many()
    {
        var refIds = new SimilarRefIds();
        for (var i = 0; i < 300_000; i++)
        {
            Assert.Null(refIds.Add($"ABC-{i}", i));
            Assert.Null(refIds.Add($"ABC-{i}", i));
        }

        Assert.Equal(("ABC-7", 7), refIds.Add("abc7", 300_000));
        Assert.Null(refIds.Add("abc8", 300_001));
    }

    [Theory]
    [InlineData("Código;Patente\nO1;AB1\n", true)]
    [InlineData("Id cliente;Patente\n1;AB1\n", true)]
    [InlineData("Email;Phone\nx;1\n", false)]
    [InlineData("RefId;Patente\nA1;AB1\n", false)]
    public void Tags_without_any_column_for_the_RefId_are_warned_of(string text, bool warned) =>
        Assert.Equal(warned ? 1 : 0, RosterWholeFileTests.Read(text).Warnings.Count(warning => warning.Contains("no column is known to hold the RefId", StringComparison.Ordinal)));

    [Theory]
    [InlineData("JosÃ©", true)]
    [InlineData("MuÃ±oz", true)]
    [InlineData("NÂ° 3", true)]
    [InlineData("Ã\u0091uÃ±oa", true)]
    [InlineData("José", false)]
    [InlineData("SÃO PAULO", false)]
    [InlineData("Ã", false)]
    public void Text_that_was_encoded_twice_is_warned_of_once_and_its_row_goes_through(string name, bool warned)
    {
        var (rows, warnings) = RosterWholeFileTests.Read($"RefId,Name\nA1,x\nA2,{name}\nA3,{name}\n");

        Assert.Equal(name, rows[1].Name);
        Assert.Equal(warned ? 1 : 0, warnings.Count(warning => warning.Contains("line 3 has text that was encoded twice", StringComparison.Ordinal)));
    }

    private static RosterOptions Map(string field, string column) => new() { ColumnMap = ColumnMap.Parse(new Hashtable { [field] = column }) };
}
