namespace ParkUp.PowerShell;

/// <summary>Compiles wildcard patterns: in any case, the same in every culture.</summary>
internal static class Wildcard
{
    /// <param name="field">The parameter that the pattern comes from; null where the error need not say so.</param>
    /// <exception cref="InvalidInputException">The pattern is malformed.</exception>
    public static WildcardPattern Compile(string text, string? field = null)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // A malformed pattern raises its error at the first use.
            pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException failure)
        {
            throw new InvalidInputException(Texts.BadPattern.With(failure.Message), failure) { Field = field };
        }
    }
}
