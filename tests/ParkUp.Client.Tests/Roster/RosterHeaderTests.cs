using System.Text;

namespace ParkUp.Client.Tests;

public class RosterHeaderTests
{
    [Theory]
    [InlineData("RefId,Código,Patente\nA1,O1,AB1234\n", ',')]
    [InlineData("RefId;Código;Patente\nA1;O1;AB1234\n", ';')]
    [InlineData("RefId\tCódigo\tPatente\nA1\tO1\tAB1234\n", '\t')]
    [InlineData("RefId|Código|Patente\nA1|O1|AB1234\n", '|')]
    public void The_delimiter_is_found_out(string text, char delimiter)
    {
        using var file = Rosters.Open(text);

        Assert.Equal(delimiter, file.Delimiter);
        var entry = Assert.Single(file.Rows());
        Assert.Equal(("A1", "O1", "AB1234"), (entry.RefId, entry.Code, entry.Plate));
    }

    [Fact]
    public void The_delimiter_that_gives_most_known_columns_wins_over_one_that_gives_more_cells()
    {
        using var file = Rosters.Open("RefId;Patente;a,b,c,d,e\nA1;AB1234;x,y\n");

        Assert.Equal(';', file.Delimiter);
    }

    [Fact]
    public void Between_equals_the_delimiter_that_gives_most_cells_wins()
    {
        using var file = Rosters.Open("Phone,a;b;Email;c\n");

        Assert.Equal(';', file.Delimiter);
    }

    [Fact]
    public void A_delimiter_in_a_quoted_column_name_does_not_count()
    {
        using var file = Rosters.Open("\"Observación, a, b, c, d\";RefId;Patente\nx;A1;AB1234\n");

        Assert.Equal(';', file.Delimiter);
        Assert.Equal(["Observación, a, b, c, d"], file.UnusedColumns);
    }

    [Fact]
    public void A_quote_that_only_a_wrong_delimiter_leaves_open_does_no_harm() =>
        Assert.Equal("AB1234", Rosters.Plate("RefId;Size,\"x;Patente\nA1;1;AB1234\n"));

    [Fact]
    public void A_single_column_needs_no_delimiter() => Assert.Equal("AB1234", Rosters.Plate("Patente\nAB1234\n"));

    [Fact]
    public void The_given_delimiter_is_used_whatever_the_file_suggests()
    {
        Assert.Equal("AB;1234", Rosters.Plate("RefId:Patente\nA1:AB;1234\n", new() { Delimiter = ':' }));
        Assert.Equal("AB1234", Rosters.Plate("sep=;\nRefId,Patente\nA1,AB1234\n", new() { Delimiter = ',' }));
    }

    [Theory]
    [InlineData("sep=;\r\n", ';')]
    [InlineData("SEP=,\n", ',')]
    [InlineData("sep=\t\r", '\t')]
    [InlineData("\"sep=^\"\r\n", '^')]
    public void A_sep_line_sets_the_delimiter_and_counts_as_a_line(string line, char delimiter)
    {
        using var file = Rosters.Open($"{line}RefId;Patente\r\nA1;AB1234\r\n".Replace(';', delimiter));

        Assert.Equal(delimiter, file.Delimiter);
        var entry = Assert.Single(file.Rows());
        Assert.Equal((3, "A1", "AB1234"), (entry.Line, entry.RefId, entry.Plate));
    }

    [Theory]
    [InlineData("sep=;;")]
    [InlineData("sep=")]
    [InlineData("separator;x")]
    [InlineData("\"sep=\";x")]
    public void What_only_resembles_a_sep_line_is_a_line_like_another(string line)
    {
        var failure = Rosters.Failure($"{line}\nFoo;Bar;z\nA1;AB1234;z\n");

        Assert.Equal(1, failure.Line);
        Assert.Contains("has no known column", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_those_without_a_name_are_ignored()
    {
        using var file = Rosters.Open("Placa,,Apellido,Notas, ,Referencia,Color\nAB1234,x,Peña,y,z,A1,red\n");

        var entry = Assert.Single(file.Rows());
        Assert.Equal(("A1", "Peña", "AB1234"), (entry.RefId, entry.LastName, entry.Plate));
        Assert.Equal(["Notas", "Color"], file.UnusedColumns);
    }

    [Fact]
    public void Blank_lines_before_the_header_are_skipped_and_counted() =>
        Assert.Equal(5, Assert.Single(Rosters.Entries("\n;;;\n \nRefId;Patente\nA1;AB1234\n")).Line);

    [Fact]
    public void Every_field_has_its_column()
    {
        var entry = Assert.Single(Rosters.Entries(
            "RefId,CustomerId,Email,Phone,Name,LastName,IsUnlimited,Code,Plate\n"
            + "A1,7,a@example.com,+56975880800,José,Muñoz,yes,O202020,jp·kj-21\n"));

        Assert.Equal(2, entry.Line);
        Assert.Equal("A1", entry.RefId);
        Assert.Equal("7", entry.CustomerId);
        Assert.Equal("a@example.com", entry.Email);
        Assert.Equal("+56975880800", entry.Phone);
        Assert.Equal("José", entry.Name);
        Assert.Equal("Muñoz", entry.LastName);
        Assert.Equal(true, entry.IsUnlimited);
        Assert.Equal("O202020", entry.Code);
        Assert.Equal("jp·kj-21", entry.Plate);
    }

    [Fact]
    public void Two_columns_for_one_field_are_an_error_that_names_both()
    {
        var failure = Rosters.Failure("\nRefId,Celular,Name,Teléfono\nA1,1,x,2\n");

        Assert.Equal(2, failure.Line);
        Assert.Contains("'Celular'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'Teléfono'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Phone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_a_known_column_is_an_error_that_quotes_it_and_lists_what_is_looked_for()
    {
        var failure = Rosters.Failure("Foo;B\u0007ar\u001b[31m;Id\n1;2;3\n");

        Assert.Contains("Foo;B ar [31m;Id", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.All(Enum.GetNames<RosterField>(), name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
        Assert.All(RosterColumns.SpanishNames, name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<RosterField>(), RosterColumns.SpanishNames.Select(name => RosterColumns.FieldFor(name)!.Value));
    }

    [Fact]
    public void A_long_header_is_quoted_in_part_and_no_character_is_cut_in_two()
    {
        var failure = Rosters.Failure($"x{string.Concat(Enumerable.Repeat("🚗", 300))}\n1\n");

        Assert.Contains($"x{string.Concat(Enumerable.Repeat("🚗", 99))}…", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_alone_is_a_roster_of_no_rows()
    {
        Assert.Empty(Rosters.Rows("RefId;Patente"));
        Assert.Empty(Rosters.Rows("RefId;Patente\r\n\r\n;\r\n"));
    }

    [Fact]
    public void A_header_that_does_not_end_is_an_error()
    {
        var cells = string.Concat(Enumerable.Repeat(new string('x', 1000) + ";", 2000));

        Assert.Contains("1048576", Rosters.Failure("RefId;" + cells).Message, StringComparison.Ordinal);
        Assert.Contains("1048576", Rosters.Failure(new string('\n', 3_000_000) + "RefId").Message, StringComparison.Ordinal);
        Assert.Contains("1048576", Rosters.Failure(new string(',', 3_000_000) + "RefId").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void A_long_header_is_read_whole_wherever_a_buffer_cuts_it(string shift)
    {
        var name = shift + string.Concat(Enumerable.Repeat("🚗", 30_000));

        using var file = Rosters.Open($"{name};Patente;{name}2\nx;AB1234;y\n");

        Assert.Equal([name, name + "2"], file.UnusedColumns);
        Assert.Equal("AB1234", Assert.Single(file.Rows()).Plate);
    }

    [Fact]
    public void A_fault_right_after_a_short_header_is_an_error_on_its_own_line()
    {
        byte[] bytes = [.. "Tag\n"u8, 0xFF, .. "\n"u8];
        using var file = Rosters.Open(bytes, new() { Encoding = Encoding.UTF8 });

        Assert.Equal(2, Assert.Throws<RosterException>(() => file.Rows().Count()).Line);
    }

    [Fact]
    public void A_header_of_many_thousand_columns_is_read()
    {
        var header = string.Join(';', Enumerable.Range(0, 50_000).Select(i => "c" + i));

        using var file = Rosters.Open($"{header};Patente\n{new string(';', 50_000)}AB1234\n");

        Assert.Equal("AB1234", Assert.Single(file.Rows()).Plate);
        Assert.Equal(50_000, file.UnusedColumns.Count);
    }
}
