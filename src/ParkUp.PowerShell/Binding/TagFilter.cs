namespace ParkUp.PowerShell;

/// <summary>Selects tags by wildcard patterns for code and plate.</summary>
internal sealed class TagFilter
{
    private readonly WildcardPattern? _code;
    private readonly WildcardPattern? _plate;

    public TagFilter(string? code, string? plate)
    {
        try
        {
            _code = Cell.Trim(code) is { } codePattern ? Wildcard.Compile(codePattern) : null;
            _plate = Cell.Trim(plate) is { } platePattern ? Wildcard.Compile(WithoutSeparators(platePattern)) : null;
        }
        catch (InvalidInputException fault)
        {
            Fault = fault;
        }
    }

    /// <summary>Why a pattern is malformed; null where both can be used.</summary>
    public InvalidInputException? Fault { get; }

    public bool Matches(Tag tag) =>
        (_code?.IsMatch(Cell.Trim(tag.Code) ?? string.Empty) ?? true)
        && (_plate?.IsMatch(Client.Plate.Normalize(tag.Plate) ?? string.Empty) ?? true);

    /// <summary>Removes the separators of a plate, except within brackets, where a hyphen makes a range.</summary>
    private static string WithoutSeparators(string pattern)
    {
        var kept = new StringBuilder(pattern.Length);
        var inBrackets = false;
        foreach (var c in pattern)
        {
            inBrackets = c is '[' || (inBrackets && c is not ']');
            if (inBrackets || !Client.Plate.IsSeparator(c))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }
}
