using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// The value of a parameter or column: text, the same in every culture, or the reason why it cannot be read. Conversion
/// never fails: a value that fails to bind would cost the row its result.
/// </summary>
public readonly record struct CellValue
{
    // One box for every absent cell.
    private static readonly object BoxedAbsent = default(CellValue);

    private CellValue(string? text, string? fault)
    {
        Text = text;
        Fault = fault;
    }

    /// <summary>The text; null where there is none.</summary>
    public string? Text { get; }

    /// <summary>Why the value cannot be read; null where it can, or is absent.</summary>
    internal string? Fault { get; }

    internal bool IsAbsent => Text is null && Fault is null;

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    /// <summary>Reads text, a number, a bool, a date, null, a list of one of these, or a property, whose getter may fail.</summary>
    internal static CellValue From(object? value)
    {
        try
        {
            return Read(value is PSPropertyInfo property ? property.Value : value);
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            // The user's own object may throw anything.
            return new CellValue(text: null, failure.Message);
        }
    }

    /// <summary>The same, boxed for a parameter.</summary>
    internal static object BoxFrom(object? value) => From(value) is { IsAbsent: false } cell ? cell : BoxedAbsent;

    private static CellValue Read(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case CellValue cell:
                return cell;
            case IList { Count: 1 } single:
                // Directories and JSON wrap a single value in a list.
                return Read(single[0]);
            case not string and (IEnumerable or PSCustomObject):
                return new CellValue(text: null, Texts.NotACell.With(bare.GetType().Name));
            default:
                break;
        }

        var text = Cell.FromValue(bare);

        // For a bare 00123 on the command line the parser makes a number, and keeps the typed text beside it.
        return value is PSObject { BaseObject: ValueType and not bool } literal
            && LanguagePrimitives.ConvertTo<string>(literal) is { } typed
            && !string.Equals(typed, Convert.ToString(bare, CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? new CellValue(typed, fault: null)
            : new CellValue(text, fault: null);
    }
}
