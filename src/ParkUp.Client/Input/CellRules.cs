using System.Buffers;
using static ParkUp.Client.Treatment;

namespace ParkUp.Client;

/// <summary>What is done with a cell that shows a sign of damage.</summary>
internal enum Treatment
{
    /// <summary>The value is restored: nothing of it was lost.</summary>
    Undone,

    /// <summary>The cell is blank.</summary>
    Absent,

    /// <summary>The row is refused: something was lost, or is in doubt.</summary>
    Refused,

    /// <summary>The value is sent as it is, with a warning.</summary>
    Warned,
}

/// <summary>A sign of damage in a cell, and what is done about it.</summary>
/// <param name="Example">A cell that shows the sign; the help shows it too.</param>
/// <param name="Fields">The fields in which the sign counts.</param>
/// <param name="Shows">Whether a cell shows the sign; null for a rule that restores.</param>
/// <param name="Message">What is said of a cell that is refused or warned of; its values are the label of the field, the text, and an invisible character with its position.</param>
/// <param name="Restore">The restored text, or null where the cell does not show the sign.</param>
internal sealed record CellRule(
    string Example,
    Treatment Treatment,
    RosterFields Fields,
    Func<string, bool>? Shows = null,
    Func<string>? Message = null,
    Func<RosterField, string, string?>? Restore = null)
{
    public bool CountsIn(RosterField field) => ((int)Fields & 1 << (int)field) != 0;

    /// <summary>The message for a cell that shows the sign.</summary>
    public string Explain(RosterField field, string text)
    {
        var at = CellSigns.FindInvisible(text);
        return Message!().With(FieldCheck.Label($"{field}"), TextSanitizer.Quote(text), at < 0 ? null : CellSigns.DescribeInvisible(text, at), at + 1);
    }
}

/// <summary>The one reader of cells, for files and for piped objects: a table of the signs of damage.</summary>
/// <remarks>The same table stands in about_ParkUp_Rosters; a test compares the two.</remarks>
internal static class CellRules
{
    private static readonly SearchValues<char> AsciiLettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private const RosterFields All = RosterFields.All;
    private const RosterFields Names = RosterFields.Name | RosterFields.LastName;
    private const RosterFields ButNames = All & ~Names;
    private const RosterFields Single = All & ~RosterFields.Tags;
    private const RosterFields Keyed = RosterFields.RefId | RosterFields.Email | RosterFields.Phone | RosterFields.Code | RosterFields.Plate;
    private const RosterFields Addresses = RosterFields.RefId | RosterFields.CustomerId | RosterFields.Email | RosterFields.Phone | RosterFields.Code;
    private const RosterFields Numbers = RosterFields.RefId | RosterFields.CustomerId | RosterFields.Phone | RosterFields.Code | RosterFields.Plate;

    /// <summary>The rules in the order in which they are tried.</summary>
    public static IReadOnlyList<CellRule> Table { get; } =
    [
        new("=\"00123\"", Undone, All, Restore: static (_, text) => CellArmor.Formula(text)),
        new("'00123", Undone, All, Restore: CellArmor.Apostrophe),
        new("“00123”", Undone, All, Restore: static (_, text) => CellArmor.Quotes(text)),
        new("20202020.0", Undone, Numbers, Restore: static (_, text) => CellArmor.WholeNumber(text)),
        new("+56\u00A09", Undone, RosterFields.Phone, Restore: static (_, text) => CellArmor.PlainSpaces(text)),
        new("NULL", Absent, ButNames, CellSigns.IsNull),
        new("\\N", Absent, All, CellSigns.IsNullMark),
        new("NaN", Refused, Keyed, CellSigns.IsPlaceholder, static () => Texts.Placeholder),
        new("A\uFFFD1", Refused, All, static text => text.Contains('\uFFFD', StringComparison.Ordinal), static () => Texts.ReplacementCharacter),
        new("A\uD8001", Refused, All, CellSigns.HasBrokenCharacter, static () => Texts.BrokenCharacter),
        new("MuÃ±oz", Refused, ButNames, static text => TwiceEncoded.Find(text) is not null, static () => Texts.TwiceEncoded),
        new("MuÃ±oz", Warned, Names, static text => TwiceEncoded.Find(text) is not null, static () => Texts.TwiceEncodedName),
        new("A1\nB2", Refused, Single, CellSigns.HasLineBreak, static () => Texts.LineBreak),
        new("A\t1", Refused, Single, static text => text.Any(char.IsControl), static () => Texts.ControlCharacter),
        new("A\u200B1", Refused, Addresses, static text => CellSigns.FindInvisible(text) >= 0, static () => Texts.InvisibleCharacter),
        new("1,2E+15", Refused, All, CellSigns.IsScientific, static () => Texts.Scientific),
        new("#N/A", Refused, All, CellSigns.IsSpreadsheetError, static () => Texts.SpreadsheetError),
        new("=A1+1", Refused, All, static text => text[0] is '=', static () => Texts.Formula),
        new("21-mar", Refused, RosterFields.Code | RosterFields.Plate, CellSigns.IsDate, static () => Texts.DateInPlace),
        new("---", Refused, RosterFields.RefId | RosterFields.Code | RosterFields.Plate, static text => !text.Any(char.IsLetterOrDigit), static () => Texts.OnlyMarks),
        new("AB12,CD34", Refused, RosterFields.Plate, CellSigns.IsNotOnePlate, static () => Texts.SeveralPlates),
        new("A1\"", Refused, Keyed, static text => text.Contains('"', StringComparison.Ordinal), static () => Texts.StrayQuote),
    ];

    // By field, so that no other rule is tried.
    private static readonly CellRule[][] Restoring = ByField(Undone);
    private static readonly CellRule[][] Blanking = ByField(Absent);
    private static readonly CellRule[][] Refusing = ByField(Refused);
    private static readonly CellRule[][] Warning = ByField(Warned);

    /// <summary>The value of a cell: trimmed, restored where a rule says so, and null where it is blank. Reading it again changes nothing.</summary>
    public static string? Restore(RosterField field, string? cell)
    {
        var text = Cell.Trim(cell);
        while (text is not null && !IsPlain(text) && Restored(field, text) is { } restored)
        {
            text = Cell.Trim(restored);
        }

        return text is null || Find(Blanking, field, text) is not null ? null : text;
    }

    /// <summary>Why a restored cell must not be sent; null where it may.</summary>
    public static InvalidInputException? Refuse(RosterField field, string text) =>
        Find(Refusing, field, text) is { } rule ? FieldCheck.Fault($"{field}", rule.Explain(field, text)) : null;

    /// <summary>The warning for a restored cell that is sent as it is; null where there is none.</summary>
    public static string? Warn(RosterField field, string? text) =>
        text is not null && Find(Warning, field, text) is { } rule ? rule.Explain(field, text) : null;

    private static string? Restored(RosterField field, string text)
    {
        foreach (var rule in Restoring[(int)field])
        {
            if (rule.Restore!(field, text) is { } restored)
            {
                return restored;
            }
        }

        return null;
    }

    private static CellRule? Find(CellRule[][] rules, RosterField field, string text)
    {
        if (!IsPlain(text) || (!text.AsSpan().ContainsAnyInRange('0', '9') && (CellSigns.IsNull(text) || CellSigns.IsPlaceholder(text))))
        {
            foreach (var rule in rules[(int)field])
            {
                if (rule.Shows!(text))
                {
                    return rule;
                }
            }
        }

        return null;
    }

    private static CellRule[][] ByField(Treatment treatment)
    {
        var rules = new CellRule[(int)RosterField.Tags + 1][];
        for (var field = RosterField.RefId; field <= RosterField.Tags; field++)
        {
            rules[(int)field] = [.. Table.Where(rule => rule.Treatment == treatment && rule.CountsIn(field))];
        }

        return rules;
    }

    /// <summary>Whether a cell has only letters and digits of ASCII, as most have: of these only a word can be a sign.</summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExcept(AsciiLettersAndDigits);
}
