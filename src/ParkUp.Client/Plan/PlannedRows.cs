namespace ParkUp.Client;

/// <summary>What is to be done, and why it is not, or what there is to know of it.</summary>
internal readonly record struct Verdict(PlanAction Action, PlanStatus Status = PlanStatus.Ready, string? Reason = null)
{
    /// <summary>Whether a row is held because of its customer's list, and not because of what the roster says.</summary>
    public bool IsListInDoubt { get; init; }

    public bool IsReady(PlanAction action) => Status == PlanStatus.Ready && Action == action;
}

/// <summary>What is to be done about each row of the roster, once all lists are known.</summary>
internal sealed class PlannedRows(PlanRoster roster, AlikeCodes alike, UnlistedHolders unlisted)
{
    private readonly IReadOnlyList<PlanRow> _rows = roster.Rows;

    public bool IsInScope(int index) => roster.CustomerOf(index)?.IsInScope ?? true;

    public Verdict Of(int index)
    {
        if (roster.HasFault(index) || roster.CustomerOf(index) is not { } customer)
        {
            return Held(PlanAction.Keep, roster.FaultOf(index));
        }

        if (customer.Failure is { } failure)
        {
            return Held(PlanAction.Keep, failure.Message) with { IsListInDoubt = true };
        }

        return _rows[index].Code is { } code ? OfTag(index, customer, code) : OfRowWithoutTag(index, customer);
    }

    public PlanStep Step(int index, Verdict verdict, PlanStep form)
    {
        var row = _rows[index];
        var step = form with
        {
            Action = verdict.Action,
            Status = verdict.Status,
            Reason = verdict.Reason,
            RefId = row.RefId,
            Code = row.Code,
            Plate = row.Plate,
            Line = row.Line,
        };
        if (verdict.Action is PlanAction.ChangePlate or PlanAction.MoveTag)
        {
            var source = roster.Wanted(row.Code!).Source!;
            step = step with
            {
                PreviousPlate = source.Plate,
                FromRefId = verdict.Action == PlanAction.MoveTag ? source.Customer.RefId : null,
            };
        }

        return roster.CustomerOf(index) is { } customer ? customer.Complete(step, _rows) : step;
    }

    private static Verdict Held(PlanAction action, string reason) => new(action, PlanStatus.Held, reason);

    private Verdict OfTag(int index, PlanCustomer customer, string code)
    {
        ref var wanted = ref roster.Wanted(code);
        if (wanted.IsInConflict)
        {
            return Held(PlanAction.Keep, PlanReasons.Conflict(_rows[Opponent(index, wanted)]));
        }

        if (roster.IsCut(index))
        {
            return Held(PlanAction.Keep, Texts.PlanRowCut);
        }

        if (alike.TagLike(index) is { } listed)
        {
            var reason = Texts.PlanCodeLikeListed.With(TextSanitizer.Quote(listed.Code), TextSanitizer.Quote(listed.Plate));
            return Held(wanted.Source is null ? PlanAction.AddTag : PlanAction.MoveTag, reason);
        }

        if (roster.IsBeyondList(wanted))
        {
            return Held(PlanAction.Keep, customer.Doubt!) with { IsListInDoubt = true };
        }

        if (index != wanted.First)
        {
            return new Verdict(PlanAction.Keep, Reason: PlanReasons.SameTag(_rows[wanted.First]));
        }

        if (roster.IsMatched(index))
        {
            return new Verdict(PlanAction.Keep);
        }

        var verdict = OfMissingTag(index, customer, wanted);
        return verdict.Status == PlanStatus.Ready && unlisted.HolderOf(code, _rows[index].Plate) is { } holder
            ? Held(verdict.Action, Texts.PlanHolderNotListed.With(TextSanitizer.Quote(holder.RefId))) with { IsListInDoubt = true }
            : verdict;
    }

    /// <summary>Of a tag that its customer's list does not show as it is wanted.</summary>
    private Verdict OfMissingTag(int index, PlanCustomer customer, in WantedCode wanted) =>
        wanted.Source switch
        {
            { } source when ReferenceEquals(source.Customer, customer) => customer.FaultRow >= 0
                ? Held(PlanAction.ChangePlate, PlanReasons.CustomerUnread(customer, _rows))
                : new Verdict(PlanAction.ChangePlate),
            { } source => OfMove(index, customer, source.Customer),
            null when customer.IsToBeCreated => WhatCreationLacks(index, customer) is { } lack ? Held(PlanAction.CreateCustomer, lack) : new Verdict(PlanAction.CreateCustomer),
            null => new Verdict(PlanAction.AddTag),
        };

    private Verdict OfMove(int index, PlanCustomer customer, PlanCustomer holder)
    {
        var reason = holder.FaultRow >= 0 ? PlanReasons.CustomerUnread(holder, _rows)
            : holder.NamesNoTag ? Texts.PlanNoTagNamed.With(TextSanitizer.Quote(holder.RefId))
            : RefIdLikeness.AreAlike(holder.RefId, customer.RefId) ? PlanReasons.Alike(customer, holder)
            : customer.IsToBeCreated && WhatCreationLacks(index, customer) is { } lack ? lack
            : holder.HeldRow >= 0 ? PlanReasons.CustomerHeld(holder, _rows)
            : null;
        return reason is null ? new Verdict(PlanAction.MoveTag) : Held(PlanAction.MoveTag, reason);
    }

    private Verdict OfRowWithoutTag(int index, PlanCustomer customer)
    {
        if (!customer.IsKnown)
        {
            return WhatCreationLacks(index, customer) is { } lack ? Held(PlanAction.Keep, lack) : new Verdict(PlanAction.CreateCustomer);
        }

        // A list without a tag has nothing that could be revoked.
        return customer is { NamesTag: false, Listed: > 0 } ? Held(PlanAction.Keep, Texts.PlanNoTagNamed.With(TextSanitizer.Quote(customer.RefId)))
            : customer.MayLackTag ? Held(PlanAction.Keep, Texts.PlanRowWithoutTag)
            : new Verdict(PlanAction.Keep);
    }

    private string? WhatCreationLacks(int index, PlanCustomer customer) => !customer.HasContact
        ? Texts.PlanCannotCreate.With(TextSanitizer.Quote(customer.RefId), customer.Missing())
        : customer.Disagreement(_rows, _rows[index]);

    /// <summary>A row that disagrees with another on their code.</summary>
    private int Opponent(int index, in WantedCode wanted) => index == wanted.First
        || (ReferenceEquals(roster.CustomerOf(index), roster.CustomerOf(wanted.First))
            && string.Equals(_rows[index].Plate, _rows[wanted.First].Plate, StringComparison.Ordinal)) ? wanted.Other : wanted.First;
}
