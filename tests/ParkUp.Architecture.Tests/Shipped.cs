using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ParkUp.Client;
using ParkUp.PowerShell;
using ParkUp.Sandbox;
using ArchUnitArchitecture = ArchUnitNET.Domain.Architecture;
using Assembly = System.Reflection.Assembly;

namespace ParkUp.Architecture.Tests;

/// <summary>The assemblies that ship.</summary>
internal static class Shipped
{
    public static readonly Assembly Client = typeof(ParkUpConnection).Assembly;
    public static readonly Assembly Sandbox = typeof(SandboxApi).Assembly;
    public static readonly Assembly Cmdlets = typeof(ParkUpCommand).Assembly;

    /// <summary>What they are made of, as ArchUnitNET reads it.</summary>
    public static readonly ArchUnitArchitecture Architecture = new ArchLoader().LoadAssemblies(Client, Sandbox, Cmdlets).Build();

    /// <summary>The name of the assembly that a type is of.</summary>
    public static string AssemblyOf(IType type) => new AssemblyName(type.Assembly.FullName).Name!;

    /// <summary>A type's name without its namespace; one within another has both names.</summary>
    public static string NameOf(IType type) => type.FullName[(type.Namespace.FullName.Length + 1)..];

    /// <summary>The types of an assembly that know a type of a namespace (or of one below it).</summary>
    public static string[] Knowing(string space, params Assembly[] assemblies)
    {
        var names = assemblies.Select(static assembly => assembly.GetName().Name).ToHashSet(StringComparer.Ordinal);
        var knowing =
            from type in Architecture.Types
            where names.Contains(AssemblyOf(type))
            where type.Dependencies.Any(dependency => dependency.Target.FullName.StartsWith(space + ".", StringComparison.Ordinal))
            select NameOf(type).Split('+')[0];
        return [.. knowing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The types of an assembly that are written in a folder.</summary>
    public static IEnumerable<string> TypesIn(Assembly assembly, string folder) => SourceFolders.Of(assembly)
        .Where(pair => string.Equals(pair.Value, folder, StringComparison.Ordinal))
        .Select(static pair => pair.Key[(pair.Key.LastIndexOf('.') + 1)..]);
}
