using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Input;

/// <summary>
/// Rows in, rows out, for any roster: few references and many faults, so that every way to merge and to refuse comes
/// up. Each row carries a tag of its own, by which it is found again in what comes out.
/// </summary>
public sealed class CustomerRowsLaws
{
    [Property(MaxTest = 1000)]
    public Property Every_row_is_in_exactly_one_entry() => Prop.ForAll(Arb.From(Rosters), static rows =>
    {
        var entries = Enter(rows).ToList();
        var found = entries.SelectMany(Codes).Order(StringComparer.Ordinal);
        return found.SequenceEqual(rows.Select(OwnCode).Order(StringComparer.Ordinal), StringComparer.Ordinal)
            .Label(string.Join(" | ", entries.Select(entry => string.Join(',', Codes(entry)))));
    });

    [Property(MaxTest = 1000)]
    public Property Entries_come_in_the_order_of_their_first_rows() => Prop.ForAll(Arb.From(Rosters), static rows =>
    {
        var place = rows.Select((row, index) => (row, index)).ToDictionary(static pair => OwnCode(pair.row), static pair => pair.index, StringComparer.Ordinal);
        var firsts = Enter(rows).Select(entry => place[Codes(entry).First()]).ToList();
        return firsts.SequenceEqual(firsts.Order()).Label(string.Join(',', firsts));
    });

    [Property(MaxTest = 500)]
    public Property Rows_of_one_entry_are_of_one_customer_and_nothing_is_held_back_but_the_open_one() => Prop.ForAll(Arb.From(Rosters), static rows =>
    {
        var customers = new CustomerRows();
        var referenceOf = rows.ToDictionary(OwnCode, static row => Cell.Trim(row.RefId), StringComparer.Ordinal);
        var given = 0;
        var taken = 0;
        var ok = true;
        foreach (var row in rows)
        {
            given++;
            var entries = customers.Add(row);
            taken += entries.Sum(static entry => Codes(entry).Count());
            ok &= entries.All(entry => Codes(entry).Select(code => referenceOf[code]).Distinct(StringComparer.Ordinal).Count() == 1);
        }

        var rest = customers.Flush();
        ok &= rest.Count(static entry => entry.Order is not null) <= 1;
        ok &= given == taken + rest.Sum(static entry => Codes(entry).Count());
        return ok && customers.Flush().Count == 0;
    });

    [Property(MaxTest = 500)]
    public Property A_refused_row_comes_back_as_it_went_in() => Prop.ForAll(Arb.From(Rosters), static rows =>
    {
        var byCode = rows.ToDictionary(OwnCode, StringComparer.Ordinal);
        return Enter(rows).Where(static entry => entry.Order is null && Codes(entry).Count() == 1).All(entry =>
        {
            var row = byCode[Codes(entry).Single()];
            var result = entry.Refused!;
            var whole = Cell.Trim(row.Email) is not null && Cell.Trim(row.Phone) is not null;
            return string.Equals(result.RefId, row.RefId, StringComparison.Ordinal)
                && result.Line == row.Line
                && Equals(result.IsUnlimited, row.IsUnlimited.ToValue())
                && (!whole || string.Equals(result.Email, row.Email, StringComparison.Ordinal))
                && (!whole || string.Equals(result.Phone, row.Phone, StringComparison.Ordinal));
        });
    });

    private static Gen<CustomerRow[]> Rosters =>
        from rows in Gen.ArrayOf(
            from reference in Gen.Frequency((4, Gen.Elements<string?>("A1", "B2", " A1 ")), (1, Gen.Elements<string?>(null, " ", "1.2E+15")))
            from email in Gen.Frequency((6, Gen.Constant<string?>("a@b")), (2, Gen.Constant<string?>("")), (1, Gen.Elements<string?>("c@d", "\u0001")))
            from phone in Gen.Frequency((6, Gen.Constant<string?>("1")), (2, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>("2")))
            from unlimited in Gen.Frequency((3, Gen.Elements("", "yes")), (1, Gen.Elements("no", "perhaps")))
            from plate in Gen.Frequency((6, Gen.Constant<string?>("AB12")), (1, Gen.Elements<string?>(null, "---")))
            select new CustomerRow
            {
                RefId = reference,
                Email = email,
                Phone = phone,
                IsUnlimited = YesNo.Parse(unlimited),
                Tags = [new Tag(code: null, plate)],
            })
        select rows.Select(static (row, index) => row with { Line = index + 2, Tags = [row.Tags[0] with { Code = $"T{index}" }] }).ToArray();

    private static string OwnCode(CustomerRow row) => row.Tags[0].Code!;

    private static IEnumerable<string> Codes(CustomerEntry entry) =>
        entry.Order?.Tags.Select(static tag => tag.Code!) ?? entry.Refused!.Tags.Select(static tag => tag.Code!);

    private static List<CustomerEntry> Enter(IEnumerable<CustomerRow> rows)
    {
        var customers = new CustomerRows();
        return [.. rows.SelectMany(customers.Add), .. customers.Flush()];
    }
}
