namespace ParkUp.Client;

/// <summary>Recognises rows that are results of revocations that did not succeed: such a row must never become an addition.</summary>
internal static class ResultGuard
{
    /// <param name="operation">The cell Operation of an exported result, or of any row.</param>
    /// <param name="succeeded">The cell Succeeded; only a yes counts as success, in any spelling that IsUnlimited may have.</param>
    public static bool IsFailedRevocation(string? operation, string? succeeded)
    {
        var outcome = YesNo.Parse(succeeded);
        return CellRules.Restore(RosterField.IsUnlimited, operation) is { } text && outcome.Value is not true && (Operation(text) switch
        {
            Client.Operation.Add or Client.Operation.Create => false,
            Client.Operation.Revoke => true,

            // A column Operation may be anybody's, but not beside Succeeded.
            _ => outcome.Text is not null,
        });
    }

    private static Operation? Operation(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<Operation>(text, ignoreCase: true, out var operation) ? operation : null;
}
