namespace ParkUp.PowerShell;

/// <summary>How results of one type are counted, written and described.</summary>
/// <param name="Label">The outcome of a result in the summary of a run.</param>
/// <param name="Describe">The target and the message of an error record.</param>
internal sealed record ResultView<TResult>(
    Counted Unit,
    Action<PSCmdlet, TResult> Write,
    Func<TResult, string> Label,
    Func<TResult, ParkUpException, (object? Target, string Message)> Describe);

internal static class ResultViews
{
    public static readonly ResultView<TagResult> Tags = OfRows<TagResult>(Counted.Rows, ErrorText.Of);

    public static readonly ResultView<CustomerResult> Customers = OfRows<CustomerResult>(Counted.Customers, ErrorText.Of);

    public static readonly ResultView<PlanResult> Steps = OfRows<PlanResult>(Counted.Steps, ErrorText.Of);

    public static readonly ResultView<TagList> Lists = new(
        Counted.Customers,
        static (command, list) => command.WriteObject(list.Wanted is null ? list.Tags : list.Tags.Where(tag => list.Wanted(tag)), enumerateCollection: true),
        static list => list.Error is null ? "Listed" : "Failed",
        static (list, error) => (list.RefId, ErrorText.OfList(list.RefId, error)));

    private static ResultView<TResult> OfRows<TResult>(Counted unit, Func<TResult, ParkUpException, string> describe)
        where TResult : class, IRowResult => new(
            unit,
            static (command, result) => command.WriteObject(result),
            static result => result.Outcome.ToString(),
            (result, error) => (result, describe(result, error)));
}
