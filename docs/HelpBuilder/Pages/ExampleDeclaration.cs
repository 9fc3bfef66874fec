using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HelpBuilder.Pages;

/// <summary>
/// What a page says to the tests of the code below it, in a comment that no reader sees: that it is only to be parsed,
/// and why; which errors it writes; with which code it exits. Parts are set apart by semicolons.
/// </summary>
/// <param name="ParsedOnly">Why it cannot be run; null where it can.</param>
/// <param name="Writes">The ids of the errors that it shows.</param>
/// <param name="Exits">Its exit code.</param>
internal sealed record ExampleDeclaration(string? ParsedOnly, IReadOnlyList<string> Writes, int Exits)
{
    private const string ParsedOnlyMark = "parsed only: ";
    private const string WritesMark = "writes ";
    private const string ExitsMark = "exits ";

    public static ExampleDeclaration None { get; } = new(null, [], 0);

    public static bool TryParse(string text, [NotNullWhen(true)] out ExampleDeclaration? declaration)
    {
        declaration = None;
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(ParsedOnlyMark, StringComparison.Ordinal))
            {
                declaration = declaration with { ParsedOnly = part[ParsedOnlyMark.Length..] };
            }
            else if (part.StartsWith(WritesMark, StringComparison.Ordinal))
            {
                declaration = declaration with { Writes = part[WritesMark.Length..].Split(", ") };
            }
            else if (part.StartsWith(ExitsMark, StringComparison.Ordinal)
                && int.TryParse(part[ExitsMark.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                declaration = declaration with { Exits = code };
            }
            else
            {
                declaration = null;
                return false;
            }
        }

        return true;
    }
}
