using System.Collections;
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
        return bare is string or not (IEnumerable or PSCustomObject)
            ? Cell.FromValue(bare)
            : throw new ArgumentTransformationMetadataException(Texts.NotACell(bare.GetType().Name));
    }
}
