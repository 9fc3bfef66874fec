namespace ParkUp.Client;

/// <summary>Compares steps with what their customers hold now: which have been done, which go on from halfway, and which no longer fit.</summary>
/// <param name="lists">The lists of the customers, by reference.</param>
/// <param name="quote">Makes text of a list fit to be shown.</param>
internal sealed class PlanCheck(IReadOnlyDictionary<string, CustomerList> lists, Func<string?, string> quote)
{
    /// <summary>What is left to do for a step. It has ended where that is nothing, or where it cannot be done.</summary>
    public TagSwap Check(PlanStep step)
    {
        var list = lists[step.RefId!];
        if (list.HasFailed)
        {
            return Failed(step, list);
        }

        return step switch
        {
            { Action: PlanAction.RevokeTag } => Revocation(step, list),
            { Code: null } => Customer(step, list),
            _ when list.Find(Wanted(step)) is not null => Done(step),
            { Action: PlanAction.ChangePlate } => Replacement(step, list, list),
            _ when list.FindCode(Wanted(step)) is { } other => Stale(step, other),
            { Action: PlanAction.MoveTag } when lists[step.FromRefId!] is { HasFailed: true } failed => Failed(step, failed),
            { Action: PlanAction.MoveTag } => Replacement(step, list, lists[step.FromRefId!]),
            _ => Swap(step, list, take: null),
        };
    }

    /// <summary>The tag that a step takes away, where the list of its holder lacks the code; null otherwise. A list may lag.</summary>
    public TagOrder? Missing(PlanStep step)
    {
        if (step.Action is not (PlanAction.RevokeTag or PlanAction.ChangePlate or PlanAction.MoveTag) || lists[step.RefId!].Find(Wanted(step)) is not null)
        {
            return null;
        }

        var previous = Previous(step);
        return lists[previous.Customer.RefId].Lacks(previous) ? previous : null;
    }

    private TagSwap Revocation(PlanStep step, CustomerList list)
    {
        if (list.Failure is not null)
        {
            // It listed the tag when the plan was made: that the customer is unknown proves nothing.
            return Failed(step, list);
        }

        var wanted = Wanted(step);
        if (list.Find(wanted) is { } held)
        {
            return Swap(step, list, held);
        }

        if (list.FindCode(wanted) is { } other)
        {
            return Stale(step, other);
        }

        if (list.Snapshot.MayHide(wanted))
        {
            return Swap(step, list, wanted);
        }

        var gone = Swap(step, list, take: null);
        gone.IsGone = true;
        gone.End = new SwapEnd(Outcome.AlreadyRevoked, Evidence.List);
        return gone;
    }

    /// <summary>A customer without a tag to add.</summary>
    private TagSwap Customer(PlanStep step, CustomerList list)
    {
        var swap = Swap(step, list, take: null);
        if (!swap.CreatesFirst)
        {
            // An empty list may be the answer for an unknown customer; without its fields it cannot be created.
            swap.End = list.Snapshot.Length > 0
                ? new SwapEnd(Outcome.AlreadyExists, Evidence.List)
                : new SwapEnd(Outcome.Rejected, Evidence.None, FieldCheck.Fault("Email", Texts.Blank.With("Email")));
        }

        return swap;
    }

    /// <summary>A tag in place of another one, which is there, or is gone already.</summary>
    private TagSwap Replacement(PlanStep step, CustomerList list, CustomerList holder)
    {
        var previous = Previous(step);
        if (holder.Find(previous) is { } held)
        {
            return Swap(step, list, held);
        }

        if (holder.FindCode(previous) is { } other)
        {
            return Stale(step, other);
        }

        if (holder.IsUnknown)
        {
            // It listed the tag when the plan was made: that the customer is unknown proves nothing.
            return Stale(step, Texts.HolderUnknown.With(TextSanitizer.Quote(holder.Customer.RefId), quote(previous.Code)), holder.Failure);
        }

        if (holder.Snapshot.MayHide(previous))
        {
            var hidden = Swap(step, list, previous);
            hidden.IsHidden = true;
            return hidden;
        }

        var swap = Swap(step, list, take: null);
        swap.IsGone = holder.ProvesAbsent(previous);
        return swap;
    }

    private TagSwap Done(PlanStep step)
    {
        // Nobody needs to wait for a tag whose successor is there.
        var previous = step.PreviousPlate is null ? null : Previous(step);
        return new TagSwap(lists[step.RefId!].Customer)
        {
            IsGone = previous is not null && lists[previous.Customer.RefId] is var holder && holder.Snapshot is { CustomerIsKnown: true, MayBeCut: false } && holder.Find(previous) is null,
            End = new SwapEnd(Outcome.AlreadyActive, Evidence.List),
        };
    }

    private TagSwap Failed(PlanStep step, CustomerList list)
    {
        var swap = Swap(step, lists[step.RefId!], take: null);
        swap.Fail(OutcomeRules.OfList(list.Failure!));
        return swap;
    }

    private TagSwap Stale(PlanStep step, TagOrder held) =>
        Stale(step, Texts.CodeHasOtherPlate.With(TextSanitizer.Quote(held.Customer.RefId), quote(held.Code), quote(held.Plate)), cause: null);

    private TagSwap Stale(PlanStep step, string message, ParkUpException? cause)
    {
        var swap = Swap(step, lists[step.RefId!], take: null);
        swap.Fail(new PlanStaleException(message, cause) { Hint = Texts.StaleHint });
        return swap;
    }

    private TagSwap Swap(PlanStep step, CustomerList list, TagOrder? take)
    {
        var isRevocation = step.Action == PlanAction.RevokeTag;
        var newcomer = step.Action is PlanAction.CreateCustomer or PlanAction.AddTag or PlanAction.MoveTag ? Newcomer(step) : null;
        return new TagSwap(list.Customer)
        {
            Take = take,
            Give = isRevocation || step.Code is null ? null : Gift(step, list),
            Newcomer = newcomer,
            CreatesFirst = newcomer is not null && (list.IsUnknown || (step.Action == PlanAction.CreateCustomer && list.Snapshot.Length == 0)),
            FreedCode = isRevocation || step.Action == PlanAction.MoveTag ? step.Code : null,
            FreedPlate = Plate.Normalize(isRevocation ? step.Plate : step.PreviousPlate),
        };
    }

    /// <summary>The tag to give. One that is listed all the same is a cancelled one: it must not be taken for the new one.</summary>
    private TagOrder Gift(PlanStep step, CustomerList list)
    {
        var wanted = Wanted(step);
        return wanted with { CancelledId = list.Snapshot.NewestId(wanted) };
    }

    private TagOrder Wanted(PlanStep step) => Order(step, step.RefId!, step.Plate);

    private TagOrder Previous(PlanStep step) => Order(step, step.FromRefId ?? step.RefId!, step.PreviousPlate ?? step.Plate);

    private TagOrder Order(PlanStep step, string refId, string? plate) => new()
    {
        Customer = lists[refId].Customer,
        Code = step.Code,
        Plate = Plate.Normalize(plate),
        Line = step.Line,
    };

    private static CustomerOrder? Newcomer(PlanStep step) => step is { Email: { } email, Phone: { } phone }
        ? new CustomerOrder
        {
            RefId = step.RefId!,
            Email = email,
            Phone = phone,
            Name = step.Name,
            LastName = step.LastName,
            IsUnlimited = step.IsUnlimited ?? false,
            Tags = [],
            Line = step.Line,
        }
        : null;
}
