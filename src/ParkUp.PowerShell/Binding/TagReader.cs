using System.Collections;

namespace ParkUp.PowerShell;

/// <summary>
/// Reads one tag or several: <c>Tag</c> objects, results of cmdlets, objects with Code and Plate, <c>@{Code=…;Plate=…}</c>
/// and <c>'CODE:PLATE'</c>. It never fails: a tag that cannot be read has a fault instead.
/// </summary>
internal static class TagReader
{
    public static Tag[] Read(object? value)
    {
        if (value is null)
        {
            return [];
        }

        List<Tag> tags = [];
        try
        {
            var given = value is PSPropertyInfo property ? property.Value : value;
            switch (CellValue.Unwrap(given))
            {
                case null or DBNull:
                    break;
                case string text:
                    // A cell of a file that results were exported to holds several tags.
                    tags.AddRange(text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FromText));
                    break;
                case IEnumerable many and not IDictionary:
                    foreach (var item in many)
                    {
                        tags.Add(ReadOne(item));
                    }

                    break;
                default:
                    tags.Add(ReadOne(given));
                    break;
            }
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            // The tags before the failure are kept.
            tags.Add(Unreadable(failure.Message));
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
                string text => FromText(text),
                IDictionary pairs => FromPairs(pairs),
                null => new Tag(code: null, plate: null),
                _ => FromProperties(PSObject.AsPSObject(item!)),
            };
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            return Unreadable(failure.Message);
        }
    }

    private static Tag Unreadable(string reason) => new(code: null, plate: null) { Fault = reason };

    /// <summary>Splits at the last colon: codes may contain one. The text form of a result ends with its outcome, which is removed.</summary>
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

    /// <summary>The property with the name of the field, or else with another name that a roster may give it.</summary>
    private static PSPropertyInfo? Find(PSObject item, RosterField field) =>
        item.Properties[$"{field}"] ?? item.Properties.FirstOrDefault(property => RosterColumns.FieldFor(property.Name) == field);
}
