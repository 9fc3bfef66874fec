namespace ParkUp.Client;

/// <summary>The messages of the roster reader that are put together of several texts.</summary>
internal static class RosterMessages
{
    private const int MaxHeader = 200;
    private const int MaxName = 60;

    /// <summary>One Spanish name for each field, as an example where no column is known.</summary>
    internal static IReadOnlyList<string> UsualNames { get; } = Array.AsReadOnly(
    [
        "Referencia", "Id cliente", "Correo", "Teléfono", "Nombre", "Apellido", "Ilimitado", "Código", "Patente", "Tags",
    ]);

    public static string NoKnownColumn(string path, int line, string header, char? delimiter)
    {
        var fault = Texts.RosterNoKnownColumn.With(
            path, line, Quote(header, MaxHeader), string.Join(", ", Enum.GetNames<RosterField>()), string.Join(", ", UsualNames));
        return (delimiter is null ? Texts.RosterGiveDelimiter : Texts.RosterCheckDelimiter).With(fault);
    }

    public static string TwoColumns(string path, RosterField field, string first, string second) =>
        Texts.RosterTwoColumns.With(path, field, Quote(first, MaxName), Quote(second, MaxName));

    public static string Unreadable(string path, int line, UnreadableTextException e) => e.Fault switch
    {
        TextFault.HeaderTooLong => Texts.RosterHeaderTooLong.With(path, DecodedText.MaxHeader),
        TextFault.Nul => Texts.RosterNul.With(path, line, e.EncodingName),
        _ => Texts.RosterWrongEncoding.With(path, e.EncodingName, line),
    };

    public static string ShortRow(int line, long cells, int columns, string? missing) =>
        Texts.RosterShortRow.With(line, Cells(cells), columns, Quote(missing ?? string.Empty, MaxName));

    public static string LongRow(int line, long cells, int columns, char delimiter) => Texts.RosterLongRow.With(
        line,
        Cells(cells),
        (columns == 1 ? Texts.RosterOneColumn : Texts.RosterColumns).With(columns),
        delimiter == '\t' ? Texts.RosterTab : $"'{delimiter}'");

    public static string UnknownEncoding(string name) =>
        Texts.RosterUnknownEncoding.With(Quote(name, MaxName), string.Join(", ", RosterEncodings.CommonNames));

    private static string Cells(long number) => (number == 1 ? Texts.RosterOneCell : Texts.RosterCells).With(number);

    /// <summary>On one line: a tab or line break is shown as a space.</summary>
    private static string Quote(string text, int length) => TextSanitizer.Quote(string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Cell.IsInvisible(source[i]) || char.IsControl(source[i]) ? ' ' : source[i];
        }
    }), length);
}
