using System.Net;

namespace ParkUp.Client;

/// <summary>
/// All that the core says to people, in one place; the texts themselves are in Messages.resx, and in Spanish in
/// Messages.es.resx. Names of fields, outcomes and errors are the same in every language.
/// </summary>
internal static class Messages
{
    private static readonly TextCatalog Catalog = new(typeof(Messages));

    public static string TokenBlank => Catalog.Text();

    public static string TokenLineBreak => Catalog.Text();

    public static string TokenCharacters => Catalog.Text();

    public static string BaseUriExtras => Catalog.Text();

    public static string ProxyMalformed => Catalog.Text();

    public static string UnencryptedHint => Catalog.Text();

    public static string UnauthorizedHint => Catalog.Text();

    public static string ForbiddenHint => Catalog.Text();

    public static string NotFoundHint => Catalog.Text();

    public static string ConflictHint => Catalog.Text();

    public static string CustomerExistsHint => Catalog.Text();

    public static string BadRequestHint => Catalog.Text();

    public static string ServerErrorHint => Catalog.Text();

    public static string RateLimitedHint => Catalog.Text();

    public static string ProxyHint => Catalog.Text();

    public static string RedirectHint => Catalog.Text();

    public static string TimedOutHint => Catalog.Text();

    public static string TlsHint => Catalog.Text();

    public static string NoConnectionHint => Catalog.Text();

    public static string InvalidResponseHint => Catalog.Text();

    public static string OutcomeUnknownHint => Catalog.Text();

    public static string GivenUpHint => Catalog.Text();

    public static string ListsDisagree => Catalog.Text();

    public static string AnswerCut => Catalog.Text();

    public static string RunBroken => Catalog.Text();

    public static string AnswerNull => Catalog.Text();

    public static string StatusMissing => Catalog.Text();

    public static string ConnectionWorks => Catalog.Text();

    public static string CodeAndPlateBlank => Catalog.Text();

    public static string BaseUriScheme(Uri address) => Catalog.Format(nameof(BaseUriScheme), ServerMessage.Clean(address.OriginalString));

    public static string Unencrypted(Uri address) => Catalog.Format(nameof(Unencrypted), address.Host);

    public static string CameBeforeHint(int? line) => line is { } number ? Catalog.Format("CameOnLineHint", number) : Catalog.Text("CameEarlierHint");

    public static string Refused(HttpStatusCode status, IReadOnlyList<string> said) => said.Count == 0
        ? Catalog.Format(nameof(Refused), Status(status))
        : Catalog.Format("RefusedSaying", Status(status), Sentence(string.Join("; ", said)));

    public static string Redirected(HttpStatusCode status) => Catalog.Format(nameof(Redirected), Status(status));

    /// <summary>With the time of day: whoever reads it in a log, the next morning, has no use for seconds.</summary>
    public static string RestHint(TimeSpan rest, DateTimeOffset now) => Catalog.Format(nameof(RestHint), Math.Ceiling(rest.TotalSeconds), now + rest);

    public static string GivenUp(int failures, TimeSpan time, string last) =>
        Catalog.Format(nameof(GivenUp), failures, Math.Ceiling(time.TotalSeconds), Sentence(last));

    public static string Resting(string asked) => Catalog.Format(nameof(Resting), asked);

    public static string TimedOut(TimeSpan limit) => Catalog.Format(nameof(TimedOut), limit.TotalSeconds);

    public static string NotConnectedInTime(string authority) => Catalog.Format(nameof(NotConnectedInTime), authority);

    public static string Tls(string host, string cause) => Catalog.Format(nameof(Tls), host, Sentence(cause));

    public static string NoConnection(string authority, string cause) => Catalog.Format(nameof(NoConnection), authority, Sentence(cause));

    public static string ConnectionBroke(string authority, string cause) => Catalog.Format(nameof(ConnectionBroke), authority, Sentence(cause));

    public static string AnswerTooLong(int limit) => Catalog.Format(nameof(AnswerTooLong), limit / 1024);

    public static string AnswerLacks(string field) => Catalog.Format(nameof(AnswerLacks), field);

    public static string AnswerNotJson(string mediaType, long? position) => Catalog.Format(nameof(AnswerNotJson), mediaType, position ?? 0);

    public static string OutcomeUnknown(string cause) => Catalog.Format(nameof(OutcomeUnknown), cause);

    public static string Unlisted(string failure, string unlisted) => Catalog.Format(nameof(Unlisted), failure, unlisted);

    public static string TagRejected(Operation operation) => Catalog.Text(operation == Operation.Revoke ? "TagRejectedRevoke" : "TagRejectedAdd");

    public static string TagRejectedHint(Operation operation) => Catalog.Text(operation == Operation.Revoke ? "TagRejectedRevokeHint" : "TagRejectedAddHint");

    public static string NoSuchTag(TagOrder order) => (order.Code, order.Plate) switch
    {
        (null, null) => Catalog.Text("HoldsNoTag"),
        (null, var plate) => Catalog.Format("HoldsNoPlate", Clean(plate)),
        var (code, _) => Catalog.Format("HoldsNoCode", Clean(code)),
    };

    public static string CreatedWithoutTags(CustomerResult result)
    {
        var missing = result.Tags.Where(static tag => !tag.Succeeded).Select(static tag => $"{tag.Code} ({tag.Outcome})");
        return Catalog.Format(nameof(CreatedWithoutTags), string.Join(", ", missing));
    }

    public static string Blank(string field) => Catalog.Format(nameof(Blank), field);

    public static string PlateOfMarks(string text) => Catalog.Format(nameof(PlateOfMarks), text);

    public static string SpreadsheetError(string field, string text) => Catalog.Format(nameof(SpreadsheetError), field, text);

    public static string Wildcard(string field, string text) => Catalog.Format(nameof(Wildcard), field, text);

    public static string CustomerIdNotNumber(string text) => Catalog.Format(nameof(CustomerIdNotNumber), text);

    public static string NotYesNo(string text) => Catalog.Format(nameof(NotYesNo), text);

    public static string Scientific(string field, string text) => Catalog.Format(nameof(Scientific), field, text);

    public static string ControlCharacter(string field) => Catalog.Format(nameof(ControlCharacter), field);

    public static string BrokenCharacter(string field) => Catalog.Format(nameof(BrokenCharacter), field);

    public static string CodeWithTwoPlates(TagOrder known, TagOrder given) => known.Line is { } line
        ? Catalog.Format("CodeWithTwoPlatesOnLine", Clean(given.Code), Clean(known.Plate), line, Clean(given.Plate))
        : Catalog.Format(nameof(CodeWithTwoPlates), Clean(given.Code), Clean(known.Plate), Clean(given.Plate));

    public static string BlankSinceRefused(string field, int line) => Catalog.Format(nameof(BlankSinceRefused), field, line);

    public static string Disagrees(string field, string refId, int? line) => line is { } number
        ? Catalog.Format("DisagreesWithLine", field, number, Clean(refId))
        : Catalog.Format("DisagreesWithRow", field, Clean(refId));

    public static string TagSentence(TagResult result)
    {
        var what = (result.Code, result.Plate) switch
        {
            (null or "", null or "") => Catalog.Text("SomeTag"),
            (null or "", var plate) => Catalog.Format("TagOfPlate", Clean(plate)),
            (var code, null or "") => Catalog.Format("TagOfCode", Clean(code)),
            var (code, plate) => Catalog.Format("TagOfBoth", Clean(code), Clean(plate)),
        };
        var key = (result.Operation == Operation.Revoke, result.Outcome == Outcome.Unknown) switch
        {
            (false, false) => "TagNotAdded",
            (false, true) => "TagPerhapsAdded",
            (true, false) => "TagNotRevoked",
            (true, true) => "TagPerhapsRevoked",
        };
        return OfLine(result.Line, Catalog.Format(key, what, Name(result.RefId)));
    }

    public static string CustomerSentence(CustomerResult result)
    {
        var name = Name(result.RefId);
        var sentence = result.Outcome switch
        {
            Outcome.Unknown => Catalog.Format("CustomerPerhapsCreated", name),
            Outcome.Created => Catalog.Format("CustomerLacksTags", name, result.CustomerId, string.Join(", ", result.Tags.Where(static tag => !tag.Succeeded))),
            // The customer may exist, or be made of its other rows: only of this row is it certain.
            Outcome.Rejected when result.Evidence == Evidence.None => Catalog.Format("CustomerRowRefused", name),
            _ => Catalog.Format("CustomerNotCreated", name),
        };
        return OfLine(result.Line, sentence);
    }

    public static string ListSentence(string? refId) => Catalog.Format("NotListed", Name(refId));

    private static string OfLine(int? line, string sentence) => line is { } number ? Catalog.Format("Line", number, sentence) : sentence;

    private static string Name(string? refId) => string.IsNullOrWhiteSpace(refId) ? Catalog.Text("NoRefId") : Clean(refId);

    private static string Clean(string? text) => ServerMessage.Clean(text ?? string.Empty);

    /// <summary>As HTTP has it, in every language: 404 Not Found.</summary>
    private static string Status(HttpStatusCode status)
    {
        var number = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)status}");
        return Enum.IsDefined(status)
            ? number + string.Concat(status.ToString().Select(static c => char.IsUpper(c) ? $" {c}" : $"{c}"))
            : number;
    }

    private static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' ? text : text + ".";
}
