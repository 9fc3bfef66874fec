using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// All that the cmdlets themselves say to people, in one place; the texts themselves are in Texts.resx, and in Spanish
/// in Texts.es.resx. The core has its own.
/// </summary>
internal static class Texts
{
    private static readonly TextCatalog Catalog = new(typeof(Texts));

    /// <summary>Whether they are in another language than the engine's own, which is English alone.</summary>
    public static bool AreTranslated => Catalog.Text("Culture").Length > 0;

    public static string NotConnected => Catalog.Text();

    public static string NotConnectedHint => Catalog.Text();

    public static string NoToken => Catalog.Text();

    public static string NoTokenHint => Catalog.Text();

    public static string BadDelimiter => Catalog.Text();

    public static string AddAction => Catalog.Text();

    public static string RevokeAction => Catalog.Text();

    public static string RevokeAllAction => Catalog.Text();

    public static string CreateAction => Catalog.Text();

    public static string Confirm => Catalog.Text();

    public static string NobodyToAsk => Catalog.Text();

    public static string SandboxBesideToken => Catalog.Text();

    public static string FailedRevocation => Catalog.Text();

    public static string Unparted(string header) => Say(nameof(Unparted), header);

    public static string NotACell(string type) => Say(nameof(NotACell), type);

    public static string Unreadable(string field, string cause) => Say(nameof(Unreadable), field, cause);

    public static string BadPattern(string cause) => Say(nameof(BadPattern), cause);

    public static string NoRefIdIn(string type) => Say(nameof(NoRefIdIn), type);

    public static string NotATag(string type) => Say(nameof(NotATag), type);

    public static string TagKey(object? key) => Say(nameof(TagKey), $"{key}");

    public static string NoFile(string path) => Say(nameof(NoFile), path);

    public static string ColumnMistaken(string file, string column, string meant) => Say(nameof(ColumnMistaken), file, column, meant);

    public static string ColumnUnused(string file, string column) => Say(nameof(ColumnUnused), file, column);

    public static string InFile(string file, string message) => Say(nameof(InFile), System.IO.Path.GetFileName(file), message);

    public static string NotAFile(string path, string provider) => Say(nameof(NotAFile), path, provider);

    public static string NoAddress(string variable) => Say(nameof(NoAddress), variable);

    public static string StillOnSandbox(DateTimeOffset since) => Catalog.Format(nameof(StillOnSandbox), since.ToLocalTime());

    public static string UnusualHost(Uri address) => Catalog.Format(nameof(UnusualHost), address.Host);

    public static string ServiceSilent(string last, TimeSpan limit) => Catalog.Format(nameof(ServiceSilent), Clean(last.TrimEnd('.')), limit.TotalSeconds);

    public static string CameBefore(string refId, int? line) =>
        Catalog.Format(nameof(CameBefore), Clean(refId), line is { } number ? Catalog.Format("OnLine", number) : string.Empty);

    /// <summary>How far a run is; below ten a second, a rate needs its tenths.</summary>
    public static string Progress(Counted unit, long done, long failed, double rate) => Catalog.Format(
        unit == Counted.Customers ? "ProgressOfCustomers" : "ProgressOfRows", done, failed, Catalog.Number(rate < 10 ? "0.0" : "N0", rate));

    /// <summary>What the engine itself says of a row that is about to be sent.</summary>
    public static string Performing(string action, string target) => Catalog.Format(nameof(Performing), action, target);

    /// <summary>What the engine itself asks.</summary>
    public static string AreYouSure(string performing) => Catalog.Format(nameof(AreYouSure), performing);

    public static string TagTarget(TagOrder order, bool isMasked) => (order.Code, order.Plate) switch
    {
        (null, null) => Catalog.Format("AllTags", Clean(order.Customer.RefId)),
        (null, var plate) => Catalog.Format("TagsOfPlate", Plate(plate, isMasked), Clean(order.Customer.RefId)),
        (var code, null) => Catalog.Format("TagOfCode", Clean(code), Clean(order.Customer.RefId)),
        var (code, plate) => Catalog.Format("TagOfBoth", Clean(code), Plate(plate, isMasked), Clean(order.Customer.RefId)),
    };

    public static string CustomerTarget(CustomerOrder order, bool isMasked) => order.Tags.Count == 0
        ? Catalog.Format("Customer", Clean(order.RefId))
        : Catalog.Format(
            "CustomerWithTags",
            Clean(order.RefId),
            string.Join(", ", order.Tags.Select(tag => Catalog.Format("TagOfCustomer", Clean(tag.Code), Plate(tag.Plate, isMasked)))));

    /// <summary>What a run did, in a line: rows, what became of them, requests, those sent again, and the time.</summary>
    public static string Summary(RunSummary run)
    {
        var rows = run.Unit == Counted.Customers ? Count("OneCustomer", "Customers", run.Rows) : Count("OneRow", "Rows", run.Rows);
        var outcomes = run.Outcomes.Count == 0 ? Catalog.Text(run.Rows == 0 ? "Nothing" : "NothingSent") : string.Join(", ", run.Outcomes.Select(outcome => $"{Catalog.Number("N0", outcome.Value)} {outcome.Key}"));
        var line = Catalog.Format(
            nameof(Summary), rows, outcomes, Count("OneRequest", "Requests", run.Requests), Count("OneRepeated", "Repeated", run.Repeated), run.Time.TotalSeconds);
        return run.IsSandbox ? Catalog.Format("SummaryOnSandbox", line) : line;
    }

    /// <summary>A sentence about what others wrote, made harmless: a file's columns, a path, what an object threw.</summary>
    private static string Say(string key, params string[] texts) => Catalog.Format(key, [.. texts.Select(Clean)]);

    private static string Count(string one, string many, long number) => Catalog.Format(number == 1 ? one : many, number);

    private static string Plate(string? plate, bool isMasked) => isMasked ? Explain.Masked(Clean(plate)) : Clean(plate);

    private static string Clean(string? text) => Explain.Harmless(text ?? string.Empty);
}
