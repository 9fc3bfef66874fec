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
            null => Array.Empty<Tag>(),
            string or IDictionary => new[] { ToTag(bare) },
            IEnumerable many => many.Cast<object?>().Select(ToTag).ToArray(),
            _ => new[] { ToTag(inputData!) },
        };
    }

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

    /// <summary>No plate has a colon in it; a code might.</summary>
    private static Tag FromText(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0
            ? new Tag(text, plate: null)
            : new Tag(text[..colon], text[(colon + 1)..]);
    }

    private static Tag FromPairs(IDictionary pairs)
    {
        string? code = null;
        string? plate = null;
        foreach (DictionaryEntry pair in pairs)
        {
            switch ((pair.Key as string)?.ToUpperInvariant())
            {
                case "CODE":
                    code = CellAttribute.ToText(pair.Value);
                    break;
                case "PLATE":
                    plate = CellAttribute.ToText(pair.Value);
                    break;
                default:
                    throw new ArgumentTransformationMetadataException(Texts.TagKey(pair.Key));
            }
        }

        return new Tag(code, plate);
    }

    private static Tag FromProperties(PSObject item)
    {
        var code = item.Properties["Code"];
        var plate = item.Properties["Plate"];
        return code is null && plate is null
            ? throw new ArgumentTransformationMetadataException(Texts.NotATag(item.BaseObject.GetType().Name))
            : new Tag(CellAttribute.ToText(code?.Value), CellAttribute.ToText(plate?.Value));
    }
}
