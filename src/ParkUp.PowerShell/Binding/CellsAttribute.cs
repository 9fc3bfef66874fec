using System.Collections;
using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Takes one cell or a list of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CellsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare is IEnumerable many and not (string or IDictionary)
            ? many.Cast<object?>().Select(CellAttribute.ToText).ToArray()
            : new[] { CellAttribute.ToText(inputData) };
    }
}
