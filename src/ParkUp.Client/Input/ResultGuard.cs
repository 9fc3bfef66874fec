namespace ParkUp.Client;

/// <summary>Recognises rows that are results of writes that did not succeed: a failed revocation must never become an addition.</summary>
internal static class ResultGuard
{
    /// <summary>What the row did not do; null where it succeeded, or is no result.</summary>
    /// <param name="operation">The cell Operation of an exported result, or of any row.</param>
    /// <param name="succeeded">The cell Succeeded; only a yes counts as success, in any spelling that IsUnlimited may have.</param>
    public static string? FailedOperation(string? operation, string? succeeded)
    {
        var success = YesNo.Parse(succeeded);
        return CellRules.Restore(RosterField.IsUnlimited, operation) is { } text
            && success.Value is not true
            // A column Operation may be anybody's, but not beside Succeeded.
            && (success.Text is not null || Parse(text) is not null)
            ? text
            : null;
    }

    /// <summary>Whether what was not done may have been a revocation.</summary>
    public static bool IsRevocation(string? failedOperation) => failedOperation is not null && Parse(failedOperation) is not (Operation.Add or Operation.Create);

    private static Operation? Parse(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<Operation>(text, ignoreCase: true, out var operation) ? operation : null;
}
