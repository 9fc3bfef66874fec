using System.Management.Automation;
using System.Text;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Which of the tags listed are wanted, by patterns for code and plate.</summary>
internal sealed class TagFilter
{
    private const WildcardOptions Options = WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant;

    private readonly WildcardPattern? _code;
    private readonly WildcardPattern? _plate;

    /// <exception cref="InvalidInputException">A pattern is malformed.</exception>
    public TagFilter(string? code, string? plate)
    {
        _code = Cell.Trim(code) is { } codePattern ? new WildcardPattern(codePattern, Options) : null;
        _plate = Cell.Trim(plate) is { } platePattern ? new WildcardPattern(WithoutSeparators(platePattern), Options) : null;
        try
        {
            // A malformed pattern throws at its first use.
            _code?.IsMatch(string.Empty);
            _plate?.IsMatch(string.Empty);
        }
        catch (WildcardPatternException failure)
        {
            throw new InvalidInputException(Texts.BadPattern.With(failure.Message), failure);
        }
    }

    public bool Matches(Tag tag) =>
        (_code?.IsMatch(Cell.Trim(tag.Code) ?? string.Empty) ?? true)
        && (_plate?.IsMatch(Client.Plate.Normalize(tag.Plate) ?? string.Empty) ?? true);

    /// <summary>As a plate is compared, but for what stands in brackets: there a hyphen means a range.</summary>
    private static string WithoutSeparators(string pattern)
    {
        var kept = new StringBuilder(pattern.Length);
        var inBrackets = false;
        foreach (var c in pattern)
        {
            inBrackets = c switch
            {
                '[' => true,
                ']' => false,
                _ => inBrackets,
            };
            if (inBrackets || !Client.Plate.IsSeparator(c))
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }
}
