using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>What the module keeps in a runspace from one cmdlet to the next: never in a static field, which all runspaces would share.</summary>
internal static class SessionVariable
{
    /// <summary>The object under that name; null where there is none, or somebody has put something else there.</summary>
    public static T? Read<T>(SessionState session, string name)
        where T : class
    {
        var value = session.PSVariable.GetValue(name);
        return (value is PSObject wrapped ? wrapped.BaseObject : value) as T;
    }
}
