using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// What a parameter or a column of a row holds: text, the same in every culture, or the reason why it is none. Making
/// one never fails: a value that fails to bind would cost the row its result.
/// </summary>
public readonly record struct CellValue
{
    // One box for all that is absent, so that the columns that a row lacks cost it nothing.
    private static readonly object BoxedAbsent = default(CellValue);

    private CellValue(string? text, string? fault)
    {
        Text = text;
        Fault = fault;
    }

    /// <summary>The text; null where there is none, or where the value is none.</summary>
    public string? Text { get; }

    /// <summary>Why the value is no text; null where it is one, or absent.</summary>
    internal string? Fault { get; }

    /// <summary>Whether nothing was given.</summary>
    internal bool IsAbsent => Text is null && Fault is null;

    /// <inheritdoc/>
    public override string ToString() => Text ?? string.Empty;

    /// <summary>The cell of a value: text, a number, a bool, a date, null, or a list of one of these.</summary>
    internal static CellValue From(object? value)
    {
        try
        {
            return Read(value);
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            // Whatever a ToString of the user's own object throws is the row's fault, and no other's.
            return new CellValue(text: null, failure.Message);
        }
    }

    /// <summary>The same, as a parameter takes it.</summary>
    internal static object BoxFrom(object? value) => From(value) is { IsAbsent: false } cell ? cell : BoxedAbsent;

    /// <summary>The cell of a property, whose own code may fail.</summary>
    internal static CellValue From(PSPropertyInfo property)
    {
        try
        {
            return Read(property.Value);
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            return new CellValue(text: null, failure.Message);
        }
    }

    private static CellValue Read(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case CellValue cell:
                return cell;
            case IList { Count: 1 } alone:
                // Directories and JSON wrap a single value in a list.
                return Read(alone[0]);
            case not string and (IEnumerable or PSCustomObject):
                return new CellValue(text: null, Texts.NotACell(bare.GetType().Name));
            default:
                break;
        }

        var text = Cell.FromValue(bare);

        // A bare 00123 on the command line is a number to the parser, which keeps what was typed beside it.
        return value is PSObject { BaseObject: ValueType and not bool } literal
            && LanguagePrimitives.ConvertTo<string>(literal) is { } typed
            && !string.Equals(typed, Convert.ToString(bare, CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? new CellValue(typed, fault: null)
            : new CellValue(text, fault: null);
    }
}
