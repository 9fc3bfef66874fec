using System.Collections;
using System.Management.Automation;
using System.Text;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Takes any value as a cell of a row. It never fails: the row's check refuses what is not a cell, and the row has its result.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RowCellAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => CellValue.BoxFrom(inputData);
}

/// <summary>Takes a value as text, the same in every culture. What is not a cell fails to bind.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CellAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ToText(CellValue.From(inputData));

    /// <exception cref="ArgumentTransformationMetadataException">The value is a list or an object, not a cell.</exception>
    internal static string? ToText(CellValue cell) => cell.Fault is { } fault ? throw new ArgumentTransformationMetadataException(fault) : cell.Text;
}

/// <summary>Takes tags in every form that <see cref="TagReader"/> reads.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TagArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => TagReader.Read(inputData);
}

/// <summary>
/// Takes references as text, one or many, or from a column of the piped object. The engine tries a piped object as a
/// whole first, and would take its text form for a reference.
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
            return CellAttribute.ToText(CellValue.From(value));
        }

        var item = PSObject.AsPSObject(value!);
        var cell = bare is not IDictionary && item.Properties[nameof(RosterField.RefId)] is { } property
            ? CellValue.From(property)
            : new PipedRow(item, new ColumnNames()).Read(RosterField.RefId);
        return CellAttribute.ToText(cell) ?? throw new ArgumentTransformationMetadataException(Texts.NoRefIdIn.With(bare.GetType().Name));
    }
}

/// <summary>Takes an encoding by the names of pwsh, by any name or code page that .NET knows, or as it is.</summary>
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
            return RosterEncodings.Parse(CellAttribute.ToText(CellValue.From(bare)) ?? string.Empty);
        }
        catch (ArgumentException failure)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
    }
}
