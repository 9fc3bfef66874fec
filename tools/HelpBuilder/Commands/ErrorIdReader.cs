using System.Reflection;

namespace HelpBuilder.Commands;

/// <summary>Reads the ids of the errors that the module writes: the constants of its class ErrorIds.</summary>
internal static class ErrorIdReader
{
    private const string ClassName = "ErrorIds";

    public static IReadOnlyList<string> Read(string assembly) =>
    [
        .. Assembly.LoadFrom(assembly).GetTypes()
            .Where(static type => string.Equals(type.Name, ClassName, StringComparison.Ordinal))
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(static field => field.IsLiteral)
            .Select(static field => (string)field.GetRawConstantValue()!),
    ];
}
