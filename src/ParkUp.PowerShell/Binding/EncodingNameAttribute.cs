using System.Management.Automation;
using System.Text;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Takes an encoding by the names that pwsh uses, by any name or code page that .NET knows, or as it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (bare is null or Encoding)
        {
            return bare;
        }

        try
        {
            return RosterEncodings.Parse(CellAttribute.ToText(bare) ?? string.Empty);
        }
        catch (ArgumentException failure)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
    }
}
