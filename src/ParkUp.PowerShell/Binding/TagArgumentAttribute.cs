using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Takes tags in every form that <see cref="TagReader"/> knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TagArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => TagReader.Read(inputData);
}
