using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Input;

/// <summary>Consecutive rows of one reference are one customer; a row that does not fit is refused on its own.</summary>
public sealed class CustomerRowsTests
{
    private static readonly CustomerRow Ana = new()
    {
        RefId = "A1",
        Email = "ana@example.com",
        Phone = "+56911111111",
        Name = "Ana",
        LastName = "Ñuñoa",
        IsUnlimited = YesNo.Parse("sí"),
        Tags = [Tag("T1", "ab-12")],
        Line = 2,
    };

    public static TheoryData<string, object> Disagreeing => new()
    {
        { "Email", Ana with { Email = "other@example.com" } },
        { "Email", Ana with { Email = "ANA@example.com" } },
        { "Phone", Ana with { Phone = "+56922222222" } },
        { "Name", Ana with { Name = "Eva" } },
        { "LastName", Ana with { LastName = "Nunoa" } },
        { "IsUnlimited", Ana with { IsUnlimited = YesNo.Parse("no") } },
    };

    public static TheoryData<string, object, string> Faulty => new()
    {
        { "RefId", Ana with { RefId = " " }, "RefId is blank." },
        { "RefId", Ana with { RefId = "1.2E+15" }, "RefId '1.2E+15' is a long number that a spreadsheet has shortened" },
        { "Email", Ana with { Email = "a\u0001b" }, "Email contains a control character." },
        { "Phone", Ana with { Phone = "5.69E+10" }, "Phone '5.69E+10' is a long number that a spreadsheet has shortened" },
        { "Name", Ana with { Name = "\ud800" }, "Name contains an incomplete character" },
        { "LastName", Ana with { LastName = "x\u007fy" }, "LastName contains a control character." },
        { "IsUnlimited", Ana with { IsUnlimited = YesNo.Parse("perhaps") }, "IsUnlimited must be yes or no" },
        { "Code", Ana with { Tags = [Tag(" ", "AB12")] }, "Code is blank." },
        { "Plate", Ana with { Tags = [Tag("T1", "AB12"), Tag("T2", null)] }, "Plate is blank." },
        { "Code", Ana with { Tags = [Tag("T1", "AB12"), Tag("T1", "CD34")] }, "Code 'T1' is given twice for this customer, with plate AB12 (line 2) and with plate CD34." },
    };

    [Fact]
    public void A_field_that_is_lacking_since_its_row_was_refused_is_told_with_that_row()
    {
        var customers = new CustomerRows();
        var first = customers.Add(new CustomerRow { RefId = "A1", Email = "a@example.com", Phone = "56911111111", Tags = [new Tag("1,2E+15", "AABB11")], Line = 11 });
        customers.Add(new CustomerRow { RefId = "A1", Tags = [new Tag("O2", "AABB12")], Line = 12 });

        Assert.Equal(11, Assert.Single(first).Refused!.Line);
        Assert.Equal("Email is blank. Line 11, for the same customer, was rejected: fix that line first.", Assert.Single(customers.Flush()).Refused!.Detail);
    }

    [Fact]
    public void Consecutive_rows_of_one_reference_are_one_customer_with_all_their_tags()
    {
        var order = Assert.Single(Enter(
            Ana,
            new CustomerRow { RefId = " A1 ", Tags = [Tag("T2", "CD 34"), Tag("T3", "EF56")], Line = 3 },
            Ana with { Tags = [Tag(" T4 ", "gh.78")], Line = 4 })).Order!;

        Assert.Equal(
            ("A1", "ana@example.com", "+56911111111", "Ana", "Ñuñoa", true, 2),
            (order.RefId, order.Email, order.Phone, order.Name, order.LastName, order.IsUnlimited, order.Line));
        Assert.Equal(
            [Make.Order("T1", "AB12", line: 2), Make.Order("T2", "CD34", line: 3), Make.Order("T3", "EF56", line: 3), Make.Order("T4", "GH78", line: 4)],
            order.Tags);
    }

    [Fact]
    public void A_reference_that_comes_again_later_is_a_customer_again()
    {
        var entries = Enter(Ana, Ana with { RefId = "B2" }, Ana);

        Assert.Equal(["A1", "B2", "A1"], [.. entries.Select(static entry => entry.Order!.RefId)]);
    }

    [Fact]
    public void References_that_differ_in_case_are_two_customers() =>
        Assert.Equal(2, Enter(Ana, Ana with { RefId = "a1" }).Count);

    [Fact]
    public void A_customer_comes_out_once_the_next_begins_and_the_last_at_the_end()
    {
        var rows = new CustomerRows();

        Assert.Empty(rows.Add(Ana));
        Assert.Empty(rows.Add(Ana));
        Assert.Equal("A1", Assert.Single(rows.Add(Ana with { RefId = "B2" })).Order!.RefId);
        Assert.Equal("B2", Assert.Single(rows.Flush()).Order!.RefId);
        Assert.Empty(rows.Flush());
    }

    [Fact]
    public void Blanks_agree_with_anything_and_are_filled_in_from_any_row()
    {
        var blank = new CustomerRow { RefId = "A1", Email = "", Phone = " ", Name = null, LastName = "\u00a0", IsUnlimited = YesNo.Parse(" ") };

        var order = Assert.Single(Enter(blank, Ana, blank)).Order!;

        Assert.Equal(("ana@example.com", "+56911111111", "Ana", "Ñuñoa", true), (order.Email, order.Phone, order.Name, order.LastName, order.IsUnlimited));
    }

    [Fact]
    public void What_is_blank_in_every_row_is_absent_and_unlimited_is_then_no()
    {
        var order = Assert.Single(Enter(new CustomerRow { RefId = "A1", Email = "a@b", Phone = "1", Name = " ", LastName = "" })).Order!;

        Assert.Null(order.Name);
        Assert.Null(order.LastName);
        Assert.False(order.IsUnlimited);
        Assert.Empty(order.Tags);
    }

    [Theory]
    [MemberData(nameof(Disagreeing), DisableDiscoveryEnumeration = true)]
    public void A_row_that_disagrees_is_refused_on_its_own_and_none_of_it_is_taken(string field, object given)
    {
        var row = (CustomerRow)given;
        var entries = Enter(Ana, row with { Tags = [Tag("T9", "ZZ99")], Line = 3 }, Ana with { Tags = [Tag("T2", "CD34")], Line = 4 });

        Assert.Equal(2, entries.Count);
        Assert.Equal(["T1", "T2"], [.. entries[0].Order!.Tags.Select(static tag => tag.Code!)]);
        AssertRefused(entries[1], row with { Tags = [Tag("T9", "ZZ99")], Line = 3 }, field, $"{field} differs from line 2, which has the same customer (A1). Fix the row that is wrong.");
    }

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public void A_faulty_row_is_refused_with_its_fields_as_they_came(string field, object given, string message)
    {
        var row = (CustomerRow)given;
        AssertRefused(Assert.Single(Enter(row)), row, field, message);

        // Amid good rows it keeps its place after the customer that is open, and takes nothing from it.
        var entries = Enter(Ana with { RefId = "B2" }, Ana, row with { Line = 7 }, Ana with { RefId = "C3" });
        Assert.Equal(["B2", "A1", "C3"], [.. entries.Where(static entry => entry.Order is not null).Select(static entry => entry.Order!.RefId)]);
        AssertRefused(entries[2], row with { Line = 7 }, field, message);
    }

    [Fact]
    public void A_row_refused_before_its_customer_is_open_comes_before_it()
    {
        var bad = Ana with { Tags = [Tag("T9", " ")], Line = 2 };

        var entries = Enter(bad, Ana with { Line = 3 });

        AssertRefused(entries[0], bad, "Plate", "Plate is blank.");
        Assert.Equal(3, entries[1].Order!.Line);
    }

    [Theory]
    [InlineData(null, "1", "Email")]
    [InlineData("a@b", " ", "Phone")]
    [InlineData("", "", "Email")]
    public void A_customer_that_lacks_a_required_field_in_every_row_is_refused_whole(string? email, string? phone, string field)
    {
        var first = new CustomerRow { RefId = " A1", Email = email, Phone = phone, Tags = [Tag("T1", "ab-12")], Line = 2 };
        var second = first with { Name = "Ana", IsUnlimited = YesNo.Parse("yes"), Tags = [Tag("T2", "CD34")], Line = 3 };

        var (result, error) = Assert.Single(Enter(first, second)).Refused!;

        Assert.Equal(field, Assert.IsType<InvalidInputException>(error).Field);
        Assert.Equal($"{field} is blank.", result.Detail);
        Assert.Equal((" A1", "Ana", true, 2), (result.RefId, result.Name, result.IsUnlimited, result.Line));
        Assert.Equal(Cell.Trim(email), result.Email);
        Assert.Equal(Cell.Trim(phone), result.Phone);
        Assert.Equal([("T1", "AB12", 2), ("T2", "CD34", 3)], [.. result.Tags.Select(static tag => (tag.Code!, tag.Plate!, tag.Line!.Value))]);
    }

    [Fact]
    public void A_tag_that_is_given_twice_is_sent_once()
    {
        var entries = Enter(Ana with { Tags = [Tag("T1", "AB12"), Tag(" T1", "ab-12")] }, Ana with { Tags = [Tag("T1", "a b 1 2"), Tag("T2", "CD34")] });

        Assert.Equal(["T1", "T2"], [.. Assert.Single(entries).Order!.Tags.Select(static tag => tag.Code!)]);
    }

    [Fact]
    public void A_code_with_another_plate_than_in_a_row_before_is_refused_and_the_rows_after_go_on()
    {
        var twice = Ana with { Tags = [Tag("T2", "CD34"), Tag("T1", "XX99")], Line = 3 };

        var entries = Enter(Ana, twice, Ana with { Tags = [Tag("T2", "EF56")] });

        Assert.Equal([("T1", "AB12"), ("T2", "EF56")], [.. entries[0].Order!.Tags.Select(static tag => (tag.Code!, tag.Plate!))]);
        AssertRefused(entries[1], twice, "Code", "Code 'T1' is given twice for this customer, with plate AB12 (line 2) and with plate XX99.");
        Assert.Equal(2, entries.Count);
    }

    [Fact]
    public void Without_lines_the_message_speaks_of_a_row_before()
    {
        var entries = Enter(Ana with { Line = null }, Ana with { Line = null, Name = "Eva" });

        Assert.Equal("Name differs from an earlier row of the same customer (A1). Fix the row that is wrong.", entries[1].Refused!.Detail);
    }

    private static List<CustomerEntry> Enter(params CustomerRow[] rows)
    {
        var customers = new CustomerRows();
        return [.. rows.SelectMany(customers.Add), .. customers.Flush()];
    }

    private static Tag Tag(string? code, string? plate) => new(code, plate);

    private static void AssertRefused(CustomerEntry entry, CustomerRow row, string field, string message)
    {
        Assert.Null(entry.Order);
        var result = entry.Refused!;
        var fault = Assert.IsType<InvalidInputException>(result.Error);
        Assert.Equal(field, fault.Field);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault.Message, result.Detail);
        Assert.Equal((Outcome.Rejected, Evidence.None, false), (result.Outcome, result.Evidence, result.Succeeded));
        Assert.Equal(
            (row.RefId, row.Email, row.Phone, row.Name, row.LastName, row.IsUnlimited.ToValue(), row.Line),
            (result.RefId, result.Email, result.Phone, result.Name, result.LastName, result.IsUnlimited, result.Line));
        Assert.Equal(
            [.. row.Tags.Select(tag => (row.RefId, tag.Code, tag.Plate, row.Line, Outcome.Rejected))],
            [.. result.Tags.Select(static tag => (tag.RefId, tag.Code, tag.Plate, tag.Line, tag.Outcome))]);
    }
}
