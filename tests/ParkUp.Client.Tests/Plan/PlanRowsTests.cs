namespace ParkUp.Client.Tests.Plan;

/// <summary>Rows that the pipeline brings; rows of files are in <see cref="PlanRosterTests"/>.</summary>
public sealed class PlanRowsTests
{
    private static readonly InvalidInputException Fault = new("spoilt");

    [Fact]
    public void A_fault_of_one_cell_keeps_what_can_be_read()
    {
        var row = Assert.Single(PlanRows.Of(new CustomerRow { RefId = "A1", Tags = [new Tag("C1", plate: null)], Fault = Fault, Line = 3 }, "7"));

        Assert.Equal(new PlanRow { RefId = "A1", CustomerId = 7, Code = "C1", Fault = "spoilt", Line = 3 }, row);
    }

    [Fact]
    public void A_row_that_may_hold_other_rows_is_trusted_in_nothing()
    {
        var row = Assert.Single(PlanRows.Of(new CustomerRow { RefId = "A1", Tags = [new Tag("C1", "P1")], Fault = Fault, IsUnreliable = true, Line = 3 }, "7"));

        Assert.Equal(new PlanRow { Fault = "spoilt", Line = 3 }, row);
    }

    [Fact]
    public void A_tag_that_could_not_be_read_has_the_reason_for_its_fault()
    {
        var rows = PlanRows.Of(new CustomerRow { RefId = "A1", Tags = [TagCells.Unreadable("no tag"), new Tag("C1", "p-1")] }, customerId: null);

        Assert.Equal([new PlanRow { RefId = "A1", Fault = "no tag" }, new PlanRow { RefId = "A1", Code = "C1", Plate = "P1" }], rows);
    }

    [Fact]
    public void Texts_are_used_as_they_are()
    {
        var (refId, code, plate) = (new string("A1"), new string("C1"), new string("P1"));

        var row = Assert.Single(PlanRows.Of(new CustomerRow { RefId = refId, Tags = [new Tag(code, plate)] }, customerId: null));

        Assert.Same(refId, row.RefId);
        Assert.Same(code, row.Code);
        Assert.Same(plate, row.Plate);
    }
}
