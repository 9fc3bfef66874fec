using System.Collections;

namespace ParkUp.PowerShell;

/// <summary>
/// The value of a parameter or column: culture-invariant text, or the reason why the value cannot be read. Conversion never
/// raises an error, because a row whose value fails to bind would have no result.
/// </summary>
public readonly record struct CellValue
{
    // Boxed once, as most parameters of a row are absent.
    private static readonly object BoxedAbsent = default(CellValue);

    /// <summary>The text; null where the value is absent or cannot be read.</summary>
    public string? Text { get; private init; }

    /// <summary>Why the value cannot be read; null where it can, or is absent.</summary>
    internal string? Fault { get; private init; }

    internal bool IsAbsent => Text is null && Fault is null;

    /// <summary>The text, or an empty string.</summary>
    public override string ToString() => Text ?? string.Empty;

    /// <summary>Reads text, a number, a bool, a date, null, a list with one of these, or a property.</summary>
    internal static CellValue From(object? value)
    {
        try
        {
            var cell = value is PSPropertyInfo property ? property.Value : value;

            // Most cells are text, or are not there: what else they may be takes longer to ask.
            return cell is null or string ? new CellValue { Text = (string?)cell } : Read(cell);
        }
        catch (Exception failure) when (IsCatchable(failure))
        {
            return Unreadable(failure.Message);
        }
    }

    internal static CellValue Unreadable(string reason) => new() { Fault = reason };

    /// <summary>The same, boxed for a parameter.</summary>
    internal static object BoxFrom(object? value) => From(value) is { IsAbsent: false } cell ? cell : BoxedAbsent;

    internal static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>Whether an exception is a fault of the value: getters and enumerators of the user's objects may raise any.</summary>
    internal static bool IsCatchable(Exception failure) => failure is not (PipelineStoppedException or OutOfMemoryException);

    private static CellValue Read(object? value)
    {
        var bare = Unwrap(value);
        switch (bare)
        {
            case CellValue cell:
                return cell;
            case IList { Count: 0 }:
                return default;
            case IList { Count: 1 } single when Unwrap(single[0]) is not IList:
                // Active Directory and JSON give a single value as a list.
                return Read(single[0]);
            case not string and (IEnumerable or PSCustomObject):
                return Unreadable(Texts.NotACell.With(bare.GetType().Name));
            default:
                break;
        }

        // The parser reads 00123 on the command line as a number, and keeps the typed text in its PSObject.
        return new CellValue
        {
            Text = value is PSObject { BaseObject: ValueType and not bool } literal
                && LanguagePrimitives.ConvertTo<string>(literal) is { } typed
                && !string.Equals(typed, Convert.ToString(bare, CultureInfo.InvariantCulture), StringComparison.Ordinal)
                ? typed
                : Cell.FromValue(bare),
        };
    }
}
