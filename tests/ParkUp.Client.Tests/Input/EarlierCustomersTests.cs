namespace ParkUp.Client.Tests.Input;

/// <summary>A roster that is not sorted is told from a customer that exists: its rows came before, with others in between.</summary>
public class EarlierCustomersTests
{
    [Fact]
    public void A_customer_that_comes_again_after_another_is_told_with_the_line_where_it_came_first()
    {
        var orders = Orders(Row("A1", 2), Row("A1", 3), Row("B2", 4), Row("A1", 5));

        Assert.Equal([null, null, new EarlierRows(2)], orders.Select(static order => order.CameBefore));
    }

    [Fact]
    public void Rows_that_follow_one_another_are_one_customer_that_never_came_before()
    {
        Assert.All(Orders(Row("A1", 2), Row("A1", 3), Row("B2", 4), Row("B2", 5)), static order => Assert.Null(order.CameBefore));
    }

    [Fact]
    public void References_that_differ_in_case_are_two_customers()
    {
        Assert.All(Orders(Row("a1", 2), Row("B2", 3), Row("A1", 4)), static order => Assert.Null(order.CameBefore));
    }

    [Fact]
    public void Only_so_many_are_remembered_whatever_the_size_of_the_roster()
    {
        var between = Enumerable.Range(0, 10_000).Select(static n => Row($"C{n}", n));

        var orders = Orders([Row("A1", 1), .. between, Row("A1", 20_000), Row("C9999", 20_001)]);

        Assert.Null(orders[^2].CameBefore);
        Assert.Equal(new EarlierRows(9_999), orders[^1].CameBefore);
    }

    private static List<CustomerOrder> Orders(params CustomerRow[] rows)
    {
        var customers = new CustomerRows();
        List<CustomerEntry> entries = [.. rows.SelectMany(customers.Add)];
        entries.AddRange(customers.Flush());
        return [.. entries.Select(static entry => entry.Order!)];
    }

    private static CustomerRow Row(string refId, int line) => new() { RefId = refId, Email = "a@example.com", Phone = "56911111111", Line = line };
}
