using System.Runtime.CompilerServices;

namespace ParkUp.Client;

/// <summary>Which listed tags are to go or are extra, once all lists are known.</summary>
internal sealed class PlannedRevocations(PlanRoster roster, AlikeCodes alike, PlanState state, PlanOptions options)
{
    /// <summary>Whether the tag is a matter of its own, and no row's: not one that a change or move takes away, or that a doubtful row names.</summary>
    public bool IsOwnStep(UnmatchedTag tag)
    {
        ref var wanted = ref WantedOf(tag);
        return Unsafe.IsNullRef(ref wanted) || !(ReferenceEquals(wanted.Source, tag) || (roster.IsInDoubt(wanted) && roster.Names(tag.Customer, CodeOf(tag))));
    }

    public Verdict Of(UnmatchedTag tag)
    {
        var reason = Doubt(tag) ?? InGrace(tag);
        return new Verdict(PlanAction.RevokeTag, reason is null ? PlanStatus.Ready : PlanStatus.Held, reason);
    }

    /// <summary>Whether it is a matter of its own, and nothing but doubts about its customer or the roster may keep the tag from going.</summary>
    public bool IsAskedFor(UnmatchedTag tag) => IsOwnStep(tag) && DoubtOfTag(tag) is null;

    public PlanStep Step(UnmatchedTag tag, Verdict verdict, PlanStep form) => form with
    {
        Action = verdict.Action,
        Status = verdict.Status,
        Reason = verdict.Reason,
        RefId = tag.Customer.RefId,
        CustomerId = tag.Customer.CustomerId(roster.Rows),
        Code = tag.Code,
        Plate = tag.Plate,
        MissingSince = Doubt(tag) is null && EntryOf(tag) is { } entry ? PlanTime.Format(entry.Missing ?? options.Now) : null,
    };

    /// <summary>A tag that is proven to be revoked is only told of.</summary>
    public PlanStep Step(RevokedTag tag, PlanStep form) => form with
    {
        Action = PlanAction.Keep,
        Status = PlanStatus.Ready,
        Reason = Texts.PlanRevokedListed.With(tag.Revoked.UtcDateTime),
        RefId = tag.Customer.RefId,
        CustomerId = tag.Customer.CustomerId(roster.Rows),
        Code = tag.Code,
        Plate = tag.Plate,
    };

    private static string CodeOf(UnmatchedTag tag) => Cell.Trim(tag.Code)!;

    private ref WantedCode WantedOf(UnmatchedTag tag) => ref roster.Wanted(CodeOf(tag));

    private StateEntry? EntryOf(UnmatchedTag tag) => state.FindManaged(tag.Customer.RefId, CodeOf(tag), tag.Plate);

    private string? Doubt(UnmatchedTag tag) => DoubtOfTag(tag) ?? CustomerInDoubt(tag.Customer) ?? RosterInDoubt();

    private string? DoubtOfTag(UnmatchedTag tag) =>
        alike.RowLike(tag) is { } row ? PlanReasons.LikeWanted(row) : NotAskedFor(tag) ?? WantedElsewhere(tag);

    private string? NotAskedFor(UnmatchedTag tag) => options.Revoke switch
    {
        RevocationScope.None => Texts.PlanRevocationsNotAsked,
        RevocationScope.Managed when EntryOf(tag) is null => Texts.PlanExtra,
        _ => null,
    };

    /// <summary>A code that a row wants is revoked only where another customer holds it beside the one that is to.</summary>
    private string? WantedElsewhere(UnmatchedTag tag)
    {
        ref var wanted = ref WantedOf(tag);
        if (Unsafe.IsNullRef(ref wanted))
        {
            return null;
        }

        var row = roster.Rows[wanted.First];
        if (roster.IsInDoubt(wanted) || roster.CustomerOf(wanted.First) is not { } customer)
        {
            return PlanReasons.CodeInDoubt(row);
        }

        var code = TextSanitizer.Quote(row.Code);
        var refId = TextSanitizer.Quote(customer.RefId);
        return ReferenceEquals(customer, tag.Customer) ? Texts.PlanCodeWantedHere.With(code, TextSanitizer.Quote(row.Plate))
            : !customer.IsInScope ? Texts.PlanCodeWantedOutOfScope.With(code, refId)
            : customer.Failure is not null || roster.IsBeyondList(wanted) ? Texts.PlanCodeWantedNotListed.With(code, refId)
            : RefIdLikeness.AreAlike(customer.RefId, tag.Customer.RefId) ? PlanReasons.Alike(tag.Customer, customer)
            : null;
    }

    private string? CustomerInDoubt(PlanCustomer customer) =>
        customer.FaultRow >= 0 ? PlanReasons.CustomerUnread(customer, roster.Rows)
        : customer.NamesNoTag ? Texts.PlanNoTagNamed.With(TextSanitizer.Quote(customer.RefId))
        : customer.HeldRow >= 0 ? PlanReasons.CustomerHeld(customer, roster.Rows)
        : null;

    private string? RosterInDoubt() =>
        roster.UnreadRefIdRow >= 0 ? PlanReasons.RefIdUnread(roster.Rows[roster.UnreadRefIdRow])
        : roster.CutRow >= 0 ? PlanReasons.FileCut(roster.Rows[roster.CutRow])
        : null;

    private string? InGrace(UnmatchedTag tag)
    {
        var grace = options.GracePeriod;
        if (grace <= TimeSpan.Zero)
        {
            return null;
        }

        if (EntryOf(tag) is not { } entry)
        {
            return Texts.PlanGraceUnknown;
        }

        var since = entry.Missing ?? options.Now;
        if (entry.Missing is not null && options.Now - since >= grace)
        {
            return null;
        }

        var end = grace < DateTimeOffset.MaxValue - since ? since + grace : DateTimeOffset.MaxValue;
        return Texts.PlanInGrace.With(end.UtcDateTime);
    }
}
