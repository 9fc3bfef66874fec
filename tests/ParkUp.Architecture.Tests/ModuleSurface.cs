using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace ParkUp.Architecture.Tests;

/// <summary>The cmdlets as scripts see them: the engine itself is asked what it makes of their attributes.</summary>
internal static class ModuleSurface
{
    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        var cmdlets = assembly.GetExportedTypes()
            .Select(static type => (Type: type, Attribute: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(static cmdlet => cmdlet.Attribute is not null)
            .OrderBy(static cmdlet => $"{cmdlet.Attribute!.NounName} {cmdlet.Attribute.VerbName}", StringComparer.Ordinal);
        foreach (var (type, attribute) in cmdlets)
        {
            Describe(new CmdletInfo($"{attribute!.VerbName}-{attribute.NounName}", type), attribute, text);
        }

        return text.ToString();
    }

    private static void Describe(CmdletInfo cmdlet, CmdletAttribute attribute, StringBuilder text)
    {
        text.Append(cmdlet.Name).Append('\n');
        Line(text, $"    class {cmdlet.ImplementingType.FullName}");
        Line(text, $"    emits {(cmdlet.OutputType.Count == 0 ? "nothing" : string.Join(", ", cmdlet.OutputType.Select(static output => output.Name)))}");
        if (attribute.SupportsShouldProcess)
        {
            Line(text, $"    takes -WhatIf and -Confirm, impact {attribute.ConfirmImpact}");
        }

        var sets = cmdlet.ParameterSets.Where(static set => set.Name is not ParameterAttribute.AllParameterSets).Select(static set => set.IsDefault ? $"{set.Name} (default)" : set.Name);
        Line(text, $"    sets {string.Join(", ", sets.Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}");
        var fresh = Activator.CreateInstance(cmdlet.ImplementingType)!;
        try
        {
            foreach (var parameter in cmdlet.Parameters.Values.Where(static parameter => !IsCommon(parameter.Name)).OrderBy(static parameter => parameter.Name, StringComparer.Ordinal))
            {
                Describe(parameter, fresh, text);
            }
        }
        finally
        {
            (fresh as IDisposable)?.Dispose();
        }

        text.Append('\n');
    }

    private static void Describe(ParameterMetadata parameter, object fresh, StringBuilder text)
    {
        List<string> facts = [];
        foreach (var (set, how) in parameter.ParameterSets.OrderBy(static set => set.Key, StringComparer.Ordinal))
        {
            facts.Add(Use(set, how));
        }

        if (parameter.Aliases.Count > 0)
        {
            facts.Add($"aliases {string.Join(", ", parameter.Aliases)}");
        }

        foreach (var rule in parameter.Attributes)
        {
            facts.AddRange(rule switch
            {
                ValidateRangeAttribute range => [string.Create(CultureInfo.InvariantCulture, $"{range.MinRange} to {range.MaxRange}")],
                ParameterAttribute { DontShow: true } => ["hidden"],
                SupportsWildcardsAttribute => ["wildcards"],
                ValidateNotNullOrEmptyAttribute => ["not empty"],
                ValidateNotNullAttribute => ["not null"],
                _ => (IEnumerable<string>)[],
            });
        }

        if (Default(parameter, fresh) is { } value)
        {
            facts.Add($"default {value}");
        }

        Line(text, $"    -{parameter.Name} <{parameter.ParameterType}> {string.Join("; ", facts.Distinct(StringComparer.Ordinal))}");
    }

    private static string Use(string set, ParameterSetMetadata how)
    {
        List<string> facts = [set is ParameterAttribute.AllParameterSets ? "any set" : $"set {set}"];
        facts.AddRange(how.IsMandatory ? ["mandatory"] : []);
        facts.AddRange(how.Position >= 0 ? [string.Create(CultureInfo.InvariantCulture, $"position {how.Position}")] : []);
        facts.AddRange(how.ValueFromPipeline ? ["piped"] : []);
        facts.AddRange(how.ValueFromPipelineByPropertyName ? ["piped by name"] : []);
        return string.Join(' ', facts);
    }

    /// <summary>What a fresh cmdlet holds, where that is a number, a yes or a text.</summary>
    private static string? Default(ParameterMetadata parameter, object fresh) =>
        fresh.GetType().GetProperty(parameter.Name)?.GetValue(fresh) is (string or IFormattable or bool) and var value
            ? Convert.ToString(value, CultureInfo.InvariantCulture)
            : null;

    private static bool IsCommon(string parameter) => Cmdlet.CommonParameters.Contains(parameter) || Cmdlet.OptionalCommonParameters.Contains(parameter);

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
