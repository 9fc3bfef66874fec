namespace ParkUp.Client.Tests.Plan;

public sealed class StateUpdatesTests
{
    private static readonly DateTimeOffset Planned = new(2026, 11, 26, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Planned.AddMinutes(5);
    private static readonly DateTimeOffset Before = Planned.AddDays(-30);

    private readonly PlanState _state = new();
    private readonly StateUpdates _updates;

    public StateUpdatesTests() => _updates = new StateUpdates(_state);

    private static StateEntry C1 { get; } = StateFolder.Entry("A1", "C1", "P1") with { Seen = Before };

    [Fact]
    public void A_tag_that_is_kept_is_taken_in_as_seen()
    {
        _updates.Expect(Step(PlanAction.Keep) with { CustomerId = 7 });

        Assert.Equal([C1 with { CustomerId = 7, Seen = Planned }], _state.Entries);
    }

    [Fact]
    public void A_tag_that_is_kept_is_not_missing()
    {
        _state.Put(C1 with { Missing = Before });

        _updates.Expect(Step(PlanAction.Keep) with { Code = "c1", Plate = "p-1" });

        Assert.Equal([C1 with { Seen = Planned }], _state.Entries);
    }

    [Fact]
    public void A_tag_that_is_listed_although_its_revocation_is_proven_stays_revoked()
    {
        _state.Put(C1 with { Missing = Before, Revoked = Before });

        Expect(Step(PlanAction.Keep));

        Assert.Equal([C1 with { Missing = Before, Revoked = Before }], _state.Entries);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Of_two_equal_rows_the_result_of_the_one_that_adds_counts(bool isKeptFirst, bool isThere)
    {
        List<StateEntry> before = isThere ? [C1] : [];
        before.ForEach(_state.Put);

        Expect(Step(isKeptFirst ? PlanAction.Keep : PlanAction.AddTag), Step(isKeptFirst ? PlanAction.AddTag : PlanAction.Keep));
        Settle(Step(PlanAction.AddTag), Outcome.Rejected);
        Assert.Equal(before, _state.Entries);

        Expect(Step(isKeptFirst ? PlanAction.Keep : PlanAction.AddTag), Step(isKeptFirst ? PlanAction.AddTag : PlanAction.Keep));
        Settle(Step(PlanAction.AddTag), Outcome.Added);
        Assert.Equal([C1 with { Seen = Now }], _state.Entries);
    }

    [Theory]
    [InlineData(PlanAction.AddTag)]
    [InlineData(PlanAction.CreateCustomer)]
    [InlineData(PlanAction.ChangePlate)]
    [InlineData(PlanAction.MoveTag)]
    public void What_is_about_to_be_added_is_in_before_the_first_request(PlanAction action)
    {
        _updates.Expect(Step(action));

        Assert.Equal([C1 with { Seen = null }], _state.Entries);
    }

    [Theory]
    [InlineData(Outcome.Added)]
    [InlineData(Outcome.Created)]
    [InlineData(Outcome.AlreadyActive)]
    public void What_was_added_is_seen_with_the_number_that_the_service_gave(Outcome outcome)
    {
        Apply(Step(PlanAction.AddTag), outcome, customerId: 9);

        Assert.Equal([C1 with { Seen = Now, CustomerId = 9 }], _state.Entries);
    }

    [Theory]
    [InlineData(Outcome.Rejected)]
    [InlineData(Outcome.Failed)]
    public void What_was_certainly_not_added_is_again_as_it_was(Outcome outcome)
    {
        Apply(Step(PlanAction.AddTag), outcome);
        Assert.Empty(_state.Entries);

        _state.Put(C1 with { Revoked = Before });
        Apply(Step(PlanAction.AddTag), outcome);
        Assert.Equal([C1 with { Revoked = Before }], _state.Entries);

        _state.Put(C1);
        Apply(Step(PlanAction.AddTag), outcome);
        Assert.Equal([C1], _state.Entries);
    }

    [Fact]
    public void What_may_have_been_added_stays()
    {
        _state.Put(C1 with { Revoked = Before });

        Apply(Step(PlanAction.AddTag), Outcome.Unknown);

        Assert.Equal([C1], _state.Entries);
    }

    [Fact]
    public void Of_two_steps_for_one_tag_the_one_that_may_have_added_it_counts()
    {
        Expect(Step(PlanAction.AddTag), Step(PlanAction.AddTag));

        Settle(Step(PlanAction.AddTag), Outcome.Failed);
        Settle(Step(PlanAction.AddTag), Outcome.Unknown);
        Settle(Step(PlanAction.AddTag), Outcome.Failed);

        Assert.Equal([C1 with { Seen = null }], _state.Entries);
    }

    [Theory]
    [InlineData(PlanStatus.Ready)]
    [InlineData(PlanStatus.Held)]
    public void A_tag_that_is_to_go_is_missing_from_the_first_plan_that_says_so(PlanStatus status)
    {
        _state.Put(C1);
        _state.Put(StateFolder.Entry("A1", "C2", "P2") with { Missing = Before });

        Expect(Missing with { Status = status }, Missing with { Status = status, Code = "C2", Plate = "P2" });

        Assert.Equal([Planned, Before], _state.Entries.Select(static entry => entry.Missing));
    }

    [Fact]
    public void A_tag_of_which_a_plan_does_not_know_whether_it_is_missing_is_left_as_it_is()
    {
        _state.Put(C1);
        _state.Put(StateFolder.Entry("A1", "C2", "P2") with { Missing = Before });

        Expect(Step(PlanAction.RevokeTag) with { Status = PlanStatus.Held }, Step(PlanAction.RevokeTag) with { Status = PlanStatus.Held, Code = "C2", Plate = "P2" });

        Assert.Equal([null, Before], _state.Entries.Select(static entry => entry.Missing));
    }

    [Fact]
    public void A_tag_of_nobody_that_is_held_is_not_taken_in()
    {
        Expect(Step(PlanAction.RevokeTag) with { Status = PlanStatus.Held }, Step(PlanAction.AddTag) with { Status = PlanStatus.Held }, Step(PlanAction.Keep) with { Status = PlanStatus.Held });

        Assert.Empty(_state.Entries);
    }

    [Fact]
    public void A_row_that_is_held_is_in_the_roster_all_the_same()
    {
        _state.Put(C1 with { Missing = Before });

        Expect(Step(PlanAction.Keep) with { Status = PlanStatus.Held });

        Assert.Equal([C1], _state.Entries);
    }

    [Fact]
    public void A_proven_revocation_is_noted()
    {
        _state.Put(C1);

        Apply(Missing, Outcome.Revoked);

        Assert.Equal([C1 with { Missing = Planned, Revoked = Now }], _state.Entries);
    }

    [Theory]
    [InlineData(Outcome.AlreadyRevoked)]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.Rejected)]
    [InlineData(Outcome.Unknown)]
    public void A_revocation_that_is_not_proven_by_this_run_leaves_the_tag_managed(Outcome outcome)
    {
        _state.Put(C1);

        Apply(Missing, outcome);

        Assert.Equal([C1 with { Missing = Planned }], _state.Entries);
    }

    [Fact]
    public void A_tag_that_a_list_does_not_show_is_not_taken_in_as_revoked()
    {
        Apply(Missing, Outcome.AlreadyRevoked);

        Assert.Empty(_state.Entries);
    }

    [Fact]
    public void A_revocation_of_an_extra_is_noted_for_a_service_that_lists_cancelled_tags()
    {
        Apply(Step(PlanAction.RevokeTag), Outcome.Revoked);

        Assert.Equal(Now, _state.RevokedAt("A1", "C1", "P1"));
    }

    [Fact]
    public void A_revocation_of_a_code_whose_plate_was_changed_by_hand_takes_out_its_old_plate_too()
    {
        _state.Put(C1);

        Apply(Missing with { Plate = "P9" }, Outcome.Revoked);

        Assert.Equal([Now, Now], _state.Entries.Select(static entry => entry.Revoked));
        Assert.Equal(Planned, _state.Find("A1", "C1", "P1")!.Missing);
    }

    [Fact]
    public void A_revocation_of_the_same_code_with_another_plate_leaves_a_wanted_tag_alone()
    {
        _state.Put(C1);
        Expect(Step(PlanAction.Keep), Step(PlanAction.RevokeTag) with { Plate = "P9" });

        Settle(Step(PlanAction.RevokeTag) with { Plate = "P9" }, Outcome.Revoked);

        Assert.Equal(C1 with { Seen = Planned }, _state.Find("A1", "C1", "P1"));
    }

    [Fact]
    public void One_of_two_plates_of_a_code_that_is_revoked_leaves_the_other_managed()
    {
        _state.Put(C1);
        _state.Put(C1 with { Plate = "P9" });
        Expect(Step(PlanAction.RevokeTag), Step(PlanAction.RevokeTag) with { Plate = "P9" });

        Settle(Step(PlanAction.RevokeTag), Outcome.Revoked);
        Settle(Step(PlanAction.RevokeTag) with { Plate = "P9" }, Outcome.Unknown);

        Assert.Equal("P9", _state.FindManaged("A1", "C1", "P9")?.Plate);
    }

    [Theory]
    [InlineData(Outcome.Added)]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.Unknown)]
    public void What_a_change_takes_away_is_revoked_once_that_is_proven(Outcome outcome)
    {
        _state.Put(C1);
        var change = Step(PlanAction.ChangePlate) with { Plate = "P2", PreviousPlate = "P1" };

        Apply(change, outcome, isPreviousRevoked: true);

        Assert.Equal(Now, _state.RevokedAt("A1", "C1", "P1"));
        Assert.Equal(outcome is not Outcome.Failed, _state.Find("A1", "C1", "P2") is not null);
    }

    [Fact]
    public void A_change_that_put_the_old_plate_back_changes_nothing()
    {
        _state.Put(C1);

        Apply(Step(PlanAction.ChangePlate) with { Plate = "P2", PreviousPlate = "P1" }, Outcome.Rejected);

        Assert.Equal([C1], _state.Entries);
    }

    [Fact]
    public void A_move_takes_the_tag_out_for_the_customer_that_it_comes_from()
    {
        _state.Put(C1 with { CustomerId = 1 });

        Apply(Step(PlanAction.MoveTag) with { RefId = "B2", FromRefId = "A1", PreviousPlate = "P1" }, Outcome.Added, isPreviousRevoked: true, customerId: 2);

        Assert.Equal([C1 with { CustomerId = 1, Revoked = Now }, new StateEntry { RefId = "B2", CustomerId = 2, Code = "C1", Plate = "P1", Seen = Now }], _state.Entries);
    }

    [Fact]
    public void A_change_from_a_plate_that_was_changed_by_hand_takes_out_the_plate_that_the_state_had()
    {
        _state.Put(C1);

        Apply(Step(PlanAction.ChangePlate) with { Plate = "P2", PreviousPlate = "P9" }, Outcome.Added, isPreviousRevoked: true);

        Assert.Equal("P2", Assert.Single(_state.Managed("A1", "C1")).Plate);
        Assert.Equal(Now, _state.RevokedAt("A1", "C1", "P9"));
    }

    [Fact]
    public void A_step_without_a_tag_says_nothing_of_any()
    {
        Apply(Step(PlanAction.CreateCustomer) with { Code = null, Plate = null }, Outcome.Created);
        Apply(Step(PlanAction.Keep) with { RefId = null, Status = PlanStatus.Held }, Outcome.Failed);

        Assert.Empty(_state.Entries);
    }

    private static PlanStep Missing => Step(PlanAction.RevokeTag) with { MissingSince = "2026-11-26T03:00:00Z" };

    private static PlanStep Step(PlanAction action) => new() { Action = action, RefId = "A1", Code = "C1", Plate = "P1", PlannedAt = "2026-11-26T03:00:00Z" };

    private void Expect(params PlanStep[] steps) => Array.ForEach(steps, _updates.Expect);

    private void Settle(PlanStep step, Outcome outcome, bool isPreviousRevoked = false, long? customerId = null) =>
        _updates.Settle(new PlanResult(step) { Outcome = outcome, IsPreviousRevoked = isPreviousRevoked, CustomerId = customerId }, Now);

    private void Apply(PlanStep step, Outcome outcome, bool isPreviousRevoked = false, long? customerId = null)
    {
        _updates.Expect(step);
        Settle(step, outcome, isPreviousRevoked, customerId);
    }
}
