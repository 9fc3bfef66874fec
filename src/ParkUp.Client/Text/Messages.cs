using System.Globalization;
using System.Net;

namespace ParkUp.Client;

/// <summary>All that the core says to people, in one place.</summary>
internal static class Messages
{
    public const string TokenBlank = "The token is blank.";
    public const string TokenLineBreak = "The token has a line break in it, as a file read whole has at its end. Trim it first.";
    public const string TokenCharacters = "The token has a space, or a character that no HTTP header can carry.";
    public const string BaseUriExtras = "The base address must be an address and nothing more: no user name, no '?' and no '#'.";
    public const string ProxyMalformed = "The proxy must be an address, such as http://proxy.example.com:8080.";
    public const string UnencryptedHint = "Use https, or allow unencrypted authentication where you accept that anyone on the way can read the token.";
    public const string UnauthorizedHint = "Check that the token is current and is this service's, and connect again.";
    public const string ForbiddenHint = "Ask the operator what this token may do.";
    public const string NotFoundHint = "Check the RefId, and the CustomerId where one is given.";
    public const string ConflictHint = "See which tags the customer holds. Where the tag is in use by another customer, revoke it there first.";
    public const string CustomerExistsHint = "A customer of that RefId exists: add its other tags with Add-ParkUpTag.";
    public const string BadRequestHint = "Mend the row and send it again.";
    public const string ServerErrorHint = "Try again later.";
    public const string RateLimitedHint = "Run the rows that failed again later, with fewer requests in flight.";
    public const string ProxyHint = "Connect through a proxy that lets you through.";
    public const string RedirectHint = "Check the base address: redirects are never followed, since they could take the token elsewhere.";
    public const string TimedOutHint = "Try again later, or connect with a longer time limit.";
    public const string TlsHint = "Nothing was sent. Check the base address, this machine's clock, and whether a proxy stands between.";
    public const string NoConnectionHint = "Nothing was sent. Check the network, the name and the proxy, then run it again.";
    public const string InvalidResponseHint = "A proxy may stand between; check the base address.";
    public const string OutcomeUnknownHint = "List the customer's tags before you send it again.";
    public const string GivenUpHint = "Nothing was sent for this row. Run the rows that failed again once the service answers.";
    public const string ListsDisagree = "Lists of the customer's tags, asked for one after the other, do not agree.";
    public const string AnswerCut = "The answer broke off before its end.";
    public const string RunBroken = "The run broke off through a fault of this module. Please report it, with the exception within.";
    public const string AnswerNull = "The answer is null.";
    public const string StatusMissing = "The answer does not say what became of this tag.";
    public const string ConnectionWorks = "The service answered, and took the token.";
    public const string CodeAndPlateBlank = "Code and Plate are both blank: one of them must say which tag is meant.";

    public static string BaseUriScheme(Uri address) =>
        $"'{ServerMessage.Clean(address.OriginalString)}' is no base address: it must begin with https:// (or http://, on this machine).";

    public static string Unencrypted(Uri address) =>
        $"The token would go over plain http to {address.Host}, which is not this machine.";

    public static string Refused(HttpStatusCode status, IReadOnlyList<string> said)
    {
        var text = $"The service answered {Status(status)}";
        return said.Count == 0 ? text + "." : text + ": " + Sentence(string.Join("; ", said));
    }

    public static string Redirected(HttpStatusCode status) => $"The service answered {Status(status)}, a redirect.";

    /// <summary>With the time of day: whoever reads it in a log, the next morning, has no use for seconds.</summary>
    public static string RestHint(TimeSpan rest, DateTimeOffset now) =>
        Invariant($"It asks to be left alone for {Math.Ceiling(rest.TotalSeconds):F0} s: run the rows that failed again after {now + rest:yyyy-MM-dd HH:mm:ss zzz}.");

    public static string GivenUp(int failures, TimeSpan time, string last) =>
        Invariant($"The last {failures} requests of this run all failed, over {Math.Ceiling(time.TotalSeconds):F0} s, so it was given up. The last one: {Sentence(last)}");

    public static string Resting(string asked) => $"Nothing was sent: the service asked to be left alone. {asked}";

    public static string TimedOut(TimeSpan limit) => Invariant($"No answer came within {limit.TotalSeconds:0.###} s.");

    public static string NotConnectedInTime(string authority) => $"No connection to {authority} could be made in time.";

    public static string Tls(string host, string cause) => $"The connection to {host} is not to be trusted: {Sentence(cause)}";

    public static string NoConnection(string authority, string cause) => $"There is no connection to {authority}: {Sentence(cause)}";

    public static string ConnectionBroke(string authority, string cause) => $"The connection to {authority} broke: {Sentence(cause)}";

    public static string AnswerTooLong(int limit) => Invariant($"The answer is longer than {limit / 1024} KiB, and was not read.");

    public static string AnswerLacks(string field) => $"The answer lacks '{field}'.";

    public static string AnswerNotJson(string mediaType, long? position) =>
        Invariant($"The answer is not the JSON that the service promises (it calls itself '{mediaType}', and stops making sense at byte {position ?? 0}).");

    public static string OutcomeUnknown(string cause) => $"The request left, and what became of it is not known. {cause}";

    public static string Unlisted(string failure, string unlisted) => $"{failure} No list could tell either: {unlisted}";

    public static string TagRejected(Operation operation) => operation == Operation.Revoke
        ? "The service did not cancel this tag."
        : "The service did not take this tag.";

    public static string TagRejectedHint(Operation operation) => operation == Operation.Revoke
        ? "See whether the customer holds it, with this very code and plate."
        : "It may be in use elsewhere.";

    public static string NoSuchTag(TagOrder order) => (order.Code, order.Plate) switch
    {
        (null, null) => "The customer holds no tag.",
        (null, var plate) => $"The customer holds no tag for plate {Clean(plate)}.",
        var (code, _) => $"The customer holds no tag with code {Clean(code)}.",
    };

    public static string CreatedWithoutTags(CustomerResult result)
    {
        var missing = result.Tags.Where(static tag => !tag.Succeeded).Select(static tag => $"{tag.Code} ({tag.Outcome})");
        return $"The customer was created without some of the tags: {string.Join(", ", missing)}.";
    }

    public static string Blank(string field) => $"{field} is blank.";

    public static string PlateOfMarks(string text) => $"Plate '{text}' has no letter or digit.";

    public static string SpreadsheetError(string field, string text) =>
        $"{field} '{text}' is what a spreadsheet shows in place of a value that it could not work out, or had no room for.";

    public static string Wildcard(string field, string text) =>
        $"{field} '{text}' has a wildcard in it: list the tags first, and revoke those that are meant.";

    public static string CustomerIdNotNumber(string text) => $"CustomerId '{text}' is no whole number from 1 on.";

    public static string NotYesNo(string text) =>
        $"IsUnlimited is '{text}', which is neither a yes nor a no (true/false, 1/0, yes/no, sí/no, verdadero/falso).";

    public static string Scientific(string field, string text) =>
        $"{field} '{text}' is what a spreadsheet makes of a long number: its digits are lost. Format the column as text and fill it in again.";

    public static string ControlCharacter(string field) => $"{field} has a control character in it.";

    public static string BrokenCharacter(string field) => $"{field} has half a character in it: the file was read in the wrong encoding.";

    public static string CodeWithTwoPlates(string code, string known, string given) =>
        $"Code '{Clean(code)}' is given twice for this customer, with plate {Clean(known)} and with plate {Clean(given)}.";

    public static string Disagrees(string field, string refId, int? line) => line is { } number
        ? Invariant($"{field} differs from that of line {number}, which is the same customer ({Clean(refId)}).")
        : $"{field} differs from that of a row before, which is the same customer ({Clean(refId)}).";

    public static string TagSentence(TagResult result)
    {
        var what = (result.Code, result.Plate) switch
        {
            (null or "", null or "") => "A tag",
            (null or "", var plate) => $"The tag for plate {Clean(plate)}",
            (var code, null or "") => $"Tag {Clean(code)}",
            var (code, plate) => $"Tag {Clean(code)} (plate {Clean(plate)})",
        };
        var verb = result.Operation == Operation.Revoke ? "revoked" : "added";
        var done = result.Outcome == Outcome.Unknown ? $"may or may not have been {verb}" : $"was not {verb}";
        return $"{Line(result.Line)}{what} {done} for customer {Name(result.RefId)}:";
    }

    public static string CustomerSentence(CustomerResult result)
    {
        var done = result.Outcome switch
        {
            Outcome.Unknown => "may or may not have been created",
            Outcome.Created => $"was created (number {result.CustomerId}), but not with every tag: {string.Join(", ", result.Tags.Where(static tag => !tag.Succeeded))}; those are still to be added",
            // The customer may exist, or be made of its other rows: only of this row is it certain.
            Outcome.Rejected when result.Evidence == Evidence.None => null,
            _ => "was not created",
        };
        return done is null
            ? $"{Line(result.Line)}The row of customer {Name(result.RefId)} was refused:"
            : $"{Line(result.Line)}Customer {Name(result.RefId)} {done}:";
    }

    public static string ListSentence(string? refId) => $"The tags of customer {Name(refId)} could not be listed:";

    private static string Line(int? line) => line is { } number ? Invariant($"Line {number}: ") : string.Empty;

    private static string Name(string? refId) => string.IsNullOrWhiteSpace(refId) ? "(no RefId)" : Clean(refId);

    private static string Clean(string? text) => ServerMessage.Clean(text ?? string.Empty);

    /// <summary>As people write it: 404 Not Found.</summary>
    private static string Status(HttpStatusCode status)
    {
        var number = Invariant($"{(int)status}");
        return Enum.IsDefined(status)
            ? number + string.Concat(status.ToString().Select(static c => char.IsUpper(c) ? $" {c}" : $"{c}"))
            : number;
    }

    private static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' ? text : text + ".";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
