namespace ParkUp.Client;

/// <summary>Creates customers with their first tags ("Create client"): one result each.</summary>
internal sealed class CustomerCreator(ParkUpConnection connection, RequestObserver observer)
    : BulkOperation<CustomerOrder, CustomerResult>(connection)
{
    private readonly UsersApi _api = new(connection, observer);

    public override string? CustomerOf(CustomerOrder order) => order.RefId;

    public override CustomerResult NotSent(CustomerOrder order, ParkUpException reason) =>
        new CustomerResults(order).OfFailure(OutcomeRules.OfNotSent(reason), Evidence.None, reason);

    public override async Task SendAsync(BulkRow<CustomerOrder, CustomerResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            row.Add(await new CustomerWrite(_api, row.Order, lane, stop).RunAsync().ConfigureAwait(false));
        }
    }
}

/// <summary>
/// Creates one customer. Where the answer was lost, lists of its tags show whether it exists; a customer that exists
/// with all its tags is as wanted.
/// </summary>
internal sealed class CustomerWrite(UsersApi api, CustomerOrder order, RequestLane lane, CancellationToken stop)
{
    private readonly ListReconciler _lists = new(api, new CustomerKey(order.RefId, Id: null), lane, stop);
    private readonly CustomerResults _results = new(order);

    /// <summary>The result of the customer and of each tag. It throws only on cancellation.</summary>
    public async Task<CustomerResult> RunAsync()
    {
        var retries = new RetryState(lane);
        while (true)
        {
            ParkUpException failure;
            try
            {
                return await ReadAsync(await api.CreateCustomerAsync(order, retries, stop).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (ParkUpException thrown)
            {
                failure = thrown;
            }

            switch (RecoveryPolicy.ForWrite(failure))
            {
                case RecoveryAction.SplitConflict:
                    return await FindAsync((ConflictException)failure).ConfigureAwait(false);
                case RecoveryAction.Reconcile:
                    var trueFrom = _lists.TrueFrom;
                    var mayResend = await retries.WaitForRetryAsync(failure, stop).ConfigureAwait(false);
                    if (await ReconcileAsync(failure, trueFrom, mayResend).ConfigureAwait(false) is { } result)
                    {
                        return result;
                    }

                    break;
                default:
                    return _results.OfFailure(failure);
            }
        }
    }

    /// <summary>Reads the answer. Tags without a status are looked for in lists.</summary>
    private async Task<CustomerResult> ReadAsync(WriteAnswer answer)
    {
        var taken = StatusMap.Map([.. order.Tags.Select(static tag => tag.Code!)], answer.Statuses);
        if (Array.TrueForAll(taken, static status => status is not null))
        {
            return _results.Created(answer, taken, snapshot: null);
        }

        try
        {
            var snapshot = await _lists.AgreedAsync(AreHeld, _lists.TrueFrom).ConfigureAwait(false);
            return IsOpen(snapshot)
                ? _results.Created(answer, taken, snapshot, new InvalidResponseException(snapshot.Doubt))
                : _results.Created(answer, taken, snapshot);
        }
        catch (ParkUpException listFailure)
        {
            return _results.Created(answer, taken, snapshot: null, listFailure);
        }
    }

    /// <summary>The answer was lost: lists show whether the customer exists.</summary>
    /// <returns>Null where it does not, and may be sent again.</returns>
    private async Task<CustomerResult?> ReconcileAsync(ParkUpException failure, long trueFrom, bool mayResend)
    {
        TagSnapshot snapshot;
        try
        {
            snapshot = await _lists.AgreedAsync(AreHeld, trueFrom).ConfigureAwait(false);
        }
        catch (ParkUpException listFailure)
        {
            // One list that shows every tag is proof, even where no second list could confirm it.
            return _lists.Last is { } shown && HoldsAll(shown)
                ? _results.Found(Outcome.Created)
                : _results.Unknown(OutcomeRules.Unknown(failure, listFailure), snapshot: null);
        }

        if (HoldsAll(snapshot))
        {
            return _results.Found(Outcome.Created);
        }

        if (snapshot.CustomerIsKnown)
        {
            // An empty list may be the answer for an unknown customer as well as for one without tags.
            return _results.Unknown(OutcomeRules.Unknown(failure), snapshot);
        }

        return mayResend ? null : _results.OfFailure(Outcome.Failed, Evidence.List, failure);
    }

    /// <summary>
    /// A 409: the customer exists, or one of its tags is another customer's. A list that holds every tag asked for says
    /// that it is as wanted; where none was asked for, the 409 itself does.
    /// </summary>
    private async Task<CustomerResult> FindAsync(ConflictException conflict)
    {
        if (order.Tags.Count == 0)
        {
            return _results.AlreadyExists();
        }

        TagSnapshot snapshot;
        try
        {
            snapshot = await _lists.OnceAsync().ConfigureAwait(false);
            if (!HoldsAll(snapshot) && order.Tags.Count > 1)
            {
                // The conflict of one tag may have left the customer and the other tags applied.
                snapshot = await _lists.AgreedAsync(AreHeld, _lists.TrueFrom).ConfigureAwait(false);
            }
        }
        catch (ParkUpException listFailure)
        {
            return order.Tags.Count > 1 || listFailure.StopsRun
                ? _results.Unknown(OutcomeRules.Unknown(conflict, listFailure), snapshot: null)
                : _results.OfFailure(conflict);
        }

        if (!HoldsAll(snapshot) && IsOpen(snapshot))
        {
            return _results.Unknown(OutcomeRules.Unproven(conflict, snapshot), snapshot, Outcome.AlreadyActive);
        }

        return HoldsAll(snapshot) ? _results.Found(Outcome.AlreadyExists) : _results.InConflict(conflict, snapshot);
    }

    /// <summary>Whether the list may hold one of the tags without showing it.</summary>
    private bool IsOpen(TagSnapshot snapshot)
    {
        var isOpen = order.Tags.Any(snapshot.MayHide);
        if (isOpen)
        {
            lane.Gate.Lists.Warn(order.RefId, snapshot.Length, snapshot.Doubt);
        }

        return isOpen;
    }

    private bool[] AreHeld(TagSnapshot snapshot) => [snapshot.CustomerIsKnown, .. order.Tags.Select(snapshot.Contains)];

    private bool HoldsAll(TagSnapshot snapshot) => order.Tags.Count > 0 && order.Tags.All(snapshot.Contains);
}
