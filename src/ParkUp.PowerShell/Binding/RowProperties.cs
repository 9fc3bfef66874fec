using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Reflection;

namespace ParkUp.PowerShell;

/// <summary>Lists the properties of piped objects.</summary>
/// <remarks>
/// The engine's list of an object's own properties is not public, and its public views first copy all of them into each
/// object, which takes longer than all else that is done with a row. Where an engine has no such list, a public view is used.
/// </remarks>
internal sealed class RowProperties
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly PropertyInfo? OwnMembers = typeof(PSObject).GetProperty("InstanceMembers", Hidden);
    private static readonly Func<PSObject, object>? OwnMembersOf = Getter<object>(OwnMembers);
    private static readonly FieldInfo? ListOfMembers = OwnMembers?.PropertyType.GetField("_members", Hidden);
    private static readonly Func<PSObject, Collection<string>>? TypeNamesOf = Getter<Collection<string>>(typeof(PSObject).GetProperty("InternalTypeNames", Hidden));

    // Update-TypeData may add columns to every custom object, which are not among their own.
    private readonly Lazy<bool> _isComplete = new(static () =>
        OwnMembersOf is not null && TypeNamesOf is not null && ListOfMembers?.FieldType == typeof(OrderedDictionary) && !new PSObject().Properties.Any());

    private readonly List<PSPropertyInfo> _properties = [];

    /// <summary>The properties of an object, those that its type adds among them; until the next object is asked for.</summary>
    public List<PSPropertyInfo> Of(PSObject piped)
    {
        _properties.Clear();
        if (piped.BaseObject is PSCustomObject && _isComplete.Value && TypeNamesOf!(piped) is ["System.Management.Automation.PSCustomObject", _])
        {
            AddOwn((OrderedDictionary?)ListOfMembers!.GetValue(OwnMembersOf!(piped)));
        }
        else
        {
            _properties.AddRange(piped.Properties);
        }

        return _properties;
    }

    /// <summary>By index, since the engine's enumerator copies the list.</summary>
    /// <param name="members">Null where there are none.</param>
    private void AddOwn(OrderedDictionary? members)
    {
        if (members is null)
        {
            return;
        }

        // The engine takes the same lock where another runspace adds a member.
        lock (members)
        {
            for (var i = 0; i < members.Count; i++)
            {
                if (members[i] is PSPropertyInfo property)
                {
                    _properties.Add(property);
                }
            }
        }
    }

    private static Func<PSObject, T>? Getter<T>(PropertyInfo? property) =>
        property?.GetMethod is { } getter && typeof(T).IsAssignableFrom(getter.ReturnType) ? getter.CreateDelegate<Func<PSObject, T>>() : null;
}
