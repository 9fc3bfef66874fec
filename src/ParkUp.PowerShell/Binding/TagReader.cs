using System.Collections;

namespace ParkUp.PowerShell;

/// <summary>
/// Reads one tag or several: <c>Tag</c> objects, results of cmdlets, objects with Code and Plate, <c>@{Code=…;Plate=…}</c>
/// and <c>'CODE:PLATE'</c>. It never fails: a tag that cannot be read has a fault instead.
/// </summary>
internal static class TagReader
{
    /// <summary>Reads the column of an object: as text, it may hold several tags, as results are exported and people write them.</summary>
    public static Tag[] ReadColumn(object? column)
    {
        try
        {
            var value = column is PSPropertyInfo property ? property.Value : column;
            return CellValue.Unwrap(value) is string text ? [.. TagCells.Read(text)] : Read(value);
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            return [TagCells.Unreadable(failure.Message)];
        }
    }

    /// <summary>Reads an argument: each text in it is one tag.</summary>
    public static Tag[] Read(object? value)
    {
        if (value is null)
        {
            return [];
        }

        List<Tag> tags = [];
        try
        {
            switch (CellValue.Unwrap(value))
            {
                case null or DBNull:
                    break;
                case string text when string.IsNullOrWhiteSpace(text):
                    break;
                case IEnumerable many and not (string or IDictionary):
                    foreach (var item in many)
                    {
                        tags.Add(ReadOne(item));
                    }

                    break;
                default:
                    tags.Add(ReadOne(value));
                    break;
            }
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            // The tags before the failure are kept.
            tags.Add(TagCells.Unreadable(failure.Message));
        }

        return [.. tags];
    }

    private static Tag ReadOne(object? item)
    {
        try
        {
            return CellValue.Unwrap(item) switch
            {
                Tag tag => tag,
                string text => TagCells.ReadOne(text),
                IDictionary pairs => FromPairs(pairs),
                null => new Tag(code: null, plate: null),
                _ => FromProperties(PSObject.AsPSObject(item!)),
            };
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            return TagCells.Unreadable(failure.Message);
        }
    }

    private static Tag FromPairs(IDictionary pairs)
    {
        foreach (var key in pairs.Keys)
        {
            if (RosterColumns.FieldFor($"{key}") is not (RosterField.Code or RosterField.Plate))
            {
                return TagCells.Unreadable(Texts.TagKey.With($"{key}"));
            }
        }

        return FromRow(PSObject.AsPSObject(pairs));
    }

    private static Tag FromProperties(PSObject item)
    {
        var isTag = item.Properties.Any(static property => RosterColumns.FieldFor(property.Name) is RosterField.Code or RosterField.Plate);
        return isTag ? FromRow(item) : TagCells.Unreadable(Texts.NotATag.With(item.BaseObject.GetType().Name));
    }

    private static Tag FromRow(PSObject item)
    {
        var row = new PipedRow(item, new ColumnNames());
        var (code, plate) = row.HasColumns
            ? (row.Read(RosterField.Code), row.Read(RosterField.Plate))
            : (CellValue.From(item.Properties[nameof(RosterField.Code)]), CellValue.From(item.Properties[nameof(RosterField.Plate)]));
        return FromCells(code, plate) with { Undone = row.Undone };
    }

    private static Tag FromCells(CellValue code, CellValue plate) => new(code.Text, plate.Text) { Fault = code.Fault ?? plate.Fault };
}
