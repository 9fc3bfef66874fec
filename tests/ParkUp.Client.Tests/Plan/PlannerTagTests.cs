using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>What a row with a tag comes to, by what the lists show.</summary>
public sealed class PlannerTagTests
{
    [Fact]
    public void A_tag_that_is_there_is_kept_however_its_code_and_plate_are_written()
    {
        var steps = Of([Bare("A1", "x1", "JPKJ21")], State(), Service("A1 X1:jp·kj-21"));

        Assert.Equal(["Keep A1 x1:JPKJ21"], Brief(steps));
        Assert.Null(steps[0].Reason);
    }

    [Fact]
    public void A_code_with_another_plate_is_changed_and_the_step_has_the_plate_as_listed() =>
        Assert.Equal(["ChangePlate A1 X1:P2 was p·1"], Brief(Of([Bare("A1", "X1", "P2")], State(), Service("A1 X1:p·1"))));

    [Fact]
    public void Of_codes_that_differ_in_case_the_exact_one_is_changed_and_the_other_is_left_alone()
    {
        var steps = Of([Bare("A1", "X1", "P2")], State("A1 x1:P0", "A1 X1:P1"), Service("A1 x1:P0", "A1 X1:P1"));

        Assert.Equal(["ChangePlate A1 X1:P2 was P1", "RevokeTag! A1 x1:P0"], Brief(steps));
    }

    [Theory]
    [InlineData("A1 X1:P0")]
    [InlineData("A1 X1:P1")]
    [InlineData("A1 X1:P2")]
    public void Of_two_plates_of_a_code_only_the_newer_can_be_active(string placed)
    {
        var steps = Of([Bare("A1", "X1", "P2")], State(placed), Service("A1 X1:P0", "A1 X1:P1"));

        Assert.Equal(["ChangePlate A1 X1:P2 was P1"], Brief(steps));
    }

    [Fact]
    public void A_tag_whose_code_has_had_another_plate_since_is_not_there()
    {
        var steps = Of([Bare("A1", "X1", "P0")], State(), Service("A1 X1:P0", "A1 X1:P1"));

        Assert.Equal(["ChangePlate A1 X1:P0 was P1"], Brief(steps));
    }

    [Fact]
    public void A_tag_whose_code_has_had_another_plate_since_is_added_where_that_one_is_proven_to_be_revoked()
    {
        var state = State("A1 X1:P1", "A1 X1:P2");
        state.Put(state.Find("A1", "X1", "P2")! with { Revoked = Now });

        Assert.Equal("AddTag A1 X1:P1", Brief(Of([Bare("A1", "X1", "P1")], state, Service("A1 X1:P1", "A1 X1:P2")))[0]);
    }

    [Fact]
    public void A_tag_is_added_to_a_customer_who_holds_others() =>
        Assert.Equal(["Keep A1 X1:P1", "AddTag A1 X2:P2"], Brief(Of([Bare("A1", "X1", "P1"), Bare("A1", "X2", "P2")], State(), Service("A1 X1:P1"))));

    [Fact]
    public void A_tag_is_added_to_a_customer_without_any_if_the_roster_cannot_create_the_customer() =>
        Assert.Equal(["AddTag A1 X1:P1"], Brief(Of([Bare("A1", "X1", "P1")], State(), Service("A1"))));

    [Fact]
    public void An_empty_list_may_be_an_unknown_customer_which_is_created_if_the_roster_has_what_it_needs() =>
        Assert.Equal(["CreateCustomer A1 X1:P1"], Brief(Of([Row("A1", "X1", "P1")], State(), Service("A1"))));

    [Fact]
    public void A_list_of_nothing_but_tags_proven_to_be_revoked_counts_as_empty()
    {
        var state = State();
        state.Put(new StateEntry { RefId = "A1", Code = "X1", Plate = "P1", Revoked = Now });

        var planner = Planner([Row("A1", "X1", "P1")], state, Service("A1 x1:p-1"));

        Assert.Equal(["CreateCustomer A1 X1:P1"], Brief(planner.Steps()));
        Assert.Equal(0, planner.Figures.Listed);
    }

    [Fact]
    public void Each_step_of_an_unknown_customer_can_create_it_alone()
    {
        var steps = Of(
            [
                Bare("A1", "X1", "P1") with { Email = "a@example.com", CustomerId = 7 },
                Bare("A1", "X2", "P2") with { Phone = "1", Name = "Ana", IsUnlimited = true },
                Bare("A1") with { LastName = "Soto" },
            ],
            State(),
            Service());

        Assert.Equal(["CreateCustomer A1 X1:P1", "CreateCustomer A1 X2:P2", "CreateCustomer A1"], Brief(steps));
        Assert.All(steps, static step => Assert.Equal(
            (7, "a@example.com", "1", "Ana", "Soto", true),
            (step.CustomerId, step.Email, step.Phone, step.Name, step.LastName, step.IsUnlimited)));
    }

    [Fact]
    public void An_unknown_customer_that_cannot_be_created_is_held_and_the_reason_names_what_is_missing()
    {
        var steps = Of([Bare("A1", "X1", "P1") with { Email = "a@example.com" }, Bare("B2") with { Phone = "1" }], State(), Service());

        Assert.Equal(["CreateCustomer! A1 X1:P1", "Keep! B2"], Brief(steps));
        Assert.Contains("Phone", steps[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Email", steps[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Email", steps[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_disagrees_on_the_customer_is_held_only_where_the_customer_is_to_be_created()
    {
        PlanRow[] rows = [Row("A1", "X1", "P1", line: 2), Row("A1", "X2", "P2", line: 3) with { Email = "other@example.com" }];

        var created = Of(rows, State(), Service());
        var added = Of(rows, State(), Service("A1 X9:P9"));

        Assert.Equal(["CreateCustomer A1 X1:P1", "CreateCustomer! A1 X2:P2"], Brief(created));
        Assert.Contains("line 2", created[1].Reason, StringComparison.Ordinal);
        Assert.Equal(["AddTag A1 X1:P1", "AddTag A1 X2:P2", "RevokeTag! A1 X9:P9"], Brief(added));
    }

    [Theory]
    [InlineData("Phone", "2", null, null, null)]
    [InlineData("Name", "+56911111111", "Eva", null, null)]
    [InlineData("LastName", "+56911111111", null, "Rojas", null)]
    [InlineData("IsUnlimited", "+56911111111", null, null, true)]
    public void Every_field_of_a_customer_that_is_created_must_agree(string field, string phone, string? name, string? lastName, bool? isUnlimited)
    {
        var first = Row("A1", "X1", "P1") with { Name = "Ana", LastName = "Soto", IsUnlimited = false };
        var other = first with { Code = "X2", Phone = phone, Name = name, LastName = lastName, IsUnlimited = isUnlimited };

        var steps = Of([first, other], State(), Service());

        Assert.Equal(PlanStatus.Held, steps[1].Status);
        Assert.Contains(field, steps[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_tag_creates_its_customer_and_is_kept_once_there_is_one()
    {
        Assert.Equal(["CreateCustomer A1"], Brief(Of([Row("A1")], State(), Service())));
        Assert.Equal(["Keep A1"], Brief(Of([Row("A1")], State(), Service("A1"))));
    }

    [Fact]
    public void Absent_is_not_empty_so_a_customer_whose_rows_name_no_tag_keeps_its_tags()
    {
        var steps = Of([Row("A1"), Row("B2"), Row("B2", "Y1", "P2"), Bare("C3", "X2", "P9")], State("A1 X1:P1", "B2 Y9:P9"), Service("A1 X1:P1", "A1 X2:P9", "B2 Y1:P2", "B2 Y9:P9", "C3 Z1:P5"));

        Assert.Equal(["Keep! A1", "Keep! B2", "Keep B2 Y1:P2", "MoveTag! C3 X2:P9 was P9 of A1", "RevokeTag! A1 X1:P1", "RevokeTag! B2 Y9:P9", "RevokeTag! C3 Z1:P5"], Brief(steps));
        Assert.All(steps.Where(static step => step.RefId is "A1"), static step => Assert.Contains("names a tag", step.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_list_holds_the_rows_of_its_customer_with_the_reason_and_no_others()
    {
        var failure = new RequestTimeoutException("Too slow.");
        CustomerListing[] service = [new("A1", Tags: null) { Failure = failure }, .. Service("B2 X2:P2")];

        var steps = Of([Row("A1", "X1", "P1"), Row("A1"), Row("B2", "X2", "P2")], State("A1 X9:P9"), service);

        Assert.Equal(["Keep! A1 X1:P1", "Keep! A1", "Keep B2 X2:P2"], Brief(steps));
        Assert.Equal("Too slow.", steps[0].Reason);
    }

    [Fact]
    public void A_code_that_a_customer_wants_whose_list_failed_is_not_revoked_elsewhere()
    {
        CustomerListing[] service = [new("A1", Tags: null) { Failure = new RequestTimeoutException("Too slow.") }, .. Service("B2 X1:P1")];

        Assert.Equal(["Keep! A1 X1:P1", "RevokeTag! B2 X1:P1"], Brief(Of([Row("A1", "X1", "P1")], State("B2 X1:P1"), service)));
    }

    [Fact]
    public void Every_step_says_for_which_service_and_when_it_was_planned() =>
        Assert.All(
            Of([Row("A1", "X1", "P1"), Fault(refId: null)], State("B2 X2:P2"), Service("B2 X2:P2")),
            static step => Assert.Equal(("https://parkup.example/", "2026-11-26T03:00:00Z"), (step.BaseUri?.AbsoluteUri, step.PlannedAt)));

    [Fact]
    public void The_customers_of_the_roster_are_listed_and_then_those_of_the_state_with_a_tag_that_may_be_there()
    {
        var state = State("C3 X1:P1", "A1 X2:P2");
        state.Put(new StateEntry { RefId = "D4", Code = "X4", Plate = "P4", Revoked = Now });
        state.Put(new StateEntry { RefId = "B2", Code = "X5", Plate = "P5", CustomerId = 5 });

        var planner = new Planner([Bare("B2", "X1", "P1"), Fault("A1"), Fault(refId: null), Bare("B2") with { CustomerId = 9 }], state, Options);

        Assert.Equal([new CustomerKey("B2", 9), new CustomerKey("A1", Id: null), new CustomerKey("C3", Id: null)], planner.Customers);
    }

    [Fact]
    public void A_customer_is_noted_once_and_only_if_it_was_asked_for()
    {
        var planner = new Planner([Bare("A1", "X1", "P1")], State(), Options);

        Assert.Throws<InvalidOperationException>(() => planner.Figures);
        Assert.Throws<InvalidOperationException>(() => planner.Note(new CustomerListing("Z9", [])));
        planner.Note(new CustomerListing("A1", []));
        Assert.Throws<InvalidOperationException>(() => planner.Note(new CustomerListing("A1", [])));
    }
}
