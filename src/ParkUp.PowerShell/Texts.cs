using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>All that the cmdlets themselves say to people, in one place. The core has its own.</summary>
internal static class Texts
{
    public const string NotConnected = "There is no connection to ParkUp.";
    public const string NotConnectedHint = "Connect with Connect-ParkUp, hand a connection over with -Connection, or set PARKUP_TOKEN in the environment.";
    public const string NoToken = "There is no token to connect with.";
    public const string NoTokenHint = "Give one with -Token, as a SecureString from a vault, or set PARKUP_TOKEN in the environment; -Sandbox needs none.";
    public const string BadDelimiter = "A quote or a line break cannot part the cells of a roster.";
    public const string AddAction = "Add tag";
    public const string RevokeAction = "Revoke tag";
    public const string RevokeAllAction = "Revoke all tags";
    public const string Confirm = "Confirm";
    public const string CreateAction = "Create customer";

    public static string NotACell(string type) => $"One text is wanted here, and this is a {type}.";

    public static string Unreadable(string field, string cause) => $"{field} could not be read: {cause}";

    public static string BadPattern(string cause) => $"The pattern cannot be understood: {cause}";

    public static string NoRefId(string type) => $"A RefId is wanted here, and this {type} has none.";

    public static string NotATag(string type) => $"A tag is wanted here (a Tag, @{{Code=…;Plate=…}} or 'CODE:PLATE'), and this is a {type}.";

    public static string TagKey(object? key) => $"A tag has a Code and a Plate; '{key}' is neither.";

    public static string NoFile(string path) => $"There is no file '{path}'. Check the path; names with [ or ] in them go to -LiteralPath.";

    public static string ColumnMistaken(string file, string column, string meant) => $"{file}: column '{column}' was not used; did you mean '{meant}'?";

    public static string InFile(string file, string message) => $"{System.IO.Path.GetFileName(file)}: {message}";

    public static string ColumnUnused(string file, string column) => $"{file}: column '{column}' was not used.";

    public static string NotAFile(string path, string provider) => $"'{path}' is no file: it is of the provider {provider}.";

    public static string NoAddress(string variable) => $"{variable} is no address.";

    public static string Progress(long done, long failed, double rate) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{done:N0} rows done, {failed:N0} failed, {rate:N0} rows/s");

    /// <summary>What the engine itself says of a row that is about to be sent.</summary>
    public static string Performing(string action, string target) => $"Performing the operation \"{action}\" on target \"{target}\".";

    /// <summary>What the engine itself asks.</summary>
    public static string AreYouSure(string performing) => $"Are you sure you want to perform this action?\n{performing}";

    public static string TagTarget(TagOrder order, bool isMasked) => (order.Code, order.Plate) switch
    {
        (null, null) => $"all tags of customer {Clean(order.Customer.RefId)}",
        (null, var plate) => $"every tag for plate {Plate(plate, isMasked)} of customer {Clean(order.Customer.RefId)}",
        (var code, null) => $"tag {Clean(code)} of customer {Clean(order.Customer.RefId)}",
        var (code, plate) => $"tag {Clean(code)} (plate {Plate(plate, isMasked)}) of customer {Clean(order.Customer.RefId)}",
    };

    public static string CustomerTarget(CustomerOrder order, bool isMasked) => order.Tags.Count == 0
        ? $"customer {Clean(order.RefId)}"
        : $"customer {Clean(order.RefId)} with {string.Join(", ", order.Tags.Select(tag => $"tag {Clean(tag.Code)} (plate {Plate(tag.Plate, isMasked)})"))}";

    private static string Plate(string? plate, bool isMasked) => isMasked ? Explain.Masked(Clean(plate)) : Clean(plate);

    private static string Clean(string? text) => Explain.Harmless(text ?? string.Empty);
}
