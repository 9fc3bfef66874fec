using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>How a kind of result is counted, written and described.</summary>
/// <param name="Unit">What a run of them counts.</param>
/// <param name="RefId">The customer that a result is about.</param>
/// <param name="Outcome">What a row came to, for the summary.</param>
/// <param name="Output">What is written for a result: an object, or several.</param>
/// <param name="Describe">What an error is about, and the whole sentence about it.</param>
internal sealed record ResultView<TResult>(
    Counted Unit,
    Func<TResult, string?> RefId,
    Func<Reported<TResult>, string> Outcome,
    Func<TResult, (object? Objects, bool AreSeveral)> Output,
    Func<TResult, ParkUpException, (object? Target, string Message)> Describe);

/// <summary>The views of the three kinds of result.</summary>
internal static class ResultViews
{
    public static ResultView<TagResult> Tags { get; } = new(
        Counted.Rows,
        static result => result.RefId,
        static report => report.Result.Outcome.ToString(),
        static result => (result, false),
        static (result, error) => (result, Explain.Error(result, error)));

    public static ResultView<CustomerResult> Customers { get; } = new(
        Counted.Customers,
        static result => result.RefId,
        static report => report.Result.Outcome.ToString(),
        static result => (result, false),
        static (result, error) => (result, Explain.Error(result, error)));

    public static ResultView<ListedTags> Lists { get; } = new(
        Counted.Customers,
        static result => result.RefId,
        static report => report.Error is null ? "Listed" : "Failed",
        static result => (result.Tags, true),
        static (result, error) => (result.RefId, Explain.Error(result.RefId, error)));
}
