using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>A cell of a row that must have its result, whatever it holds: what is no cell is told by the row's check.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RowCellAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        UnreadableCell.OrElse(inputData, CellAttribute.ToText, static unreadable => unreadable);
}
