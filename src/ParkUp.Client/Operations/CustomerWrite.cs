using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>
/// Creates one customer, and finds out what became of it: an answer that was lost is looked for in lists of its tags,
/// and a customer that is there already, with all of them, is as wanted.
/// </summary>
/// <param name="api">What sends.</param>
/// <param name="order">The customer.</param>
/// <param name="pace">The run that it is part of.</param>
/// <param name="stop">Ends the requests; what was sent by then may have been applied.</param>
internal sealed class CustomerWrite(UsersApi api, CustomerOrder order, RunPace pace, CancellationToken stop)
{
    private readonly TagLists _lists = new(api, new CustomerKey(order.RefId, Id: null), pace, stop);
    private readonly CustomerReport _report = new(order);

    /// <summary>What became of the customer, and of each tag. Only a stop is thrown.</summary>
    public async Task<Reported<CustomerResult>> RunAsync()
    {
        var attempts = new Attempts(pace);
        while (true)
        {
            ParkUpException failure;
            try
            {
                return await ReadAsync(await api.CreateCustomerAsync(Request(), attempts, stop).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (ParkUpException thrown)
            {
                failure = thrown;
            }

            switch (RemedyTable.ForWrite(failure))
            {
                case Remedy.Part:
                    return await FindAsync(failure).ConfigureAwait(false);
                case Remedy.Reconcile:
                    var trueFrom = _lists.TrueFrom;
                    var mayResend = await attempts.AgainAsync(failure, stop).ConfigureAwait(false);
                    if (await LookAsync(failure, trueFrom, mayResend).ConfigureAwait(false) is { } settled)
                    {
                        return settled;
                    }

                    break;
                default:
                    return _report.OfFailure(failure);
            }
        }
    }

    /// <summary>Reads the answer; what it leaves out of the tags is looked for.</summary>
    private async Task<Reported<CustomerResult>> ReadAsync(WriteAnswer answer)
    {
        var taken = StatusMap.Map([.. order.Tags.Select(static tag => tag.Code!)], answer.Statuses);
        if (Array.TrueForAll(taken, static status => status is not null))
        {
            return _report.Created(answer, taken, held: null);
        }

        try
        {
            return _report.Created(answer, taken, await _lists.AgreedAsync(AreHeld, _lists.TrueFrom).ConfigureAwait(false));
        }
        catch (ParkUpException)
        {
            return _report.Created(answer, taken, held: null);
        }
    }

    /// <summary>The answer was lost: lists tell whether the customer is there.</summary>
    /// <returns>Null where it certainly is not, and may be sent again.</returns>
    private async Task<Reported<CustomerResult>?> LookAsync(ParkUpException failure, long trueFrom, bool mayResend)
    {
        HeldTags held;
        try
        {
            held = await _lists.AgreedAsync(AreHeld, trueFrom).ConfigureAwait(false);
        }
        catch (ParkUpException unlisted)
        {
            return _report.Unknown(WriteFailure.Unproven(failure, unlisted), held: null);
        }

        if (HoldsAll(held))
        {
            return _report.Found(Outcome.Created);
        }

        if (held.CustomerIsKnown)
        {
            // An empty list may be the answer for a customer that nobody knows, as well as for one without tags.
            return _report.Unknown(WriteFailure.Unproven(failure), held);
        }

        return mayResend ? null : _report.NotThere(failure);
    }

    /// <summary>
    /// A 409: the customer is there already, or one of its tags is somebody's. A list that holds every tag asked for
    /// says that it is as wanted; where none was asked for, the 409 itself does.
    /// </summary>
    private async Task<Reported<CustomerResult>> FindAsync(ParkUpException conflict)
    {
        if (order.Tags.Count == 0)
        {
            return _report.AlreadyExists();
        }

        HeldTags held;
        try
        {
            held = await _lists.OnceAsync().ConfigureAwait(false);
            if (!HoldsAll(held) && order.Tags.Count > 1 && !pace.ConflictsAreAtomic)
            {
                // One tag of several may have been in the way of itself alone: the others, and the customer, may be there.
                held = await _lists.AgreedAsync(AreHeld, _lists.TrueFrom).ConfigureAwait(false);
            }
        }
        catch (ParkUpException unlisted)
        {
            return order.Tags.Count > 1 || unlisted.StopsRun ? _report.Unknown(WriteFailure.Unproven(conflict, unlisted), held: null) : _report.OfFailure(conflict);
        }

        return HoldsAll(held) ? _report.Found(Outcome.AlreadyExists) : _report.InConflict(conflict, held);
    }

    private bool[] AreHeld(HeldTags held) => [held.CustomerIsKnown, .. order.Tags.Select(held.Contains)];

    private bool HoldsAll(HeldTags held) => order.Tags.Count > 0 && order.Tags.All(held.Contains);

    private CreateCustomerRequest Request() => new()
    {
        Email = order.Email,
        Phone = order.Phone,
        Name = order.Name,
        LastName = order.LastName,
        IsUnlimited = order.IsUnlimited,
        RefId = order.RefId,
        Tags = order.Tags.Count == 0 ? null : [.. order.Tags.Select(static tag => new WireTag(tag.Code!, tag.Plate!))],
    };
}
