using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Takes any value as a cell of a row. It never fails: the row's check refuses what is no cell, and the row has its result.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RowCellAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => CellValue.BoxFrom(inputData);
}
