namespace ParkUp.PowerShell;

/// <summary>Messages that are composed of several texts.</summary>
internal static class Messages
{
    /// <summary>Whether the texts are in a language other than English, which the messages of the engine are in.</summary>
    public static bool AreTranslated => Client.Texts.NumberCulture.Length > 0;

    /// <param name="rate">Results per second; shown with a decimal below ten.</param>
    public static string Progress(Counted unit, long done, long failed, double rate) =>
        (unit switch { Counted.Customers => Texts.ProgressOfCustomers, Counted.Steps => Texts.ProgressOfSteps, _ => Texts.ProgressOfRows }).With(done, failed, (rate < 10 ? "{0:0.0}" : "{0:N0}").With(rate));

    public static string CameBefore(string refId, int? line) =>
        Texts.CameBefore.With(refId, line is { } number ? Texts.OnLine.With(number) : string.Empty);

    /// <summary>The target of a row to add or revoke, for -WhatIf and -Confirm.</summary>
    public static string Target(TagOrder order, bool isMasked) => (order.Code, order.Plate) switch
    {
        (null, null) => Texts.AllTags.With(order.Customer.RefId),
        (null, var plate) => Texts.TagsOfPlate.With(Plate(plate, isMasked), order.Customer.RefId),
        (var code, null) => Texts.TagOfCode.With(code, order.Customer.RefId),
        var (code, plate) => Texts.TagOfBoth.With(code, Plate(plate, isMasked), order.Customer.RefId),
    };

    /// <summary>The target of a customer to create.</summary>
    public static string Target(CustomerOrder order, bool isMasked) => order.Tags.Count == 0
        ? Texts.Customer.With(order.RefId)
        : Texts.CustomerWithTags.With(order.RefId, string.Join(", ", order.Tags.Select(tag => Texts.TagOfCustomer.With(tag.Code, Plate(tag.Plate!, isMasked)))));

    /// <summary>One line with rows, outcomes, requests, retries and time.</summary>
    public static string Summary(RunSummary run)
    {
        var (one, many) = run.Unit switch
        {
            Counted.Customers => (Texts.OneCustomer, Texts.Customers),
            Counted.Steps => (Texts.OneStep, Texts.Steps),
            _ => (Texts.OneRow, Texts.Rows),
        };
        var outcomes = run.Outcomes.Count > 0
            ? string.Join(", ", run.Outcomes.Select(static outcome => "{0:N0} {1}".With(outcome.Value, outcome.Key)))
            : run.Rows == 0 ? Texts.Nothing : Texts.NothingSent;
        var line = Texts.Summary.With(
            Count(one, many, run.Rows), outcomes, Count(Texts.OneRequest, Texts.Requests, run.Requests), Count(Texts.OneRepeated, Texts.Repeated, run.Retries), run.Time.TotalSeconds);
        return run.IsSandbox ? Texts.SummaryOnSandbox.With(line) : line;
    }

    /// <summary>What the run has found of the number of requests that the service takes; null where it was given or never reached, and no 429 came.</summary>
    public static string? Concurrency(ConcurrencyFound found)
    {
        var limit = found.IsGiven || found.MostInFlight < ConcurrencyLimit.Least ? null : Texts.ConcurrencySettled.With(found.Limit, found.MostInFlight);
        var rate = found.Peak is { } perSecond ? Texts.ConcurrencyRate.With(perSecond) : null;
        return limit is null || rate is null ? limit ?? rate : limit + " " + rate;
    }

    /// <summary>The steps of a plan by action, and those that are held.</summary>
    public static string Counts(PlanCounts counts)
    {
        var parts = Enum.GetValues<PlanAction>().Where(counts.Ready.ContainsKey).OrderBy(static action => action is PlanAction.Keep)
            .Select(action => Texts.PlanPart.With(counts.Ready[action], $"{action}"));
        var all = string.Join(", ", counts.Held == 0 ? parts : parts.Append(Texts.PlanPart.With(counts.Held, $"{PlanStatus.Held}")));
        return all.Length == 0 ? Texts.PlanNothing : all;
    }

    private static string Count(string one, string many, long number) => (number == 1 ? one : many).With(number);

    private static string Plate(string plate, bool isMasked) => isMasked ? TextSanitizer.Mask(TextSanitizer.Clean(plate)) : plate;
}
