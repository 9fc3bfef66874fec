using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Finds a field in whatever was piped in, by any name that a roster may give its column, accents and spaces and
/// all, where the engine found no parameter or alias of exactly that name. Keys of a hashtable count as columns.
/// </summary>
internal sealed class PipedRow
{
    // What a name means is worked out once for each cmdlet, not once for each row.
    private readonly Dictionary<string, RosterField?> _fields = new(StringComparer.Ordinal);

    // The columns of the object that was looked through last: to list an object's properties is what costs.
    private readonly Dictionary<RosterField, string> _columns = [];
    private PSObject? _columnsOf;

    /// <summary>The text of the field; null where the object has no such column.</summary>
    public string? Find(PSObject? piped, RosterField field) => piped?.BaseObject switch
    {
        null or string or ValueType => null,
        IDictionary pairs => FindKey(pairs, field),
        _ => FindColumn(piped, field, fresh: true),
    };

    /// <summary>
    /// The same for a field that a row can do without: objects that follow one another have the columns of the first,
    /// and are not each looked through for one that most do not have. (Names that are parameters or aliases never come
    /// here: the engine has looked for those in every object.)
    /// </summary>
    public string? FindAsBefore(PSObject? piped, RosterField field) =>
        _columnsOf is { } before && piped?.BaseObject.GetType() == before.BaseObject.GetType() && piped.BaseObject is not IDictionary
            ? FindColumn(piped, field, fresh: false)
            : Find(piped, field);

    /// <summary>
    /// The line of the roster that the object came from. It is only ever reported, so something else under that name
    /// does no harm. No parameter: the engine would look for it in every object, at a tenth of the cost of a row.
    /// </summary>
    public static int? LineOf(PSObject? piped)
    {
        object? line;
        try
        {
            line = piped?.BaseObject is IDictionary pairs ? pairs["Line"] : piped?.Properties["Line"]?.Value;
        }
        catch (GetValueException)
        {
            return null;
        }

        return line is not null
            && int.TryParse(Convert.ToString(line is PSObject wrapped ? wrapped.BaseObject : line, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>Whether the object is the result of a revocation that did not succeed, live or read back from a file.</summary>
    public static bool IsFailedRevocation(PSObject? piped)
    {
        try
        {
            return piped?.BaseObject switch
            {
                null or string or ValueType => false,
                TagResult result => result is { Operation: Operation.Revoke, Succeeded: false },
                RosterEntry entry => IsRevocation(entry.FailedOperation),
                IDictionary pairs => IsRevocation(pairs[nameof(TagResult.Operation)]) && IsNo(pairs[nameof(TagResult.Succeeded)]),
                _ => piped.Properties[nameof(TagResult.Operation)] is { } operation && IsRevocation(operation.Value) && IsNo(piped.Properties[nameof(TagResult.Succeeded)]?.Value),
            };
        }
        catch (GetValueException)
        {
            return false;
        }
    }

    private static bool IsRevocation(object? operation) => string.Equals($"{operation}", nameof(Operation.Revoke), StringComparison.OrdinalIgnoreCase);

    private static bool IsNo(object? succeeded) => string.Equals($"{succeeded}", bool.FalseString, StringComparison.OrdinalIgnoreCase);

    private string? FindColumn(PSObject piped, RosterField field, bool fresh)
    {
        if (fresh && !ReferenceEquals(_columnsOf, piped))
        {
            Learn(piped);
        }

        return _columns.TryGetValue(field, out var column) ? CellAttribute.ToText(piped.Properties[column]?.Value) : null;
    }

    private void Learn(PSObject piped)
    {
        _columnsOf = piped;
        _columns.Clear();
        foreach (var property in piped.Properties)
        {
            // The engine has bound a property of that name already: to -Tag.
            if (!string.Equals(property.Name, "Tag", StringComparison.OrdinalIgnoreCase) && Meaning(property.Name) is { } field)
            {
                _columns.TryAdd(field, property.Name);
            }
        }
    }

    private string? FindKey(IDictionary pairs, RosterField field)
    {
        foreach (DictionaryEntry pair in pairs)
        {
            if (Meaning($"{pair.Key}") == field)
            {
                return CellAttribute.ToText(pair.Value);
            }
        }

        return null;
    }

    private RosterField? Meaning(string name)
    {
        if (!_fields.TryGetValue(name, out var meant))
        {
            _fields[name] = meant = RosterColumns.FieldFor(name);
        }

        return meant;
    }
}
