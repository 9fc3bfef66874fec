using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Takes a value as a cell of a roster: text, the same in every culture. A blank or a null never fails to bind:
/// it is the row's check that refuses it, by name, and the row still gets its result.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ToText(inputData);

    /// <summary>The text of a value.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value is a list or an object, not a cell.</exception>
    internal static string? ToText(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is IList { Count: 1 } alone)
        {
            // Directories and JSON wrap a single value in a list.
            return ToText(alone[0]);
        }

        if (bare is not string and (IEnumerable or PSCustomObject))
        {
            throw new ArgumentTransformationMetadataException(Texts.NotACell(bare.GetType().Name));
        }

        var text = Cell.FromValue(bare);

        // A bare 00123 on the command line is a number to the parser, which keeps what was typed beside it.
        return value is PSObject { BaseObject: ValueType and not bool } literal
            && LanguagePrimitives.ConvertTo<string>(literal) is { } typed
            && !string.Equals(typed, Convert.ToString(bare, CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? typed
            : text;
    }
}
