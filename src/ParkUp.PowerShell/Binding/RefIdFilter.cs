namespace ParkUp.PowerShell;

/// <summary>Selects customers by wildcard patterns.</summary>
internal sealed class RefIdFilter
{
    private readonly WildcardPattern[] _patterns;

    /// <exception cref="InvalidInputException">A pattern is malformed.</exception>
    public RefIdFilter(string[] patterns)
    {
        _patterns = Array.ConvertAll(patterns, static pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant));
        try
        {
            // A malformed pattern raises its error at the first use.
            Array.ForEach(_patterns, static pattern => pattern.IsMatch(string.Empty));
        }
        catch (WildcardPatternException failure)
        {
            throw new InvalidInputException(Texts.BadPattern.With(failure.Message), failure) { Field = "RefId" };
        }
    }

    public bool Matches(string refId) => Array.Exists(_patterns, pattern => pattern.IsMatch(refId));
}
