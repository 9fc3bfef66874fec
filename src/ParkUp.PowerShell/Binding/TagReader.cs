using System.Collections;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Reads tags: <c>Tag</c> objects, results of other cmdlets, anything with Code and Plate, <c>@{Code=…;Plate=…}</c>, and
/// <c>'CODE:PLATE'</c>, one or many. It never fails: a tag that cannot be read has its fault.
/// </summary>
internal static class TagReader
{
    public static Tag[] Read(object? value)
    {
        if (value is PSPropertyInfo property)
        {
            try
            {
                return Read(property.Value);
            }
            catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
            {
                return [Unreadable(failure.Message)];
            }
        }

        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null or DBNull => [],
            string text => FromList(text),
            IDictionary => [ReadOne(bare)],
            IEnumerable many => FromMany(many),
            _ => [ReadOne(value)],
        };
    }

    /// <summary>A tag that cannot be read, or a list that fails midway, leaves the other tags.</summary>
    private static Tag[] FromMany(IEnumerable many)
    {
        List<Tag> tags = [];
        try
        {
            foreach (var item in many)
            {
                tags.Add(ReadOne(item));
            }
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            tags.Add(Unreadable(failure.Message));
        }

        return [.. tags];
    }

    private static Tag ReadOne(object? item)
    {
        try
        {
            var bare = item is PSObject wrapped ? wrapped.BaseObject : item;
            return bare switch
            {
                Tag tag => tag,
                string text => FromText(text),
                IDictionary pairs => FromPairs(pairs),
                null => new Tag(code: null, plate: null),
                _ => FromProperties(PSObject.AsPSObject(item!)),
            };
        }
        catch (Exception failure) when (failure is not (PipelineStoppedException or OutOfMemoryException))
        {
            return Unreadable(failure.Message);
        }
    }

    private static Tag Unreadable(string reason) => new(code: null, plate: null) { Fault = reason };

    /// <summary>Tags as they stand in one cell of a file that results were exported to.</summary>
    private static Tag[] FromList(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FromText)];

    /// <summary>
    /// A code may have a colon in it, a plate does not. The text form of a result ends in its outcome, which is not part of
    /// the plate.
    /// </summary>
    private static Tag FromText(string text)
    {
        if (text.LastIndexOf(' ') is > 0 and var space && Enum.GetNames<Outcome>().Contains(text[(space + 1)..], StringComparer.Ordinal))
        {
            text = text[..space];
        }

        var colon = text.LastIndexOf(':');
        return colon < 0
            ? new Tag(text, plate: null)
            : new Tag(text[..colon], text[(colon + 1)..]);
    }

    private static Tag FromPairs(IDictionary pairs)
    {
        CellValue code = default;
        CellValue plate = default;
        foreach (DictionaryEntry pair in pairs)
        {
            switch (RosterColumns.FieldFor($"{pair.Key}"))
            {
                case RosterField.Code:
                    code = CellValue.From(pair.Value);
                    break;
                case RosterField.Plate:
                    plate = CellValue.From(pair.Value);
                    break;
                default:
                    return Unreadable(Texts.TagKey.With($"{pair.Key}"));
            }
        }

        return FromCells(code, plate);
    }

    private static Tag FromProperties(PSObject item)
    {
        var (code, plate) = (Find(item, RosterField.Code), Find(item, RosterField.Plate));
        return code is null && plate is null
            ? Unreadable(Texts.NotATag.With(item.BaseObject.GetType().Name))
            : FromCells(CellValue.From(code), CellValue.From(plate));
    }

    private static Tag FromCells(CellValue code, CellValue plate) => new(code.Text, plate.Text) { Fault = code.Fault ?? plate.Fault };

    /// <summary>The property of the field's own name, or else of any name that a roster gives it.</summary>
    private static PSPropertyInfo? Find(PSObject item, RosterField field) =>
        item.Properties[$"{field}"] ?? item.Properties.FirstOrDefault(property => RosterColumns.FieldFor(property.Name) == field);
}
