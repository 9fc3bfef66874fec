namespace HelpBuilder.Commands;

/// <summary>What the assembly says of one cmdlet.</summary>
/// <param name="Verb">The part of the name before the hyphen.</param>
/// <param name="Noun">The part after it.</param>
/// <param name="Syntaxes">The parameter sets; the default one first.</param>
/// <param name="Parameters">Each parameter once.</param>
/// <param name="OutputTypes">The full names of the types that come out.</param>
internal sealed record CmdletModel(
    string Verb,
    string Noun,
    IReadOnlyList<ParameterSetModel> Syntaxes,
    IReadOnlyDictionary<string, ParameterModel> Parameters,
    IReadOnlyList<string> OutputTypes)
{
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Whether a script may write <c>-name</c>.</summary>
    public bool Takes(string name) =>
        Parameters.ContainsKey(name) || Parameters.Values.Any(parameter => parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));
}

/// <summary>The parameters that go together.</summary>
internal sealed record ParameterSetModel(string Name, IReadOnlyDictionary<string, ParameterModel> Parameters);

/// <summary>One parameter, within a parameter set or over all of them.</summary>
internal sealed record ParameterModel
{
    public required string Name { get; init; }

    /// <summary>The type as it is shown to people.</summary>
    public required string TypeName { get; init; }

    public required bool IsSwitch { get; init; }

    public required bool IsArray { get; init; }

    public required bool IsMandatory { get; init; }

    /// <summary>Null where it goes by name only.</summary>
    public required int? Position { get; init; }

    public required bool FromPipeline { get; init; }

    public required bool FromPipelineByPropertyName { get; init; }

    public required bool TakesWildcards { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>What holds where it is left out, where the assembly knows; else null.</summary>
    public required string? DefaultValue { get; init; }
}
