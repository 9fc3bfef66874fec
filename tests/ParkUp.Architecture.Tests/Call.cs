using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using Assembly = System.Reflection.Assembly;

namespace ParkUp.Architecture.Tests;

/// <summary>A call in the code that ships. What a lambda or an async method calls counts as its method's.</summary>
/// <param name="Type">Who calls: the type, without its namespace.</param>
/// <param name="Method">The method.</param>
/// <param name="IsAsync">Whether the method awaits.</param>
/// <param name="Target">What is called: type and method, without parameters.</param>
internal sealed record Call(string Type, string Method, bool IsAsync, string Target)
{
    /// <summary>Who calls, as one reads it.</summary>
    public string Caller => $"{Type}.{Method}";

    /// <summary>The calls in an assembly.</summary>
    public static IReadOnlyList<Call> In(params Assembly[] assemblies)
    {
        var names = assemblies.Select(static assembly => assembly.GetName().Name).ToHashSet(StringComparer.Ordinal);
        var calls =
            from type in Shipped.Architecture.Types
            where names.Contains(Shipped.AssemblyOf(type))
            from method in type.Members.OfType<MethodMember>()
            let targets = method.GetCalledMethods().Select(NameOf).ToHashSet(StringComparer.Ordinal)
            let isAsync = targets.Any(static target => target.EndsWith("OnCompleted", StringComparison.Ordinal))
            from target in targets
            select new Call(Shipped.NameOf(type), BareName(method.Name), isAsync, target);
        return [.. calls];
    }

    private static string NameOf(MethodMember method) => $"{method.DeclaringType.FullName}.{BareName(method.Name)}";

    private static string BareName(string name) => name.Split('(')[0];
}
