using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Takes a value as text, the same in every culture, where what is no text may fail to bind.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ToText(inputData);

    /// <summary>The text of a value.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The value is a list or an object, not a cell.</exception>
    internal static string? ToText(object? value)
    {
        var cell = CellValue.From(value);
        return cell.Fault is { } fault ? throw new ArgumentTransformationMetadataException(fault) : cell.Text;
    }
}
