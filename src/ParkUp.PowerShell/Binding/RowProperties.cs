using System.Collections.ObjectModel;
using System.Reflection;

namespace ParkUp.PowerShell;

/// <summary>Lists the properties of piped objects.</summary>
/// <remarks>
/// The engine's list of an object's own properties is not public, and its public views first copy all of them into each
/// object, which takes longer than all else that is done with a row. Where an engine has no such list, a public view is used.
/// </remarks>
internal sealed class RowProperties
{
    private static readonly Func<PSObject, IEnumerable<PSMemberInfo>>? OwnMembers = Getter<IEnumerable<PSMemberInfo>>("InstanceMembers");
    private static readonly Func<PSObject, Collection<string>>? TypeNames = Getter<Collection<string>>("InternalTypeNames");

    // Update-TypeData may add columns to every custom object, which are not among their own.
    private readonly Lazy<bool> _isComplete = new(static () => OwnMembers is not null && TypeNames is not null && !new PSObject().Properties.Any());

    /// <summary>The properties of an object, those that its type adds among them.</summary>
    public IEnumerable<PSPropertyInfo> Of(PSObject piped) =>
        piped.BaseObject is PSCustomObject && _isComplete.Value && TypeNames!(piped) is ["System.Management.Automation.PSCustomObject", _]
            ? OwnMembers!(piped).OfType<PSPropertyInfo>()
            : piped.Properties;

    private static Func<PSObject, T>? Getter<T>(string name) =>
        typeof(PSObject).GetProperty(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetMethod is { } getter && typeof(T).IsAssignableFrom(getter.ReturnType)
            ? getter.CreateDelegate<Func<PSObject, T>>()
            : null;
}
