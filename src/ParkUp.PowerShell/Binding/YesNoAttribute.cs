using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Takes true/false, 1/0, yes/no, sí/no, verdadero/falso. Anything else is kept as it is for the row's check, since
/// a value that fails to bind would lose the row.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class YesNoAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject { BaseObject: YesNo same } ? same : YesNo.Parse(UnreadableCell.OrElse(inputData, CellAttribute.ToText, static unreadable => unreadable));
}
