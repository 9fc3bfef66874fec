namespace ParkUp.PowerShell;

/// <summary>Checks that a plan is for the service of the connection, and not too old.</summary>
internal sealed class PlanOriginCheck(Uri service, TimeSpan maximumAge, DateTimeOffset now)
{
    /// <summary>A clock of another machine may be ahead of this one.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <exception cref="PlanMismatchException">A step is for another service, too old, or does not say so.</exception>
    public void Check(IEnumerable<ReadStep> steps)
    {
        foreach (var (step, fault) in steps)
        {
            if (fault is null)
            {
                CheckService(step.BaseUri);
                CheckAge(step.PlannedAt);
            }
        }
    }

    private void CheckService(Uri? planned)
    {
        if (planned is null)
        {
            throw new PlanMismatchException(Texts.PlanWithoutService) { Hint = Texts.PlanOtherServiceHint };
        }

        if (planned != service)
        {
            throw new PlanMismatchException(Texts.PlanOtherService.With($"{planned}", $"{service}")) { Hint = Texts.PlanOtherServiceHint };
        }
    }

    private void CheckAge(string? plannedAt)
    {
        if (PlanTime.Parse(plannedAt) is not { } time)
        {
            throw new PlanMismatchException(Texts.PlanUndated.With(plannedAt)) { Hint = Texts.PlanTooOldHint };
        }

        if (time > now + ClockSkew)
        {
            throw new PlanMismatchException(Texts.PlanFromFuture.With(plannedAt, PlanTime.Format(now))) { Hint = Texts.PlanTooOldHint };
        }

        if (now - time > maximumAge)
        {
            throw new PlanMismatchException(Texts.PlanTooOld.With(plannedAt, $"{maximumAge}")) { Hint = Texts.PlanTooOldHint };
        }
    }
}
