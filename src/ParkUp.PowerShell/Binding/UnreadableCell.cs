using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>
/// A cell that is no text, carried past the engine's binding as a text that says why. To fail there would cost the row
/// its result. The sign is another in each process, so nothing that anyone typed is taken for it.
/// </summary>
internal static class UnreadableCell
{
    private static readonly string Sign = $"\0{Guid.NewGuid()}:";

    private static string Of(string reason) => Sign + reason;

    /// <summary>What a transformation makes of a value; the engine's own faults are let through.</summary>
    public static TResult OrElse<TValue, TResult>(TValue value, Func<TValue, TResult> transform, Func<string, TResult> unreadable)
    {
        try
        {
            return transform(value);
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            // Whatever a property or a ToString of the user's own object throws: the row is told, and goes on to its result.
            return unreadable(Of(failure.Message));
        }
    }

    public static bool Is(string? cell, [NotNullWhen(true)] out string? reason)
    {
        reason = cell?.StartsWith(Sign, StringComparison.Ordinal) == true ? cell[Sign.Length..] : null;
        return reason is not null;
    }
}
