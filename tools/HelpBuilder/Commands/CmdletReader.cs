using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace HelpBuilder.Commands;

/// <summary>
/// Reads the cmdlets of an assembly. The engine itself is asked, so that the help says of parameter sets what the
/// engine will do.
/// </summary>
internal static class CmdletReader
{
    public static IReadOnlyDictionary<string, CmdletModel> Read(string assembly) =>
        Assembly.LoadFrom(assembly).GetExportedTypes()
            .Select(static type => (Type: type, Attribute: type.GetCustomAttribute<CmdletAttribute>()))
            .Where(static cmdlet => cmdlet.Attribute is not null)
            .Select(static cmdlet => Read(cmdlet.Type, cmdlet.Attribute!))
            .ToDictionary(static cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);

    private static CmdletModel Read(Type type, CmdletAttribute attribute)
    {
        var info = new CmdletInfo($"{attribute.VerbName}-{attribute.NounName}", type);
        var fresh = Activator.CreateInstance(type)!;
        try
        {
            List<ParameterSetModel> sets =
            [
                .. info.ParameterSets
                    .OrderByDescending(static set => set.IsDefault)
                    .Select(set => new ParameterSetModel(set.Name, ReadParameters(set, fresh))),
            ];
            return new CmdletModel(
                attribute.VerbName,
                attribute.NounName,
                sets,
                Merge(sets),
                [.. info.OutputType.Select(static output => output.Type?.FullName ?? output.Name)]);
        }
        finally
        {
            (fresh as IDisposable)?.Dispose();
        }
    }

    private static Dictionary<string, ParameterModel> ReadParameters(CommandParameterSetInfo set, object fresh) =>
        set.Parameters
            .Where(static parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .ToDictionary(static parameter => parameter.Name, parameter => ReadParameter(parameter, fresh), StringComparer.OrdinalIgnoreCase);

    private static ParameterModel ReadParameter(CommandParameterInfo parameter, object fresh) => new()
    {
        Name = parameter.Name,
        TypeName = IsYesOrNo(parameter) ? nameof(Boolean) : TypeNames.For(parameter.ParameterType),
        IsSwitch = parameter.ParameterType == typeof(SwitchParameter),
        IsArray = parameter.ParameterType.IsArray,
        IsMandatory = parameter.IsMandatory,
        Position = parameter.Position < 0 ? null : parameter.Position,
        FromPipeline = parameter.ValueFromPipeline,
        FromPipelineByPropertyName = parameter.ValueFromPipelineByPropertyName,
        TakesWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        Aliases = [.. parameter.Aliases],
        DefaultValue = DefaultOf(parameter, fresh),
    };

    /// <summary>What Tab completes to $true and $false is known to people as a bool, whatever else it takes.</summary>
    private static bool IsYesOrNo(CommandParameterInfo parameter) =>
        parameter.Attributes.OfType<ArgumentCompleterAttribute>().Any(static completer => completer.Type is { Name: "TrueFalseCompleter" });

    /// <summary>
    /// What a fresh cmdlet holds, where that says something: a number, a text, a switch. A type of the module's own
    /// may mean by its empty value something that only the page can put into words.
    /// </summary>
    private static string? DefaultOf(CommandParameterInfo parameter, object fresh)
    {
        if (parameter.ParameterType == typeof(SwitchParameter))
        {
            return bool.FalseString;
        }

        var value = fresh.GetType().GetProperty(parameter.Name)?.GetValue(fresh);
        return value switch
        {
            string { Length: > 0 } text => text,
            IFormattable when value.GetType().IsPrimitive || value.GetType().IsEnum => string.Create(CultureInfo.InvariantCulture, $"{value}"),
            bool yes => yes.ToString(),
            _ => null,
        };
    }

    private static Dictionary<string, ParameterModel> Merge(IReadOnlyList<ParameterSetModel> sets) =>
        sets.SelectMany(static set => set.Parameters.Values)
            .GroupBy(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                static same => same.Key,
                static same => same.First() with
                {
                    IsMandatory = same.All(static parameter => parameter.IsMandatory),
                    FromPipeline = same.Any(static parameter => parameter.FromPipeline),
                    FromPipelineByPropertyName = same.Any(static parameter => parameter.FromPipelineByPropertyName),
                },
                StringComparer.OrdinalIgnoreCase);
}
