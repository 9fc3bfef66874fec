using System.Collections;

namespace ParkUp.PowerShell;

/// <summary>Binds any value to a cell of a row. It never fails: a value that is no cell is refused by the check of the row, which then has a result.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RowCellAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => CellValue.BoxFrom(inputData);
}

/// <summary>Binds a value as culture-invariant text. Lists and objects fail to bind.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CellAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ToText(CellValue.From(inputData));

    /// <exception cref="ArgumentTransformationMetadataException">The value is a list or an object, not a cell.</exception>
    internal static string? ToText(CellValue cell) => cell.Fault is { } fault ? throw new ArgumentTransformationMetadataException(fault) : cell.Text;
}

/// <summary>Binds tags in every form that <see cref="TagReader"/> reads.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TagArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => TagReader.Read(inputData);
}

/// <summary>
/// Binds one reference or several, as text or from a column of the piped object. The engine binds a piped object by value
/// before it looks for the column, and would convert the whole object to text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefIdsAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        CellValue.Unwrap(inputData) is IEnumerable many and not (string or IDictionary)
            ? many.Cast<object?>().Select(ToRefId).ToArray()
            : new[] { ToRefId(inputData) };

    private static string? ToRefId(object? value)
    {
        var bare = CellValue.Unwrap(value);
        if (bare is null or DBNull or string or ValueType)
        {
            return CellAttribute.ToText(CellValue.From(value));
        }

        var item = PSObject.AsPSObject(value!);
        var row = new PipedRow(item, new ColumnNames());
        var cell = row.HasColumns ? row.Read(RosterField.RefId) : CellValue.From(item.Properties[nameof(RosterField.RefId)]);
        return CellAttribute.ToText(cell) ?? throw new ArgumentTransformationMetadataException(Texts.NoRefIdIn.With(bare.GetType().Name));
    }
}

/// <summary>Binds an <see cref="Encoding"/>, or a name or code page that pwsh or .NET knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingNameAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = CellValue.Unwrap(inputData);
        try
        {
            return bare is null or Encoding ? bare : RosterEncodings.Parse(CellAttribute.ToText(CellValue.From(bare)) ?? string.Empty);
        }
        catch (ArgumentException failure)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
    }
}
