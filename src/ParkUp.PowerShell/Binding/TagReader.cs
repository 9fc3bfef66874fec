using System.Collections;

namespace ParkUp.PowerShell;

/// <summary>
/// Reads one tag or several: <c>Tag</c> objects, results of cmdlets, objects with Code and Plate, <c>@{Code=…;Plate=…}</c>
/// and <c>'CODE:PLATE'</c>. It never fails: a tag that cannot be read has a fault instead.
/// </summary>
internal static class TagReader
{
    private static readonly char[] AlwaysBetweenTags = [';', '|', '\r', '\n'];

    // A code may contain these signs, so they part tags only if there is a tag on each side.
    private static readonly char[] MaybeBetweenTags = [',', '/', ' ', '\t'];

    /// <summary>Reads the column of an object: as text, it may hold several tags, as results are exported and people write them.</summary>
    public static Tag[] ReadColumn(object? column)
    {
        try
        {
            var value = column is PSPropertyInfo property ? property.Value : column;
            return CellValue.Unwrap(value) is string text ? [.. ReadCell(text)] : Read(value);
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            return [Unreadable(failure.Message)];
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

    public static Tag Unreadable(string reason) => new(code: null, plate: null) { Fault = reason };

    private static IEnumerable<Tag> ReadCell(string cell)
    {
        foreach (var part in (CellRules.Restore(RosterField.Tags, cell) ?? string.Empty).Split(AlwaysBetweenTags, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var tags = part.Split(MaybeBetweenTags, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var tag in tags.All(static tag => tag.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 0 && colon < tag.Length - 1) ? tags : [part])
            {
                yield return FromText(WithoutOutcome(tag));
            }
        }
    }

    /// <summary>Splits at the last colon: codes may contain one.</summary>
    private static Tag FromText(string text)
    {
        var colon = text.LastIndexOf(':');
        var isSeveral = text.AsSpan().ContainsAny(AlwaysBetweenTags)
            || (colon > 0 && text.AsSpan(text.IndexOf(':', StringComparison.Ordinal)..colon).ContainsAny(MaybeBetweenTags));
        if (isSeveral || WithoutOutcome(text).Length < text.Length)
        {
            return Unreadable(Texts.NotOneTag.With(text));
        }

        return colon < 0
            ? new Tag(text, plate: null)
            : new Tag(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>A tag of an exported result ends with its outcome.</summary>
    private static string WithoutOutcome(string text) =>
        text.LastIndexOf(' ') is > 0 and var space && Enum.GetNames<Outcome>().Contains(text[(space + 1)..], StringComparer.Ordinal) ? text[..space] : text;

    private static Tag FromPairs(IDictionary pairs)
    {
        foreach (var key in pairs.Keys)
        {
            if (RosterColumns.FieldFor($"{key}") is not (RosterField.Code or RosterField.Plate))
            {
                return Unreadable(Texts.TagKey.With($"{key}"));
            }
        }

        return FromRow(PSObject.AsPSObject(pairs));
    }

    private static Tag FromProperties(PSObject item)
    {
        var isTag = item.Properties.Any(static property => RosterColumns.FieldFor(property.Name) is RosterField.Code or RosterField.Plate);
        return isTag ? FromRow(item) : Unreadable(Texts.NotATag.With(item.BaseObject.GetType().Name));
    }

    private static Tag FromRow(PSObject item)
    {
        var row = new PipedRow(item, new ColumnNames());
        var (code, plate) = row.HasColumns
            ? (row.Read(RosterField.Code), row.Read(RosterField.Plate))
            : (CellValue.From(item.Properties[nameof(RosterField.Code)]), CellValue.From(item.Properties[nameof(RosterField.Plate)]));
        return FromCells(code, plate) with { IsFailedRevocation = row.IsFailedRevocation };
    }

    private static Tag FromCells(CellValue code, CellValue plate) => new(code.Text, plate.Text) { Fault = code.Fault ?? plate.Fault };
}
