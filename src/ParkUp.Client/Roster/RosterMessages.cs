using System.Globalization;

namespace ParkUp.Client;

/// <summary>All that the roster reader says to users.</summary>
internal static class RosterMessages
{
    private const int QuotedHeader = 200;
    private const int QuotedName = 60;

    /// <summary>One name for each field, as an example to those who named their columns otherwise.</summary>
    internal static IReadOnlyList<string> UsualNames { get; } = Array.AsReadOnly(
    [
        "Referencia", "Id cliente", "Correo", "Teléfono", "Nombre", "Apellido", "Ilimitado", "Código", "Patente",
    ]);

    public static string BadDelimiter => "A quote or a line break cannot part the cells of a roster.";

    public static string NotFound(string path) => $"The roster '{path}' does not exist. Check the path.";

    public static string Directory(string path) => $"'{path}' is a directory. Give the path of a roster file.";

    public static string NoPermission(string path) =>
        $"There is no permission to read the roster '{path}'. Ask for it, or copy the file to where you may read it.";

    public static string CannotRead(string path, string reason) =>
        $"The roster '{path}' cannot be read: {reason} Close it elsewhere or copy it, and try again.";

    public static string Empty(string path) =>
        $"The roster '{path}' is empty. Its first line must name the columns, such as RefId, Code and Plate.";

    public static string Workbook(string path) =>
        $"The roster '{path}' is an Excel workbook (or another archive), not a CSV file. Open it in the spreadsheet and "
        + "save it as 'CSV UTF-8'.";

    public static string MixedEncodings(string path) =>
        $"The roster '{path}' is UTF-8 for the most part, with bytes in it that are not: names would come in garbled. "
        + "Save it again as 'CSV UTF-8', or say in which encoding it is to be read.";

    public static string Binary(string path) =>
        $"The roster '{path}' is binary, not text. Save it from the spreadsheet as 'CSV UTF-8'; if it is text in "
        + "UTF-16 or UTF-32, give its encoding.";

    public static string NoKnownColumn(string path, int line, string header, char? delimiter) => string.Create(Invariant,
        $"The roster '{path}' has no column that is known. Line {line} should name the columns, but is: "
        + $"{CellText.Quotable(header, QuotedHeader)}. Name at least one {string.Join(", ", Enum.GetNames<RosterField>())} "
        + $"(or a usual name for it in English or Spanish, such as {string.Join(", ", UsualNames)})."
        + $"{(delimiter is null ? " If something unusual parts the cells, give the delimiter." : " Check the delimiter.")}");

    public static string TwoColumns(string path, RosterField field, string first, string second) =>
        $"The roster '{path}' has two columns for {field}: '{CellText.Quotable(first, QuotedName)}' and "
        + $"'{CellText.Quotable(second, QuotedName)}'. Rename or delete one of them.";

    public static string QuoteNeverClosed(string path, int line) => string.Create(Invariant,
        $"The roster '{path}' has a quote on line {line} that is never closed. Close it, or delete it.");

    public static string QuotedCellTooLong(string path, int line) => string.Create(Invariant,
        $"The roster '{path}' has a quoted cell that begins on line {line} and is longer than {DelimitedReader.MaxCell} "
        + $"characters, so its quote was probably never closed. Close it, or delete it.");

    public static string CellTooLong(string path, int line) => string.Create(Invariant,
        $"The roster '{path}' has a cell on line {line} that is longer than {DelimitedReader.MaxCell} characters. "
        + $"Check that the file is a CSV file and that its delimiter is right.");

    public static string RowTooLong(string path, int line) => string.Create(Invariant,
        $"The roster '{path}' has a row on line {line} that is longer than {DelimitedReader.MaxRow} characters. "
        + $"Check that the file is a CSV file.");

    public static string Unreadable(string path, int line, UnreadableTextException e) => e.Fault switch
    {
        TextFault.HeaderTooLong => string.Create(Invariant,
            $"The roster '{path}' has no header within its first {DecodedText.MaxHeader} characters. Its first line must "
            + $"name the columns; check that the file is a CSV file."),
        TextFault.Nul => string.Create(Invariant,
            $"The roster '{path}' has a NUL character on line {line}, so it is binary, or in another encoding than "
            + $"{e.EncodingName}. Save it as 'CSV UTF-8', or give its encoding."),
        _ => string.Create(Invariant,
            $"The roster '{path}' is not in the encoding {e.EncodingName}: line {line} has bytes that it does not allow. "
            + $"Save it as 'CSV UTF-8', or give its encoding (windows-1252 is usual for older spreadsheets)."),
    };

    public static string ShortRow(int line, long cells, int columns, string? missing) => string.Create(Invariant,
        $"Line {line} has {Count(cells, "cell")} of {columns}: '{CellText.Quotable(missing ?? "", QuotedName)}' and what "
        + $"follows are missing. Fill up the row with delimiters, and check that none was lost.");

    public static string LongRow(int line, long cells, int columns, char delimiter) => string.Create(Invariant,
        $"Line {line} has {Count(cells, "cell")}, but the header has {Count(columns, "column")}. A cell that holds "
        + $"{NameOf(delimiter)} must stand in quotes.");

    public static string UnknownEncoding(string name) =>
        $"There is no encoding '{CellText.Quotable(name, QuotedName)}'. Use one of "
        + $"{string.Join(", ", RosterEncodings.CommonNames)}, another name that .NET knows, or a code page number.";

    private static string Count(long number, string noun) => string.Create(Invariant, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string NameOf(char delimiter) => delimiter == '\t' ? "a tab" : $"'{delimiter}'";

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;
}
