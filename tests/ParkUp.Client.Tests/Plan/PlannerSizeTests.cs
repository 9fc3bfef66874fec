using System.Globalization;

namespace ParkUp.Client.Tests.Plan;

/// <summary>A large roster in a small heap. Alone, since it watches the memory of the whole process.</summary>
[CollectionDefinition(nameof(PlannerSizeTests), DisableParallelization = true)]
[Collection(nameof(PlannerSizeTests))]
public sealed class PlannerSizeTests
{
    private const int Rows = 100_000;
    private const int Customers = 20_000;

    [Fact]
    public void A_hundred_thousand_rows_take_less_than_400_bytes_each_beside_their_texts()
    {
        string[] refIds = [.. Enumerable.Range(0, Customers).Select(static i => $"AAAA{i.ToString(CultureInfo.InvariantCulture)}")];
        string[] codes = [.. Enumerable.Range(0, Rows).Select(static i => $"O{i.ToString(CultureInfo.InvariantCulture)}")];
        string[] plates = [.. Enumerable.Range(0, Rows).Select(static i => $"P{i.ToString(CultureInfo.InvariantCulture)}")];
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var rows = new PlanRow[Rows];
        for (var i = 0; i < Rows; i++)
        {
            rows[i] = new PlanRow { RefId = refIds[i / 5], Code = codes[i], Plate = plates[i], Line = i + 2, Email = refIds[i / 5], Phone = refIds[i / 5] };
        }

        var planner = new Planner(rows, new PlanState(), Plans.Options);
        foreach (var (customer, index) in planner.Customers.Select(static (customer, index) => (customer, index)))
        {
            // The service gives texts of its own, and a tag that no row names.
            planner.Note(new CustomerListing(customer.RefId, [.. Enumerable.Range(index * 5, 5).Select(static i => new Tag(Text('O', i), Text('P', i))), new Tag(Text('Z', index), "P1")]));
        }

        Assert.Equal(Rows, planner.Figures.Count(PlanAction.Keep, PlanStatus.Ready));
        Assert.Equal(Rows + Customers, planner.Steps().Count());
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Rows;
        GC.KeepAlive(planner);
        Assert.InRange(bytes, 110, 400);
    }

    [Fact]
    public void One_code_in_all_rows_is_planned_as_fast_as_any()
    {
        // As with slipped columns: a chain of rows for each code would take hours.
        PlanRow[] rows = [.. Enumerable.Range(0, Rows).Select(static i => Plans.Bare(Text('A', i), "0", "0"))];
        var planner = new Planner(rows, new PlanState(), Plans.Options);
        foreach (var customer in planner.Customers)
        {
            planner.Note(new CustomerListing(customer.RefId, [new Tag("0", "0")]));
        }

        Assert.Equal(Rows, planner.Figures.Count(PlanAction.Keep, PlanStatus.Held));
    }

    private static string Text(char letter, int number) => letter + number.ToString(CultureInfo.InvariantCulture);
}
