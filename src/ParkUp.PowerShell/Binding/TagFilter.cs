namespace ParkUp.PowerShell;

/// <summary>Selects tags by wildcard patterns for code and plate.</summary>
internal sealed class TagFilter
{
    private const WildcardOptions Options = WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant;

    private readonly WildcardPattern? _code;
    private readonly WildcardPattern? _plate;

    public TagFilter(string? code, string? plate)
    {
        _code = Cell.Trim(code) is { } codePattern ? new WildcardPattern(codePattern, Options) : null;
        _plate = Cell.Trim(plate) is { } platePattern ? new WildcardPattern(WithoutSeparators(platePattern), Options) : null;
        try
        {
            // A malformed pattern raises its error at the first use.
            _code?.IsMatch(string.Empty);
            _plate?.IsMatch(string.Empty);
        }
        catch (WildcardPatternException failure)
        {
            Fault = new InvalidInputException(Texts.BadPattern.With(failure.Message), failure);
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
