namespace ParkUp.Client;

/// <summary>All that the roster reader says to users; the texts are in RosterMessages.resx, and in Spanish beside it.</summary>
internal static class RosterMessages
{
    private static readonly TextCatalog Catalog = new(typeof(RosterMessages));

    private const int QuotedHeader = 200;
    private const int QuotedName = 60;

    /// <summary>One name for each field, as an example to those who named their columns otherwise.</summary>
    internal static IReadOnlyList<string> UsualNames { get; } = Array.AsReadOnly(
    [
        "Referencia", "Id cliente", "Correo", "Teléfono", "Nombre", "Apellido", "Ilimitado", "Código", "Patente", "Tags",
    ]);

    public static string BadDelimiter => Catalog.Text();

    public static string NotFound(string path) => Catalog.Format(nameof(NotFound), path);

    public static string Directory(string path) => Catalog.Format(nameof(Directory), path);

    public static string NoPermission(string path) => Catalog.Format(nameof(NoPermission), path);

    public static string CannotRead(string path, string reason) => Catalog.Format(nameof(CannotRead), path, reason);

    public static string Empty(string path) => Catalog.Format(nameof(Empty), path);

    public static string Workbook(string path) => Catalog.Format(nameof(Workbook), path);

    public static string MixedEncodings(string path) => Catalog.Format(nameof(MixedEncodings), path);

    public static string Binary(string path) => Catalog.Format(nameof(Binary), path);

    public static string NoKnownColumn(string path, int line, string header, char? delimiter)
    {
        var fields = string.Join(", ", Enum.GetNames<RosterField>());
        var fault = Catalog.Format(nameof(NoKnownColumn), path, line, CellText.Quotable(header, QuotedHeader), fields, string.Join(", ", UsualNames));
        return Catalog.Format(delimiter is null ? "GiveDelimiter" : "CheckDelimiter", fault);
    }

    public static string TwoColumns(string path, RosterField field, string first, string second) =>
        Catalog.Format(nameof(TwoColumns), path, field, CellText.Quotable(first, QuotedName), CellText.Quotable(second, QuotedName));

    public static string QuoteNeverClosed(string path, int line) => Catalog.Format(nameof(QuoteNeverClosed), path, line);

    public static string QuotedCellTooLong(string path, int line) => Catalog.Format(nameof(QuotedCellTooLong), path, line, DelimitedReader.MaxCell);

    public static string CellTooLong(string path, int line) => Catalog.Format(nameof(CellTooLong), path, line, DelimitedReader.MaxCell);

    public static string RowTooLong(string path, int line) => Catalog.Format(nameof(RowTooLong), path, line, DelimitedReader.MaxRow);

    public static string Unreadable(string path, int line, UnreadableTextException e) => e.Fault switch
    {
        TextFault.HeaderTooLong => Catalog.Format("HeaderTooLong", path, DecodedText.MaxHeader),
        TextFault.Nul => Catalog.Format("Nul", path, line, e.EncodingName),
        _ => Catalog.Format("WrongEncoding", path, e.EncodingName, line),
    };

    public static string ShortRow(int line, long cells, int columns, string? missing) =>
        Catalog.Format(nameof(ShortRow), line, Cells(cells), columns, CellText.Quotable(missing ?? "", QuotedName));

    public static string LongRow(int line, long cells, int columns, char delimiter) =>
        Catalog.Format(nameof(LongRow), line, Cells(cells), Columns(columns), NameOf(delimiter));

    public static string UnknownEncoding(string name) =>
        Catalog.Format(nameof(UnknownEncoding), CellText.Quotable(name, QuotedName), string.Join(", ", RosterEncodings.CommonNames));

    private static string Cells(long number) => Catalog.Format(number == 1 ? "OneCell" : "Cells", number);

    private static string Columns(long number) => Catalog.Format(number == 1 ? "OneColumn" : "Columns", number);

    private static string NameOf(char delimiter) => delimiter == '\t' ? Catalog.Text("Tab") : $"'{delimiter}'";
}
