using System.Collections;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Takes references as text, one or many, or from the property of whatever is piped in. The engine tries a piped
/// object as a whole first, and would take its text form for a reference.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefIdsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare is IEnumerable many and not (string or IDictionary)
            ? many.Cast<object?>().Select(ToRefId).ToArray()
            : new[] { ToRefId(inputData) };
    }

    private static string? ToRefId(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is null or DBNull or string or ValueType)
        {
            return CellAttribute.ToText(value);
        }

        return CellAttribute.ToText(new PipedRow(PSObject.AsPSObject(value!), new ColumnNames()).Read(RosterField.RefId))
            ?? throw new ArgumentTransformationMetadataException(Texts.NoRefIdIn(bare.GetType().Name));
    }
}
