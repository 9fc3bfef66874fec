namespace ParkUp.Sandbox.Server;

/// <summary>What the requests of a record were, in numbers. Times are in milliseconds, from arrival to answer, with the wait in line.</summary>
/// <param name="Requests">All that came.</param>
/// <param name="Answered">Those that were answered with anything but a 429.</param>
/// <param name="Refused">Those that were answered 429.</param>
/// <param name="MostInFlight">The most that were there at once.</param>
/// <param name="Times">The times of the answered.</param>
/// <param name="Phases">The same for each time with one latency.</param>
/// <param name="Course">The same for each <see cref="StepMilliseconds"/>, from the first arrival on.</param>
internal sealed record LoadReport(
    int Requests, int Answered, int Refused, int MostInFlight, Percentiles Times, IReadOnlyList<Phase> Phases, IReadOnlyList<CourseStep> Course)
{
    public const int StepMilliseconds = 100;

    public static LoadReport Of(EndedVisit[] visits, PhaseStart[] phases, long frequency)
    {
        if (visits.Length == 0)
        {
            return new LoadReport(0, 0, 0, 0, new Percentiles(0, 0, 0), [], []);
        }

        long first = visits.Min(static visit => visit.Arrived);
        long last = visits.Max(static visit => visit.Ended);
        return new LoadReport(
            visits.Length,
            visits.Count(static visit => visit.IsAnswered),
            visits.Count(static visit => visit.IsRefused),
            Most(visits),
            Percentiles.Of(visits, frequency),
            [.. Enumerable.Range(0, phases.Length)
                .Select(i => (From: Math.Max(first, phases[i].At), To: i + 1 < phases.Length ? Math.Min(last + 1, phases[i + 1].At) : last + 1, phases[i].Latency))
                .Where(static phase => phase.From < phase.To)
                .Select(phase => Phase.Of(visits, phase.From, phase.To, phase.Latency, frequency))],
            CourseOf(visits, first, last, frequency));
    }

    private static int Most(EndedVisit[] visits)
    {
        // At one moment, whoever leaves does so before another comes.
        int here = 0;
        return visits
            .SelectMany(static visit => new[] { (At: visit.Arrived, Change: 1), (At: visit.Ended, Change: -1) })
            .Order()
            .Max(moment => here += moment.Change);
    }

    private static CourseStep[] CourseOf(EndedVisit[] visits, long first, long last, long frequency)
    {
        long step = frequency * StepMilliseconds / 1000;
        long[] present = new long[((last - first) / step) + 1];
        int[] answered = new int[present.Length];
        int[] refused = new int[present.Length];
        foreach (EndedVisit visit in visits)
        {
            long end = (visit.Ended - first) / step;
            answered[end] += visit.IsAnswered ? 1 : 0;
            refused[end] += visit.IsRefused ? 1 : 0;
            for (long i = (visit.Arrived - first) / step; i <= end; i++)
            {
                long from = first + (i * step);
                present[i] += Math.Min(visit.Ended, from + step) - Math.Max(visit.Arrived, from);
            }
        }

        return [.. present.Select((sum, i) => new CourseStep(Math.Round((double)sum / step, 2), answered[i], refused[i]))];
    }
}

/// <summary>The requests that were answered while one latency held.</summary>
/// <param name="Latency">That latency, in milliseconds.</param>
/// <param name="Seconds">How long it held, from the first arrival and to the last answer.</param>
/// <param name="Answered">How many were answered with anything but a 429.</param>
/// <param name="Refused">How many were answered 429.</param>
/// <param name="Times">The times of the answered.</param>
internal sealed record Phase(double Latency, double Seconds, int Answered, int Refused, Percentiles Times)
{
    public static Phase Of(EndedVisit[] visits, long from, long to, TimeSpan latency, long frequency)
    {
        EndedVisit[] own = [.. visits.Where(visit => visit.Ended >= from && visit.Ended < to)];
        return new Phase(
            latency.TotalMilliseconds,
            (double)(to - from) / frequency,
            own.Count(static visit => visit.IsAnswered),
            own.Count(static visit => visit.IsRefused),
            Percentiles.Of(own, frequency));
    }
}

/// <summary>What was going on in one step of time.</summary>
/// <param name="InFlight">How many requests were there, on average over the step.</param>
/// <param name="Answered">How many were answered with anything but a 429.</param>
/// <param name="Refused">How many were answered 429.</param>
internal sealed record CourseStep(double InFlight, int Answered, int Refused);

/// <summary>Times by nearest rank, in milliseconds; 0 where there were none.</summary>
internal sealed record Percentiles(double P50, double P90, double P99)
{
    public static Percentiles Of(EndedVisit[] visits, long frequency)
    {
        double[] times =
        [
            .. visits.Where(static visit => visit.IsAnswered).Select(visit => 1000.0 * (visit.Ended - visit.Arrived) / frequency).Order(),
        ];
        return new Percentiles(Rank(times, 50), Rank(times, 90), Rank(times, 99));
    }

    private static double Rank(double[] sorted, int percent) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[(((sorted.Length * percent) + 99) / 100) - 1], 3);
}
