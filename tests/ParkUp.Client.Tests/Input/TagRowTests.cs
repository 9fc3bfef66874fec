using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Input;

/// <summary>Each fault of each field of a tag's row, found before anything is sent.</summary>
public sealed class TagRowTests
{
    private static readonly TagRow Good = new() { RefId = "A1", Code = "T1", Plate = "AB1234" };

    public static TheoryData<string?, string> BadReferences => new()
    {
        { null, "RefId is blank." },
        { "", "RefId is blank." },
        { " \t\u00a0\ufeff", "RefId is blank." },
        { "1.2E+15", "RefId '1.2E+15' is a long number that a spreadsheet has shortened" },
        { "A\u00011", "RefId contains a control character." },
        { "A\n1", "RefId 'A1' contains a line break." },
        { "A\ud800", "RefId contains an incomplete character" },
        { "\udc00A", "RefId contains an incomplete character" },
    };

    public static TheoryData<string?, string> BadCodes => new()
    {
        { null, "Code is blank." },
        { "  ", "Code is blank." },
        { "1,2E+15", "Code '1,2E+15' is a long number that a spreadsheet has shortened" },
        { "T\u001b[0m", "Code contains a control character." },
        { "T\ud83d", "Code contains an incomplete character" },
    };

    public static TheoryData<string?, string> BadPlates => new()
    {
        { null, "Plate is blank." },
        { " \u200b", "Plate is blank." },
        { "-.-", "Plate '-.-' contains no letters or digits." },
        { "-\u202e-", "Plate '--' contains no letters or digits." },
        { "#¡VALOR!", "Plate '#¡VALOR!' is a spreadsheet error" },
        { "#N/A", "Plate '#N/A' is a spreadsheet error" },
        { "########", "Plate '########' is a spreadsheet error" },
        { "1.20E+35", "Plate '1.20E+35' is a long number that a spreadsheet has shortened" },
        { "AB\u0007", "Plate contains a control character." },
        { "AB\ud83d", "Plate contains an incomplete character" },
    };

    public static TheoryData<string?, string> BadNumbers => new()
    {
        { "0", "CustomerId must be a positive integer; got '0'." },
        { "-1", "CustomerId must be a positive integer; got '-1'." },
        { "+1", "CustomerId must be a positive integer; got '+1'." },
        { "1.5", "CustomerId must be a positive integer; got '1.5'." },
        { "1,000", "CustomerId must be a positive integer; got '1,000'." },
        { "1 000", "CustomerId must be a positive integer; got '1 000'." },
        { "1e3", "CustomerId must be a positive integer; got '1e3'." },
        { "0x10", "CustomerId must be a positive integer; got '0x10'." },
        { "abc", "CustomerId must be a positive integer; got 'abc'." },
        { "٧", "CustomerId must be a positive integer; got '٧'." },
        { "9223372036854775808", "CustomerId must be a positive integer; got '9223372036854775808'." },
        { "x\u001b[2Jy", "CustomerId must be a positive integer; got 'x[2Jy'." },
    };

    [Theory]
    [MemberData(nameof(BadReferences), DisableDiscoveryEnumeration = true)]
    public void A_bad_reference_is_named(string? text, string message)
    {
        foreach (var naming in Enum.GetValues<TagNaming>())
        {
            AssertFault(Good with { RefId = text }, naming, "RefId", message);
        }
    }

    [Theory]
    [MemberData(nameof(BadCodes), DisableDiscoveryEnumeration = true)]
    public void A_bad_code_is_named(string? text, string message) => AssertFault(Good with { Code = text }, TagNaming.CodeAndPlate, "Code", message);

    [Theory]
    [MemberData(nameof(BadPlates), DisableDiscoveryEnumeration = true)]
    public void A_bad_plate_is_named(string? text, string message) => AssertFault(Good with { Plate = text }, TagNaming.CodeAndPlate, "Plate", message);

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void A_bad_customer_number_is_named(string? text, string message) => InCulture.Each(() =>
        AssertFault(Good with { CustomerId = text }, TagNaming.All, "CustomerId", message));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \u00a0", null)]
    [InlineData("1", 1L)]
    [InlineData(" 42\u00a0", 42L)]
    [InlineData("007", 7L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_customer_number_is_a_whole_number_or_absent(string? text, long? number) => InCulture.Each(() =>
    {
        Assert.Null((Good with { CustomerId = text }).Check(TagNaming.CodeAndPlate, out var order));
        Assert.Equal(new CustomerKey("A1", number), order.Customer);
    });

    [Fact]
    public void A_good_row_is_put_into_the_form_that_is_sent() => InCulture.Each(static () =>
    {
        var row = new TagRow { RefId = " a-1.x\u00a0", CustomerId = " 5 ", Code = "\tt-1.i ", Plate = " ab·12-3i\ufeff", Line = 9 };

        Assert.Null(row.Check(TagNaming.CodeAndPlate, out var order));

        Assert.Equal(new TagOrder { Customer = new CustomerKey("a-1.x", 5), Code = "t-1.i", Plate = "AB123I", Line = 9 }, order);
        Assert.True(order.IsComplete);
    });

    [Theory]
    [InlineData("T1", null)]
    [InlineData("T1", " ")]
    [InlineData(null, "ab 12")]
    [InlineData("\u200b", "ab 12")]
    public void Either_is_enough_where_a_list_can_tell_the_other(string? code, string? plate)
    {
        Assert.Null((Good with { Code = code, Plate = plate }).Check(TagNaming.CodeOrPlate, out var order));

        Assert.Equal(code is "T1" ? "T1" : null, order.Code);
        Assert.Equal(plate is "ab 12" ? "AB12" : null, order.Plate);
        Assert.False(order.IsComplete);
    }

    [Theory]
    [InlineData(null, null, "Code and Plate are both blank")]
    [InlineData(" ", "\u200b", "Code and Plate are both blank")]
    [InlineData("1E+15", "AB12", "Code '1E+15' is a long number that a spreadsheet has shortened")]
    [InlineData("1E+15", null, "Code '1E+15' is a long number that a spreadsheet has shortened")]
    public void Where_either_is_enough_a_bad_code_is_still_bad(string? code, string? plate, string message) =>
        AssertFault(Good with { Code = code, Plate = plate }, TagNaming.CodeOrPlate, "Code", message);

    [Theory]
    [InlineData(null, "---")]
    [InlineData("T1", "---")]
    public void Where_either_is_enough_a_plate_of_marks_is_still_bad(string? code, string plate) =>
        AssertFault(Good with { Code = code, Plate = plate }, TagNaming.CodeOrPlate, "Plate", "Plate '---' contains no letters or digits.");

    [Fact]
    public void Where_all_tags_are_meant_code_and_plate_are_not_looked_at()
    {
        Assert.Null((Good with { Code = "1E+15", Plate = "---" }).Check(TagNaming.All, out var order));

        Assert.Null(order.Code);
        Assert.Null(order.Plate);
    }

    [Fact]
    public void A_refused_row_keeps_its_fields_as_they_came_and_says_why()
    {
        var row = new TagRow { RefId = " A1 ", CustomerId = " 7 ", Code = " 1.2E+15 ", Plate = "ab-12", Line = 3 };
        var fault = row.Check(TagNaming.CodeAndPlate, out _)!;

        var (result, error) = row.Refuse(Operation.Revoke, fault);

        Assert.Same(fault, error);
        Assert.Equal(
            new TagResult
            {
                RefId = " A1 ",
                CustomerId = 7,
                Code = " 1.2E+15 ",
                Plate = "ab-12",
                Line = 3,
                Operation = Operation.Revoke,
                Outcome = Outcome.Rejected,
                Evidence = Evidence.None,
                Detail = fault.Message,
                Error = fault,
            },
            result);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public void A_row_refused_for_its_customer_number_has_none()
    {
        var row = Good with { CustomerId = "seven" };

        var (result, error) = row.Refuse(Operation.Add, row.Check(TagNaming.CodeAndPlate, out _)!);

        Assert.Null(result.CustomerId);
        Assert.Contains("'seven'", error!.Message, StringComparison.Ordinal);
    }

    private static void AssertFault(TagRow row, TagNaming naming, string field, string message)
    {
        var fault = row.Check(naming, out _);

        Assert.NotNull(fault);
        Assert.Equal(field, fault.Field);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Rejected, OutcomeRules.OfFailure(fault));
        Assert.False(fault.StopsRun);
    }
}
