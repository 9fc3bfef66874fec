namespace ParkUp.Client;

/// <summary>The reasons that name a row: by its line, or by its customer where the roster has no lines.</summary>
internal static class PlanReasons
{
    public static string Conflict(PlanRow other) => other.Line is { } line
        ? Texts.PlanCodeConflictOnLine.With(TextSanitizer.Quote(other.Code), line)
        : Texts.PlanCodeConflict.With(TextSanitizer.Quote(other.Code), RefId(other));

    public static string CodeInDoubt(PlanRow row) => row.Line is { } line
        ? Texts.PlanCodeInDoubtOnLine.With(TextSanitizer.Quote(row.Code), line)
        : Texts.PlanCodeInDoubt.With(TextSanitizer.Quote(row.Code), RefId(row));

    public static string SameTag(PlanRow other) => other.Line is { } line ? Texts.PlanSameTagOnLine.With(line) : Texts.PlanSameTag;

    public static string CustomerUnread(PlanCustomer customer, IReadOnlyList<PlanRow> rows) => rows[customer.FaultRow].Line is { } line
        ? Texts.PlanCustomerUnreadOnLine.With(TextSanitizer.Quote(customer.RefId), line)
        : Texts.PlanCustomerUnread.With(TextSanitizer.Quote(customer.RefId));

    public static string CustomerHeld(PlanCustomer customer, IReadOnlyList<PlanRow> rows) => rows[customer.HeldRow].Line is { } line
        ? Texts.PlanCustomerHeldOnLine.With(TextSanitizer.Quote(customer.RefId), line)
        : Texts.PlanCustomerHeld.With(TextSanitizer.Quote(customer.RefId));

    public static string LikeWanted(PlanRow row) => row.Line is { } line
        ? Texts.PlanCodeLikeWantedOnLine.With(TextSanitizer.Quote(row.Code), line)
        : Texts.PlanCodeLikeWanted.With(TextSanitizer.Quote(row.Code));

    public static string RefIdUnread(PlanRow row) => row.Line is { } line ? Texts.PlanRefIdUnreadOnLine.With(line) : Texts.PlanRefIdUnread;

    public static string FileCut(PlanRow row) => row.Line is { } line ? Texts.PlanFileCutOnLine.With(line) : Texts.PlanFileCut.With(RefId(row));

    public static string Alike(PlanCustomer one, PlanCustomer other) =>
        Texts.PlanAlikeRefIds.With(TextSanitizer.Quote(one.RefId), TextSanitizer.Quote(other.RefId));

    private static string RefId(PlanRow row) => row.RefId is { } refId ? TextSanitizer.Quote(refId) : Texts.NoRefId;
}
