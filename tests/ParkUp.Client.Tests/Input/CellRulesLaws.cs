using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Input;

/// <summary>The laws of reading cells, for cells put together at random.</summary>
public sealed class CellRulesLaws
{
    private static readonly RosterField[] Fields = Enum.GetValues<RosterField>();

    [Property]
    public Property Reading_a_cell_twice_is_reading_it_once() => Prop.ForAll(Cells(), static cell => Fields.All(field =>
        CellRules.Restore(field, cell) is var once && string.Equals(CellRules.Restore(field, once), once, StringComparison.Ordinal)));

    [Property]
    public Property A_cell_without_any_sign_is_read_as_it_is_written() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>().Filter(static text => text is not null && text.Length > 0 && text.All(char.IsLetterOrDigit) && !CellSigns.IsNull(text) && !CellSigns.IsPlaceholder(text) && TwiceEncoded.Find(text) is null),
        static text => Fields.All(field => string.Equals(CellRules.Restore(field, text), text, StringComparison.Ordinal) && CellRules.Refuse(field, text) is null));

    [Property]
    public Property What_is_sent_of_a_cell_is_a_part_of_it_without_any_sign() => Prop.ForAll(Cells(), static cell =>
    {
        var fault = FieldCheck.Code(cell, out var code);
        return fault is not null || (WithoutQuotes(cell).Contains(WithoutQuotes(code), StringComparison.Ordinal)
            && !code.Any(static c => c is '"' or '\u200b' or '\u00a0' or '\uFFFD' or '\n' or '\t') && code[0] is not '=');
    });

    /// <summary>The text without quotes, which are doubled within quotes.</summary>
    private static string WithoutQuotes(string text) => text.Replace("\"", string.Empty, StringComparison.Ordinal).Replace("'", string.Empty, StringComparison.Ordinal);

    /// <summary>Pieces of cells, put together at random.</summary>
    private static Arbitrary<string> Cells() => Gen.Elements(
            "=", "\"", "'", "“", "”", "’", " ", "\u00a0", "\u200b", "A1", "00123", "NULL", "\\N", ".0", ",0", "+", "-", "Ã©", "\uFFFD", "\n", "\t", "21", "mar", "E+15", "#N/A", ":", ";")
        .ListOf()
        .Select(static pieces => string.Concat(pieces))
        .ToArbitrary();
}
