using System.Management.Automation;
using ParkUp.Client;

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
    public static readonly ResultView<TagResult> Tags = new(
        Counted.Rows,
        static (command, result) => command.WriteObject(result),
        static result => result.Outcome.ToString(),
        static (result, error) => (result, ErrorText.Of(result, error)));

    public static readonly ResultView<CustomerResult> Customers = new(
        Counted.Customers,
        static (command, result) => command.WriteObject(result),
        static result => result.Outcome.ToString(),
        static (result, error) => (result, ErrorText.Of(result, error)));

    public static readonly ResultView<TagList> Lists = new(
        Counted.Customers,
        static (command, list) => command.WriteObject(list.Wanted is null ? list.Tags : list.Tags.Where(tag => list.Wanted(tag)), enumerateCollection: true),
        static list => list.Error is null ? "Listed" : "Failed",
        static (list, error) => (list.RefId, ErrorText.OfList(list.RefId, error)));
}
