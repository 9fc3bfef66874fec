using ParkUp.Sandbox.Server;

namespace ParkUp.Sandbox.Tests;

public class LoadReportTests
{
    // Times in these tests are milliseconds.
    private const long Frequency = 1000;

    private static readonly PhaseStart[] OnePhase = [new(At: 0, TimeSpan.FromMilliseconds(20))];

    [Fact]
    public void Requests_are_counted_by_how_they_ended()
    {
        LoadReport report = LoadReport.Of([new(0, 10, 201), new(0, 10, 429), new(0, 10, 500), new(0, 10, Status: null)], OnePhase, Frequency);

        Assert.Equal((4, 2, 1), (report.Requests, report.Answered, report.Refused));
    }

    [Fact]
    public void Whoever_leaves_at_the_moment_when_another_comes_was_not_there_with_it()
    {
        LoadReport report = LoadReport.Of([new(0, 10, 201), new(10, 20, 201), new(5, 12, 429)], OnePhase, Frequency);

        Assert.Equal(2, report.MostInFlight);
    }

    [Fact]
    public void Percentiles_are_by_nearest_rank_and_of_the_answered_only()
    {
        EndedVisit[] visits = [.. Enumerable.Range(1, 200).Select(static i => new EndedVisit(0, i, 201)), new(0, 1000, 429), new(0, 1000, Status: null)];

        Assert.Equal(new Percentiles(100, 180, 198), LoadReport.Of(visits, OnePhase, Frequency).Times);
        Assert.Equal(new Percentiles(7, 7, 7), LoadReport.Of([new(0, 7, 201)], OnePhase, Frequency).Times);
        Assert.Equal(new Percentiles(0, 0, 0), LoadReport.Of([new(0, 7, 429)], OnePhase, Frequency).Times);
    }

    [Fact]
    public void The_course_shows_the_average_in_flight_of_each_tenth_of_a_second_from_the_first_arrival()
    {
        LoadReport report = LoadReport.Of([new(1000, 1150, 201), new(1050, 1100, 429), new(1300, 1320, 201)], OnePhase, Frequency);

        Assert.Equal([new(1.5, 0, 0), new(0.5, 1, 1), new(0, 0, 0), new(0.2, 1, 0)], report.Course);
    }

    [Fact]
    public void A_phase_holds_what_was_answered_while_its_latency_held()
    {
        PhaseStart[] phases = [new(0, TimeSpan.FromMilliseconds(20)), new(200, TimeSpan.FromMilliseconds(60)), new(400, TimeSpan.FromMilliseconds(20))];
        LoadReport report = LoadReport.Of([new(100, 120, 201), new(190, 210, 201), new(300, 360, 201), new(380, 399, 429), new(410, 449, 201)], phases, Frequency);

        Assert.Equal(
            [
                new(20, 0.1, 1, 0, new Percentiles(20, 20, 20)),
                new(60, 0.2, 2, 1, new Percentiles(20, 60, 60)),
                new(20, 0.05, 1, 0, new Percentiles(39, 39, 39)),
            ],
            report.Phases);
    }

    [Fact]
    public void A_latency_that_was_changed_before_anything_came_is_no_phase()
    {
        PhaseStart[] phases = [new(0, TimeSpan.Zero), new(50, TimeSpan.FromMilliseconds(20))];

        Assert.Equal(20, Assert.Single(LoadReport.Of([new(100, 120, 201)], phases, Frequency).Phases).Latency);
    }

    [Fact]
    public void Nothing_is_zero_throughout()
    {
        LoadReport report = LoadReport.Of([], OnePhase, Frequency);

        Assert.Equal((0, 0, 0, 0), (report.Requests, report.Answered, report.Refused, report.MostInFlight));
        Assert.Empty(report.Course);
        Assert.Empty(report.Phases);
    }
}
