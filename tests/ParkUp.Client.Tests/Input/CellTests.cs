using System.Globalization;
using System.Numerics;
using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Input;

/// <summary>From what a CSV, a database or a JSON file hands over to the text that is sent.</summary>
public sealed class CellTests
{
    public static TheoryData<object?, string?> Values => new()
    {
        { null, null },
        { DBNull.Value, null },
        { "", "" },
        { " x ", " x " },
        { true, "true" },
        { false, "false" },
        { 0, "0" },
        { -7, "-7" },
        { long.MaxValue, "9223372036854775807" },
        { byte.MaxValue, "255" },
        { 1200000000000000d, "1200000000000000" },
        { 9007199254740992d, "9007199254740992" },
        { -1200000000000000d, "-1200000000000000" },
        { 12345678d, "12345678" },
        { 1.5d, "1.5" },
        { 16777216f, "16777216" },
        { 0.5f, "0.5" },
        { 1200000000000000m, "1200000000000000" },
        { 79228162514264337593543950335m, "79228162514264337593543950335" },
        { 1200.00m, "1200" },
        { 1.50m, "1.50" },
        { 'x', "x" },
        { new BigInteger(12) * 100000000000000000, "1200000000000000000" },
        { DayOfWeek.Friday, "Friday" },
        { new Uri("https://x.example/"), "https://x.example/" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_has_the_same_text_in_every_culture(object? value, string? text) =>
        InCulture.Each(() => Assert.Equal(text, Cell.FromValue(value)));

    [Fact]
    public void A_date_has_the_same_text_in_every_culture() => InCulture.Each(static () =>
        Assert.Equal("03/04/2031 05:06:07", Cell.FromValue(new DateTime(2031, 3, 4, 5, 6, 7, DateTimeKind.Unspecified))));

    [Property]
    public bool A_whole_double_keeps_all_its_digits(long number)
    {
        var exact = number % 9_007_199_254_740_992;
        return string.Equals(Cell.FromValue((double)exact), exact.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_double_that_has_lost_digits_already_is_seen_to_be_damaged() =>
        Assert.True(CellSigns.IsScientific(Cell.FromValue(1.2e17)!));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t\r\n\u00a0\u2003\ufeff\u200b\u200e", null)]
    [InlineData("x", "x")]
    [InlineData(" x y ", "x y")]
    [InlineData("\ufeffx\u200b", "x")]
    [InlineData("x\u200by", "x\u200by")]
    [InlineData("\u00a0x\u00a0", "x")]
    [InlineData("\0x", "\0x")]
    public void Trimming_takes_what_is_invisible_off_the_ends_and_leaves_no_empty_text(string? text, string? trimmed) =>
        Assert.Equal(trimmed, Cell.Trim(text));

    [Property]
    public bool Trimming_twice_is_trimming_once(string? text)
    {
        var once = Cell.Trim(text);
        return once is not "" && string.Equals(once, Cell.Trim(once), StringComparison.Ordinal) && (once is null || text!.Contains(once, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1.2E+15")]
    [InlineData("1,2E+15")]
    [InlineData("1E+15")]
    [InlineData("1.20000000000001E+15")]
    [InlineData("-1.2E+15")]
    [InlineData("+1.2e+15")]
    [InlineData("5E-05")]
    [InlineData("1.2E+100")]
    public void A_number_as_a_spreadsheet_shortens_it_is_damage(string text) => Assert.True(CellSigns.IsScientific(text));

    [Theory]
    [InlineData("")]
    [InlineData("1E5")]
    [InlineData("1E15")]
    [InlineData("E+15")]
    [InlineData("12E+15")]
    [InlineData("1.2E+5")]
    [InlineData("1.2E+1000")]
    [InlineData("1.2.3E+15")]
    [InlineData("1.E+15")]
    [InlineData("A1.2E+15")]
    [InlineData("1.2E+15A")]
    [InlineData("1.2F+15")]
    [InlineData("O202020")]
    [InlineData("١.٢E+١٥")]
    [InlineData("1200000000000000")]
    public void A_code_that_only_looks_a_little_like_it_is_none(string text) => Assert.False(CellSigns.IsScientific(text));
}
