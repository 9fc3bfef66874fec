namespace ParkUp.Chaos.Tests;

/// <summary>
/// The proof of plans: the rosters of four months over real sockets, under each reading of what the API reference leaves
/// open. Two nights of a month go wrong, one request in ten; after a quiet one all must be as the roster says.
/// PARKUP_CHAOS_SEEDS says how many fleets each reading has; one, unless told.
/// </summary>
public sealed class MonthsTests
{
    public static IEnumerable<TheoryDataRow<int>> Readings() => FleetMonths.Readings();

    [Theory]
    [MemberData(nameof(Readings))]
    public Task A_quiet_night_leaves_exactly_what_the_roster_says(int number) => FleetMonths.RunAllAsync(number, Trouble.None);

    [Theory]
    [MemberData(nameof(Readings))]
    public Task After_nights_with_faults_a_quiet_one_leaves_exactly_what_the_roster_says(int number) => FleetMonths.RunAllAsync(number, Trouble.Faults);
}

/// <summary>The same where nights are killed at any request, over and over.</summary>
public sealed class KilledMonthsTests
{
    public static IEnumerable<TheoryDataRow<int>> Readings() => FleetMonths.Readings();

    [Theory]
    [MemberData(nameof(Readings))]
    public Task After_nights_that_were_killed_a_quiet_one_leaves_exactly_what_the_roster_says(int number) => FleetMonths.RunAllAsync(number, Trouble.Kills);
}
