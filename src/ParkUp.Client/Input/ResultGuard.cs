namespace ParkUp.Client;

/// <summary>Recognises rows that are results of writes that did not succeed, or steps of a plan: a revocation must never become an addition.</summary>
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

    /// <summary>The action of a row that is a revocation of a plan, done or not; null where the row is none.</summary>
    /// <param name="action">The cell Action; null where there is no such column.</param>
    /// <param name="plannedAt">The cell PlannedAt; beside it, an action that cannot be read may be a revocation.</param>
    public static string? PlannedRevocation(string? action, string? plannedAt)
    {
        if (action is null)
        {
            return null;
        }

        var isRevocation = Parse<PlanAction>(CellRules.Restore(RosterField.IsUnlimited, action)) is { } known
            ? known is PlanAction.RevokeTag
            : CellRules.Restore(RosterField.IsUnlimited, plannedAt) is not null;
        return isRevocation ? nameof(PlanAction.RevokeTag) : null;
    }

    /// <summary>Why a row must not be used for an operation; null where it may.</summary>
    /// <param name="undone">What the row asked for and was not done, by this class; null where it is no such row.</param>
    /// <param name="wanted">What the row would be used for.</param>
    public static RowRefusal? Refuse(string? undone, Operation wanted) =>
        undone is null || wanted is Operation.Revoke ? null
        : string.Equals(undone, nameof(PlanAction.RevokeTag), StringComparison.OrdinalIgnoreCase) ? RowRefusal.PlannedRevocation
        : Parse<Operation>(undone) switch
        {
            Operation.Add or Operation.Create => null,
            Operation.Change => wanted is Operation.Change ? null : RowRefusal.FailedChange,
            _ => RowRefusal.FailedRevocation,
        };

    /// <summary>An enum by its name, or by the number that JSON has for it.</summary>
    internal static T? Parse<T>(string? text)
        where T : struct, Enum =>
        text is not null && text.All(char.IsAsciiLetterOrDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}

/// <summary>Why a row must not be used for an operation.</summary>
internal enum RowRefusal
{
    /// <summary>It is a revocation that did not succeed, or may be one.</summary>
    FailedRevocation,

    /// <summary>It is a change of a plate that did not succeed.</summary>
    FailedChange,

    /// <summary>It is a revocation of a plan, or may be one.</summary>
    PlannedRevocation,
}
