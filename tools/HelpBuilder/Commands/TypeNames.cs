using System.Management.Automation;

namespace HelpBuilder.Commands;

/// <summary>Types by the names that people use for them.</summary>
internal static class TypeNames
{
    /// <summary>A type of the module's own that takes what people know under another name.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["ParkUp.PowerShell.CellValue"] = nameof(String),
        [typeof(SwitchParameter).FullName!] = "switch",
    };

    public static string For(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsArray
            ? For(bare.GetElementType()!) + "[]"
            : Known.GetValueOrDefault(bare.FullName ?? bare.Name, bare.Name);
    }
}
