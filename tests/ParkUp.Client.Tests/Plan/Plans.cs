namespace ParkUp.Client.Tests.Plan;

/// <summary>Rosters, states and lists in a few signs, and the plan of them.</summary>
internal static class Plans
{
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 3, 0, 0, TimeSpan.Zero);

    public static readonly PlanOptions Options = new() { BaseUri = new Uri("https://parkup.example/"), Now = Now };

    /// <summary>How many steps the guard holds.</summary>
    public static int HeldByGuard(this PlanFigures figures) =>
        (figures.RevocationReason is null ? 0 : figures.Revocations) + (figures.ChangeReason is null ? 0 : figures.Changes);

    /// <summary>A row with what a customer needs.</summary>
    public static PlanRow Row(string? refId, string? code = null, string? plate = null, int? line = null) =>
        new() { RefId = refId, Code = code, Plate = plate, Line = line, Email = $"{refId}@example.com", Phone = "+56911111111" };

    /// <summary>A row with nothing but the tag.</summary>
    public static PlanRow Bare(string? refId, string? code = null, string? plate = null, int? line = null) =>
        new() { RefId = refId, Code = code, Plate = plate, Line = line };

    /// <summary>A row that cannot be read.</summary>
    public static PlanRow Fault(string? refId, string? code = null, string? plate = null, int? line = null) =>
        Bare(refId, code, plate, line) with { Fault = "Unreadable." };

    /// <summary>The tags, each as REFID CODE:PLATE, that applied rosters placed.</summary>
    public static PlanState State(params string[] tags)
    {
        var state = new PlanState();
        foreach (var (refId, tag) in tags.Select(Parse))
        {
            state.Put(new StateEntry { RefId = refId, Code = tag.Code!, Plate = tag.Plate, Seen = Now.AddDays(-1) });
        }

        return state;
    }

    /// <summary>What the service holds, each tag as REFID CODE:PLATE, or REFID alone for a customer without one. It knows no other customers.</summary>
    public static CustomerListing[] Service(params string[] tags) =>
    [
        .. tags.GroupBy(static text => text.Split(' ')[0], StringComparer.Ordinal)
            .Select(static held => new CustomerListing(held.Key, [.. held.Where(static text => text.Contains(' ', StringComparison.Ordinal)).Select(static text => Parse(text).Tag)])),
    ];

    public static Planner Planner(IReadOnlyList<PlanRow> rows, PlanState state, IReadOnlyCollection<CustomerListing> service, PlanOptions? options = null)
    {
        var planner = new Planner(rows, state, options ?? Options);
        foreach (var customer in planner.Customers)
        {
            planner.Note(service.FirstOrDefault(list => string.Equals(list.RefId, customer.RefId, StringComparison.Ordinal)) ?? new CustomerListing(customer.RefId, Tags: null));
        }

        return planner;
    }

    public static IReadOnlyList<PlanStep> Of(IReadOnlyList<PlanRow> rows, PlanState state, IReadOnlyCollection<CustomerListing> service, PlanOptions? options = null) =>
        [.. Planner(rows, state, service, options).Steps()];

    /// <summary>The steps in short: action, ! if held, customer, tag, and where it comes from.</summary>
    public static string[] Brief(IEnumerable<PlanStep> steps) =>
    [
        .. steps.Select(static step => string.Concat(
            step.Action.ToString(),
            step.Status == PlanStatus.Held ? "! " : " ",
            step.RefId ?? "?",
            step.Code is null ? string.Empty : $" {step.Code}:{step.Plate}",
            step.PreviousPlate is null ? string.Empty : $" was {step.PreviousPlate}",
            step.FromRefId is null ? string.Empty : $" of {step.FromRefId}")),
    ];

    public static (string RefId, Tag Tag) Parse(string text)
    {
        var parts = text.Split(' ', 2);
        var tag = parts[1].Split(':', 2);
        return (parts[0], new Tag(tag[0], tag[1]));
    }
}
