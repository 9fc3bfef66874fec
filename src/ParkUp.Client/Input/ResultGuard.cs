namespace ParkUp.Client;

/// <summary>Recognises rows that are results of writes that did not succeed: a failed revocation must never become an addition.</summary>
internal static class ResultGuard
{
    /// <summary>The operation that failed. Blank where the row does not name it; null where the row succeeded, or is not a result.</summary>
    /// <param name="operation">The cell Operation of an exported result, or of any row; null where there is no such column, as in results of customers.</param>
    /// <param name="succeeded">The cell Succeeded; only a yes counts as success, in any spelling that IsUnlimited may have.</param>
    /// <param name="outcome">The cell Outcome; one that is no success contradicts a yes.</param>
    public static string? FailedOperation(string? operation, string? succeeded, string? outcome)
    {
        if (operation is null)
        {
            return null;
        }

        var text = CellRules.Restore(RosterField.IsUnlimited, operation);
        var success = YesNo.Parse(succeeded);
        var result = Parse<Outcome>(CellRules.Restore(RosterField.IsUnlimited, outcome));
        if (success.Value is true && result is not (Outcome.Rejected or Outcome.Failed or Outcome.Unknown))
        {
            return null;
        }

        // A column Operation may be anybody's, but not beside Succeeded or Outcome; there a blank may be a revocation too.
        var isResult = success.Text is not null || result is Outcome.Rejected or Outcome.Failed or Outcome.Unknown;
        return isResult ? text ?? string.Empty : Parse<Operation>(text) is null ? null : text;
    }

    /// <summary>Whether what was not done may have been a revocation.</summary>
    public static bool IsRevocation(string? failedOperation) =>
        failedOperation is not null && Parse<Operation>(failedOperation) is not (Operation.Add or Operation.Create or Operation.Change);

    /// <summary>An enum by its name, or by the number that JSON has for it.</summary>
    private static T? Parse<T>(string? text)
        where T : struct, Enum =>
        text is not null && text.All(char.IsAsciiLetterOrDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
