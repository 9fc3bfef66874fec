using System.Globalization;
using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>
/// Takes the line of a roster's row. It is only ever reported, so a column of that name with something else in it
/// does no harm.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LineNumberAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return int.TryParse(Convert.ToString(bare, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? line
            : null;
    }
}
