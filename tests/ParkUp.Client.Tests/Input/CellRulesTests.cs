using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Input;

/// <summary>Each sign of damage in each field: undone, absent, refused, or sent with a warning.</summary>
public sealed class CellRulesTests
{
    private static readonly RosterField[] Fields = Enum.GetValues<RosterField>();
    private static readonly RosterField[] Names = [RosterField.Name, RosterField.LastName];

    public static TheoryData<string, string> Undone => new()
    {
        { "=\"00123\"", "00123" },
        { "= \"00123\"", "00123" },
        { "=\"a\"\"b\"", "a\"b" },
        { "=\"\"\"00123\"\"\"", "00123" },
        { "'+56975880800", "+56975880800" },
        { "’+56975880800", "+56975880800" },
        { "''A1", "A1" },
        { "'A1'", "A1" },
        { "\"A1\"", "A1" },
        { "\" A1 \"", "A1" },
        { "“O2”", "O2" },
        { "„O2“", "O2" },
        { "«O2»", "O2" },
        { "‘O2’", "O2" },
        { " =\"'A1\" ", "A1" },
    };

    [Theory]
    [MemberData(nameof(Undone))]
    public void What_is_put_around_a_value_is_taken_off_in_every_field(string cell, string value) => InCulture.Each(() =>
        Assert.All(Fields, field => Assert.Equal(value, CellRules.Restore(field, cell))));

    [Theory]
    [InlineData("'t Hart")]
    [InlineData("'s-Gravenhage")]
    [InlineData("O'Higgins")]
    [InlineData("Ana \"La Jefa\" Soto")]
    public void A_name_keeps_the_marks_that_are_part_of_it(string name) =>
        Assert.All(Names, field => AssertSent(field, name));

    [Theory]
    [InlineData("101.0", "101")]
    [InlineData("56975880800.00", "56975880800")]
    [InlineData("20202020,0", "20202020")]
    [InlineData("123456789012345.0", "123456789012345")]
    public void A_whole_number_loses_the_fraction_that_a_program_gave_it(string cell, string value) => InCulture.Each(() =>
    {
        Assert.All([RosterField.RefId, RosterField.CustomerId, RosterField.Phone, RosterField.Code, RosterField.Plate], field => Assert.Equal(value, CellRules.Restore(field, cell)));
        Assert.All([RosterField.Name, RosterField.Email, RosterField.IsUnlimited], field => Assert.Equal(cell, CellRules.Restore(field, cell)));
    });

    [Theory]
    [InlineData("A-1.5")]
    [InlineData("O.0")]
    [InlineData("1.5")]
    [InlineData("12.000")]
    [InlineData("1.2.0")]
    [InlineData(".0")]
    [InlineData("1E5")]
    [InlineData("12.345.678-5")]
    [InlineData("MA2103")]
    [InlineData("MAR21")]
    [InlineData("1-2-3")]
    [InlineData("O'Higgins 1")]
    [InlineData("Nulloa")]
    [InlineData("Ñ1")]
    [InlineData("N-1/2")]
    [InlineData("32-13-2021")]
    [InlineData("34 MAR 45")]
    [InlineData("1E15")]
    public void A_code_that_only_looks_like_a_sign_is_sent_as_it_is(string text) => InCulture.Each(() =>
    {
        AssertSent(RosterField.RefId, text);
        AssertSent(RosterField.Code, text);
    });

    [Theory]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("Null")]
    [InlineData("'NULL'")]
    [InlineData("=\"NULL\"")]
    public void What_a_database_writes_for_no_value_is_blank_but_in_names(string cell)
    {
        Assert.All(Fields.Except(Names), field => Assert.Null(CellRules.Restore(field, cell)));
        Assert.All(Names, field => Assert.NotNull(CellRules.Restore(field, cell)));
    }

    [Theory]
    [InlineData("\\N")]
    [InlineData("(null)")]
    [InlineData("[NULL]")]
    [InlineData("<null>")]
    public void What_no_name_can_be_is_blank_in_every_field(string cell) =>
        Assert.All(Fields, field => Assert.Null(CellRules.Restore(field, cell)));

    [Theory]
    [InlineData("21-mar")]
    [InlineData("1-Mar")]
    [InlineData("mar-21")]
    [InlineData("01-sept.-2021")]
    [InlineData("1 de marzo de 2021")]
    [InlineData("01-03-2021")]
    [InlineData("01-03-21")]
    [InlineData("1/03/2021")]
    [InlineData("1.3.2021")]
    [InlineData("2021-03-01")]
    [InlineData("2021/03/01")]
    [InlineData("2021-03-01T00:00:00")]
    [InlineData("03/01/2021 00:00:00")]
    [InlineData("01-03-2021 0:00")]
    [InlineData("Mar 1, 2021")]
    [InlineData("1-set")]
    [InlineData("'21-mar")]
    public void A_date_is_no_code_and_no_plate(string cell)
    {
        AssertRefused(RosterField.Code, cell, "looks like a date");
        AssertRefused(RosterField.Plate, cell, "looks like a date");
        AssertSent(RosterField.Name, "21-mar");
    }

    [Theory]
    [InlineData("\uFFFD1", "U+FFFD")]
    [InlineData("1,2E+15", "its digits are lost")]
    [InlineData("1.23e-05", "its digits are lost")]
    [InlineData("=\"1,2E+15\"", "its digits are lost")]
    [InlineData("1.2E15", "its digits are lost")]
    [InlineData("#N/A", "spreadsheet error")]
    [InlineData("#¡REF!", "spreadsheet error")]
    [InlineData("=A1+1", "is a formula")]
    public void What_was_lost_is_refused_in_every_field(string cell, string reason) => InCulture.Each(() =>
        Assert.All(Fields, field => AssertRefused(field, cell, reason)));

    [Fact]
    public void Half_a_character_is_refused_in_every_field() =>
        Assert.All(Fields, static field => AssertRefused(field, "A\ud8001", "incomplete character"));

    [Theory]
    [InlineData("JOSÉ–LUIS")]
    [InlineData("‘JOSÉ’ SOTO")]
    [InlineData("ÃÂ")]
    [InlineData("Ñuñoa São")]
    public void An_accent_is_not_taken_for_text_that_was_encoded_twice(string text) => AssertSent(RosterField.Code, text);

    [Theory]
    [InlineData("A1\nB2", "line break")]
    [InlineData("A1\r\nB2", "line break")]
    [InlineData("A1\u2028B2", "line break")]
    [InlineData("A1\tB2", "control character")]
    [InlineData("A1\u001b[0m", "control character")]
    public void Two_lines_in_a_cell_are_refused_where_one_value_belongs(string cell, string reason) =>
        Assert.All(Fields.Except([RosterField.Tags]), field => AssertRefused(field, cell, reason));

    [Theory]
    [InlineData("A\u200b1", "U+200B at position 2")]
    [InlineData("O\u00ad2", "U+00AD at position 2")]
    [InlineData("O\u00a03", "U+00A0 at position 2")]
    [InlineData("O1\u3164x", "U+3164 at position 3")]
    [InlineData("O\U000E00411", "U+E0041 at position 2")]
    public void An_invisible_character_within_is_refused_and_named(string cell, string place)
    {
        Assert.All([RosterField.RefId, RosterField.Email, RosterField.Code], field => AssertRefused(field, cell, place));
        Assert.Equal("A1", CellRules.Restore(RosterField.RefId, "A1\u200b"));
    }

    [Theory]
    [InlineData("JP-KJ-21")]
    [InlineData("12-345-67")]
    [InlineData("B AB 1234")]
    [InlineData("MH 12 AB 1234")]
    [InlineData("京A·12345")]
    [InlineData("jp·kj-21")]
    public void A_plate_in_parts_is_one_plate(string cell) => Assert.Null(FieldCheck.Plate(cell, out _));

    [Fact]
    public void A_phone_has_plain_spaces() => Assert.Equal("+56 9 7588", CellRules.Restore(RosterField.Phone, "+56\u00a09\u202f7588"));

    [Fact]
    public void The_end_of_a_letter_that_was_encoded_twice_is_not_trimmed() => AssertRefused(RosterField.RefId, "MartÃ\u00ad", "encoded twice");

    [Fact]
    public void A_plate_loses_what_is_not_seen()
    {
        Assert.Null(FieldCheck.Plate("BB\u200bCC\u00a012", out var plate));
        Assert.Equal("BBCC12", plate);
    }

    [Theory]
    [InlineData("JPKJ21,BBCC12")]
    [InlineData("JPKJ21/BBCC12")]
    [InlineData("JPKJ21; BBCC12")]
    [InlineData("O1:JPKJ21")]
    [InlineData("JPKJ21 BBCC12")]
    [InlineData("JPKJ21-BBCC12")]
    [InlineData("JPKJ21 y BBCC12")]
    [InlineData("JPKJ21 (moto)")]
    [InlineData("ana@example.com")]
    public void Two_plates_are_not_one(string cell) => AssertRefused(RosterField.Plate, cell, "is not one plate");

    [Theory]
    [InlineData("!!!")]
    [InlineData("-.-")]
    [InlineData("*")]
    public void A_plate_has_a_letter_or_a_digit(string cell) => Assert.Contains("no letters or digits", FieldCheck.Plate(cell, out _)!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("NaN")]
    [InlineData("None")]
    [InlineData("undefined")]
    [InlineData("n/a")]
    public void A_placeholder_is_refused(string cell)
    {
        AssertRefused(RosterField.Code, cell, "missing value");
        AssertRefused(RosterField.RefId, cell, "missing value");
        AssertSent(RosterField.LastName, cell);
    }

    [Theory]
    [InlineData("JosÃ©")]
    [InlineData("NuÃ±oa")]
    [InlineData("â€œO2")]
    [InlineData("JosÃ© Muñoz")]
    [InlineData("O Â· 2")]
    public void Text_that_was_encoded_twice_is_refused_but_in_names(string cell)
    {
        AssertRefused(RosterField.RefId, cell, "encoded twice");
        AssertRefused(RosterField.Code, cell, "encoded twice");
        AssertSent(RosterField.Name, cell);
        Assert.Contains("encoded twice", CellRules.Warn(RosterField.Name, cell), StringComparison.Ordinal);
        Assert.Null(CellRules.Warn(RosterField.Name, "José Ñuñoa"));
    }

    [Fact]
    public void Each_example_of_the_table_is_treated_as_the_table_says() => Assert.All(CellRules.Table, static rule =>
        Assert.All(Enum.GetValues<RosterField>().Where(rule.CountsIn), field =>
        {
            var restored = CellRules.Restore(field, rule.Example);
            switch (rule.Treatment)
            {
                case Treatment.Undone:
                    Assert.NotEqual(rule.Example, restored, StringComparer.Ordinal);
                    Assert.NotNull(restored);
                    break;
                case Treatment.Absent:
                    Assert.Null(restored);
                    break;
                case Treatment.Refused:
                    Assert.NotNull(CellRules.Refuse(field, restored!));
                    break;
                default:
                    Assert.Null(CellRules.Refuse(field, restored!));
                    Assert.NotNull(CellRules.Warn(field, restored));
                    break;
            }
        }));

    private static void AssertSent(RosterField field, string text)
    {
        Assert.Equal(text, CellRules.Restore(field, text));
        Assert.Null(CellRules.Refuse(field, text));
    }

    private static void AssertRefused(RosterField field, string cell, string reason)
    {
        var fault = CellRules.Refuse(field, CellRules.Restore(field, cell)!);
        Assert.Contains(reason, fault?.Message, StringComparison.Ordinal);
        Assert.Equal($"{field}", fault!.Field);
    }
}
