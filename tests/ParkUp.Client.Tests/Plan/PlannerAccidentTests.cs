using System.Globalization;
using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>What happens to files between the directory and the plan: of an accident, no tag is revoked.</summary>
public sealed class PlannerAccidentTests
{
    private static readonly PlanRow[] Roster = [.. Enumerable.Range(0, 100).Select(static i => Row(RefId(i), $"O{2000 + i}", $"JPKJ{10 + (i % 90)}", line: i + 2))];

    private static readonly string[] Tags = [.. Roster.Select(static row => $"{row.RefId} {row.Code}:{row.Plate}")];

    [Fact]
    public void The_roster_as_it_is_has_nothing_to_do() =>
        Assert.All(Of(Roster, State(Tags), Service(Tags)), static step => Assert.Equal((PlanAction.Keep, PlanStatus.Ready), (step.Action, step.Status)));

    [Fact]
    public void A_roster_without_its_last_twenty_rows_revokes_nothing() => AssertNothingRevoked(Roster[..80], held: 20);

    [Theory]
    [InlineData("JPKJ1")]
    [InlineData("J")]
    public void A_roster_cut_off_in_the_plate_of_a_row_revokes_nothing(string plate)
    {
        var steps = AssertNothingRevoked([.. Roster[..98], Roster[98] with { Plate = plate, MayBeCut = true }], held: 1);

        Assert.Equal((PlanAction.Keep, PlanStatus.Held), (steps[98].Action, steps[98].Status));
        Assert.Contains("line 100", steps[99].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_roster_cut_off_in_the_code_of_a_row_revokes_nothing()
    {
        var steps = AssertNothingRevoked([.. Roster[..98], Roster[98] with { Code = "O20", MayBeCut = true }], held: 2);

        Assert.Equal((PlanAction.Keep, PlanStatus.Held), (steps[98].Action, steps[98].Status));
    }

    [Fact]
    public void A_roster_cut_off_in_the_reference_of_a_row_revokes_nothing()
    {
        var steps = AssertNothingRevoked([.. Roster[..98], Roster[98] with { RefId = RefId(98)[..^1], MayBeCut = true }], held: 1);

        Assert.Equal((PlanAction.Keep, PlanStatus.Held), (steps[98].Action, steps[98].Status));
    }

    [Fact]
    public void The_state_shows_that_a_row_is_cut_off_where_the_list_failed()
    {
        PlanRow[] rows = [Roster[98] with { Plate = "JPK", MayBeCut = true }];
        CustomerListing[] service = [new(RefId(98), Tags: null) { Failure = new RequestTimeoutException("Too slow.") }, .. Service(Tags[99])];

        Assert.Equal([PlanStatus.Held, PlanStatus.Held], Of(rows, State(Tags[98], Tags[99]), service).Select(static step => step.Status));
    }

    [Fact]
    public void A_last_row_that_is_whole_holds_nothing()
    {
        // The longer code has a row of its own, so that the shorter one is no beginning of it.
        PlanRow[] rows = [Bare("A1", "X12", "P1"), Bare("A1", "X1", "P1") with { MayBeCut = true }];

        Assert.Equal(["Keep A1 X12:P1", "Keep A1 X1:P1", "RevokeTag A1 Y1:P1"], Brief(Of(rows, State("A1 Y1:P1"), Service("A1 X1:P1", "A1 X12:P1", "A1 Y1:P1"))));
    }

    [Fact]
    public void Without_a_sign_that_the_last_row_may_be_cut_off_a_shorter_plate_is_a_change() =>
        Assert.Equal(["ChangePlate A1 X1:JP was JPKJ21"], Brief(Of([Bare("A1", "X1", "JP")], State(), Service("A1 X1:JPKJ21"))));

    [Fact]
    public void A_row_with_slipped_columns_revokes_nothing_of_any_customer()
    {
        // As it is read: the reference is that of the cell before it, and not to be trusted.
        var slipped = new PlanRow { Fault = "The row has 5 cells, but the header has 6.", Line = 52 };

        AssertNothingRevoked([.. Roster[..50], slipped, .. Roster[51..]], held: 1);
    }

    [Fact]
    public void A_roster_of_one_department_only_revokes_nothing() => AssertNothingRevoked([.. Roster.Where(static row => row.Line % 4 == 0)], held: 75);

    [Fact]
    public void A_roster_of_customers_without_their_tags_revokes_nothing() =>
        AssertNothingRevoked([.. Roster.Select(static row => row with { Code = null, Plate = null })], held: 100);

    [Fact]
    public void A_roster_with_the_plates_of_the_row_above_changes_nothing()
    {
        PlanRow[] rows = [.. Roster.Zip(Roster.Skip(1), static (row, next) => row with { Plate = next.Plate })];

        Assert.All(Of(rows, State(Tags), Service(Tags)), static step => Assert.Equal(PlanStatus.Held, step.Status));
    }

    [Theory]
    [InlineData("Ñ", "?")]
    [InlineData("Ñ", "Ã‘")]
    [InlineData("Ñ", "N")]
    public void An_encoding_that_changes_a_few_references_moves_and_revokes_nothing(string written, string read)
    {
        string[] placed = [.. Tags.Select((tag, i) => i < 4 ? written + tag : tag)];
        PlanRow[] rows = [.. Roster.Select((row, i) => i < 4 ? row with { RefId = read + row.RefId } : row)];

        var steps = Of(rows, State(placed), Service(placed));

        Assert.All(steps.Take(4), static step => Assert.Equal((PlanAction.MoveTag, PlanStatus.Held), (step.Action, step.Status)));
        Assert.DoesNotContain(steps, static step => step is { Action: PlanAction.RevokeTag });
    }

    [Fact]
    public void Numbers_in_place_of_all_references_move_nothing()
    {
        PlanRow[] rows = [.. Roster.Select(static (row, i) => row with { RefId = string.Create(CultureInfo.InvariantCulture, $"{i + 1}") })];

        Assert.All(Of(rows, State(Tags), Service(Tags)), static step => Assert.Equal(PlanStatus.Held, step.Status));
    }

    [Fact]
    public void Another_service_that_knows_none_of_the_customers_has_nothing_revoked() =>
        Assert.All(Of(Roster, State(Tags), Service()), static step => Assert.Equal(PlanAction.CreateCustomer, step.Action));

    private static string RefId(int index) => string.Create(CultureInfo.InvariantCulture, $"AAAA{index:D4}");

    private static IReadOnlyList<PlanStep> AssertNothingRevoked(IReadOnlyList<PlanRow> rows, int held)
    {
        var steps = Of(rows, State(Tags), Service(Tags));

        Assert.DoesNotContain(steps, static step => step is { Status: PlanStatus.Ready, Action: PlanAction.RevokeTag or PlanAction.MoveTag or PlanAction.ChangePlate });
        Assert.Equal(held, steps.Count(static step => step.Action == PlanAction.RevokeTag));
        return steps;
    }
}
