using System.Collections;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Takes tags as they come: <c>Tag</c> objects, results of other cmdlets, anything with Code and Plate,
/// <c>@{Code=…;Plate=…}</c>, and <c>'CODE:PLATE'</c>, one or many.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TagArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return bare switch
        {
            null or DBNull => Array.Empty<Tag>(),
            string text => FromList(text),
            IDictionary => new[] { Read(bare) },
            IEnumerable many => FromMany(many),
            _ => new[] { Read(inputData) },
        };
    }

    /// <summary>One that cannot be read takes none of the others with it; nor does a list that breaks off.</summary>
    private static Tag[] FromMany(IEnumerable many)
    {
        List<Tag> tags = [];
        var broken = UnreadableCell.OrElse<IEnumerable, Tag?>(
            many,
            items =>
            {
                foreach (var item in items)
                {
                    tags.Add(Read(item));
                }

                return null;
            },
            Unreadable);
        return broken is null ? [.. tags] : [.. tags, broken];
    }

    private static Tag Read(object? item) => UnreadableCell.OrElse(item, ToTag, Unreadable);

    private static Tag Unreadable(string reason) => new(reason, plate: null);

    /// <summary>Tags as they stand in one cell of a file that results were exported to.</summary>
    private static Tag[] FromList(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FromText)];

    private static Tag ToTag(object? item)
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

    /// <summary>
    /// No plate has a colon in it; a code might. A result's own text has its outcome behind the plate, and must not
    /// make another plate of it.
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
        var tag = new Dictionary<RosterField, string?>();
        foreach (DictionaryEntry pair in pairs)
        {
            var field = RosterColumns.FieldFor($"{pair.Key}");
            if (field is not (RosterField.Code or RosterField.Plate))
            {
                throw new ArgumentTransformationMetadataException(Texts.TagKey(pair.Key));
            }

            tag[field.Value] = CellAttribute.ToText(pair.Value);
        }

        return new Tag(tag.GetValueOrDefault(RosterField.Code), tag.GetValueOrDefault(RosterField.Plate));
    }

    private static Tag FromProperties(PSObject item)
    {
        var code = Find(item, RosterField.Code);
        var plate = Find(item, RosterField.Plate);
        return code is null && plate is null
            ? throw new ArgumentTransformationMetadataException(Texts.NotATag(item.BaseObject.GetType().Name))
            : new Tag(CellAttribute.ToText(code?.Value), CellAttribute.ToText(plate?.Value));
    }

    /// <summary>The property of the field's own name, or else of any name that a roster gives it.</summary>
    private static PSPropertyInfo? Find(PSObject item, RosterField field) =>
        item.Properties[$"{field}"] ?? item.Properties.FirstOrDefault(property => RosterColumns.FieldFor(property.Name) == field);
}
