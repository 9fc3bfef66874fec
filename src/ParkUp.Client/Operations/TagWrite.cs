namespace ParkUp.Client;

/// <summary>
/// One write of tags of one customer. A tag in conflict is found by halving, and the others go through; what was not
/// answered is reconciled by lists, and only what is not there is sent again.
/// </summary>
/// <param name="operation">Add or Revoke.</param>
/// <param name="tags">The tags of the customer, each with code and plate.</param>
internal sealed class TagWrite(UsersApi api, Operation operation, PendingTag[] tags, RequestLane lane, CancellationToken stop)
{
    private readonly Stack<(PendingTag[] Tags, RetryState Retries)> _toSend = new(capacity: 1);
    private readonly TagOutcomeRules _rules = new(operation, lane.Gate);
    private ParkUpException? _fatal;
    private bool _hasRevealed;

    /// <summary>Made when the first list is needed: most writes need none.</summary>
    private ListReconciler Lists => field ??= new ListReconciler(
        api, tags[0].Order.Customer, lane, stop, list => Array.Exists(tags, tag => tag.ConfirmedFrom <= list.AskedAt && !list.Contains(tag.Order)));

    private long TrueFrom => ListReconciler.TrueFromNow(lane);

    /// <summary>One result for each tag, in their order. It throws only on cancellation.</summary>
    public async Task<TagResult[]> RunAsync()
    {
        SendLater(new RetryState(lane), tags);
        PendingTag[] failed;
        do
        {
            while (_toSend.TryPop(out var next))
            {
                // A list for other tags may have settled some of these.
                await SendOpenAsync(PendingTag.OpenOf(next.Tags), next.Retries).ConfigureAwait(false);
            }

            failed = Array.FindAll(tags, static tag => tag.Result is null);
        }
        while (failed.Length > 0 && !await SettleRestAsync(failed).ConfigureAwait(false));
        return Array.ConvertAll(tags, static tag => tag.Result!);
    }

    private Task SendOpenAsync(PendingTag[] open, RetryState retries)
    {
        if (_fatal is not null)
        {
            Fail(open, _fatal);
        }
        else if (open.Length > lane.Gate.BatchSize)
        {
            SendLater([.. open.Chunk(lane.Gate.BatchSize)]);
        }
        else if (open.Length > 0)
        {
            return SendAsync(open, retries);
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends one request, and handles its failure.</summary>
    private async Task SendAsync(PendingTag[] sent, RetryState retries)
    {
        ParkUpException failure;
        try
        {
            var orders = Array.ConvertAll(sent, static tag => tag.Order);
            var customer = sent[0].Order.Customer;
            var answer = operation == Operation.Add
                ? await api.AddTagsAsync(customer, orders, retries, stop).ConfigureAwait(false)
                : await api.CancelTagsAsync(customer, orders, retries, stop).ConfigureAwait(false);
            await ApplyAsync(answer, sent, retries).ConfigureAwait(false);
            return;
        }
        catch (BadRequestException refusal) when (RefusedTags.Of(refusal, sent.Length) is { Count: > 0 } refused)
        {
            foreach (var (place, error) in refused)
            {
                sent[place].Failure = error;
            }

            SendLater(retries, [.. sent.Where((_, place) => !refused.ContainsKey(place))]);
            return;
        }
        catch (ParkUpException thrown)
        {
            failure = thrown;
        }

        var action = RecoveryPolicy.ForWrite(failure);
        switch (action)
        {
            case RecoveryAction.Reconcile:
                await ReconcileAsync(sent, failure, retries).ConfigureAwait(false);
                break;
            case RecoveryAction.SplitConflict:
                await SplitConflictAsync(sent, failure).ConfigureAwait(false);
                break;
            case RecoveryAction.SplitBatch when sent.Length > 1:
                if (failure is BadRequestException { StatusCode: HttpStatusCode.RequestEntityTooLarge })
                {
                    lane.Gate.LimitBatch((sent.Length + 1) / 2);
                }

                SendLater([.. sent.Chunk((sent.Length + 1) / 2)]);
                break;
            default:
                _fatal = action is RecoveryAction.Abort ? failure : _fatal;
                Fail(sent, failure);
                break;
        }
    }

    /// <summary>Applies an answer. A tag without a status counts as unanswered.</summary>
    private async Task ApplyAsync(WriteAnswer answer, PendingTag[] sent, RetryState retries)
    {
        var taken = StatusMap.Map(Array.ConvertAll(sent, static tag => tag.Order.Code!), answer.Statuses);
        for (var i = 0; i < sent.Length; i++)
        {
            sent[i].CustomerId = answer.CustomerId ?? sent[i].CustomerId;
            if (taken[i] is true)
            {
                sent[i].Settle(_rules.Done(sent[i]));
                sent[i].ConfirmedFrom = operation == Operation.Add ? TrueFrom : null;
                lane.Gate.AreConflictsAtomic |= sent[i].WasFree && sent[i].Conflicts?.Exists(static conflict => conflict.Place == 0) == true;
            }
            else if (taken[i] is false)
            {
                sent[i].Failure = OutcomeRules.TagRejected(operation);
            }
        }

        if (Array.Exists(taken, static status => status is null))
        {
            await ReconcileAsync([.. sent.Where((_, place) => taken[place] is null)], new InvalidResponseException(Texts.StatusMissing), retries).ConfigureAwait(false);
        }
    }

    /// <summary>Lists what may have been applied, and sends again only what is not there.</summary>
    private async Task ReconcileAsync(PendingTag[] sent, ParkUpException failure, RetryState retries)
    {
        foreach (var tag in sent)
        {
            tag.WasUnanswered = true;
            tag.TrueFrom = TrueFrom;
        }

        if (!await retries.WaitForRetryAsync(failure, stop).ConfigureAwait(false))
        {
            // Nothing is sent any more; the last list of this write settles the outcome.
            Fail(sent, failure);
            return;
        }

        try
        {
            var snapshot = await AgreedAsync(sent).ConfigureAwait(false);
            SettleWanted(snapshot, sent);
            var open = PendingTag.OpenOf(sent);
            Fail(PendingTag.Hide(open, snapshot), failure);
            SendLater(retries, Array.FindAll(open, static tag => !tag.IsHidden));
        }
        catch (ParkUpException listFailure)
        {
            SettleShown(sent);
            FailUnlisted(PendingTag.OpenOf(sent), failure, listFailure);
        }
    }

    /// <summary>
    /// A 409 may be about one tag of many, and the service may have applied others: a list shows which are as wanted. The
    /// rest is sent in halves until the tag in conflict is alone.
    /// </summary>
    private async Task SplitConflictAsync(PendingTag[] sent, ParkUpException conflict)
    {
        if (sent.Length > 1)
        {
            var request = new ConflictedRequest(sent);
            for (var place = 0; place < sent.Length; place++)
            {
                (sent[place].Conflicts ??= []).Add((request, place));
                sent[place].TrueFrom = TrueFrom;
            }
        }

        TagSnapshot snapshot;
        try
        {
            // One list proves that a tag is there. That it is gone takes two that agree, and not too soon.
            snapshot = operation == Operation.Add
                ? await Lists.OnceAsync().ConfigureAwait(false)
                : await AgreedAsync(sent).ConfigureAwait(false);
        }
        catch (ParkUpException listFailure) when (sent.Length > 1 && lane.Gate.AreConflictsAtomic && !listFailure.StopsRun)
        {
            // Nothing was applied, so the halves need no list.
            SendLater([.. sent.Chunk((sent.Length + 1) / 2)]);
            return;
        }
        catch (ParkUpException listFailure)
        {
            // Of several tags it is not known which one the 409 is about.
            FailUnlisted(sent, sent.Length == 1 ? conflict : listFailure, listFailure);
            return;
        }

        SettleWanted(snapshot, sent);
        var open = PendingTag.OpenOf(sent);
        if (open.Length < sent.Length)
        {
            SendLater(new RetryState(lane), open);
        }
        else if (open.Length == 1)
        {
            PendingTag.Hide(open, snapshot);
            Fail(open, operation == Operation.Add && snapshot.OtherPlate(open[0].Order) is { } plate ? OutcomeRules.OwnCode((ConflictException)conflict, api.Quote(plate)) : conflict);
        }
        else
        {
            SendLater([.. open.Chunk((open.Length + 1) / 2)]);
        }
    }

    /// <summary>Settles what failed. What may hold all the same is listed once more.</summary>
    /// <returns>False, once, where tags are to be sent again that an earlier list seemed to hide.</returns>
    private async Task<bool> SettleRestAsync(PendingTag[] failed)
    {
        var doubtful = failed.Where(_rules.NeedsList).ToHashSet();
        TagSnapshot? snapshot = null;
        var listFailure = _fatal;
        if (doubtful.Count > 0 && _fatal is null)
        {
            try
            {
                // Where the service refused, and no request of this run can have applied it, one list is enough.
                PendingTag[] unproven = [.. doubtful.Where(_rules.MayBeApplied)];
                snapshot = unproven.Length == 0
                    ? await Lists.OnceAsync().ConfigureAwait(false)
                    : await AgreedAsync(unproven).ConfigureAwait(false);
            }
            catch (ParkUpException thrown)
            {
                listFailure = thrown;
                SettleShown([.. doubtful]);
            }
        }

        if (operation == Operation.Add && !_hasRevealed && snapshot is not null && PendingTag.Reveal(failed, snapshot) is { Length: > 0 } absent)
        {
            _hasRevealed = true;
            SendLater(new RetryState(lane), absent);
            return false;
        }

        foreach (var tag in PendingTag.OpenOf(failed))
        {
            tag.Settle(doubtful.Contains(tag) ? _rules.OfDoubtful(tag, snapshot, listFailure) : _rules.OfFailed(tag));
        }

        return true;
    }

    /// <summary>What lists agree on. That a tag is there is proof at once; that it is gone is not.</summary>
    private Task<TagSnapshot> AgreedAsync(PendingTag[] asked) => Lists.AgreedAsync(
        snapshot => Array.ConvertAll(asked, tag => _rules.IsAsWanted(tag, snapshot)),
        asked.Max(static tag => tag.TrueFrom),
        provesAtOnce: operation == Operation.Add);

    /// <summary>Settles the tags that a list shows as wanted: those asked for, and others that a request may have changed.</summary>
    private void SettleWanted(TagSnapshot snapshot, PendingTag[] asked)
    {
        foreach (var tag in asked.Concat(tags.Where(_rules.MayBeApplied)))
        {
            if (tag.Result is null && _rules.IsAsWanted(tag, snapshot))
            {
                tag.Settle(_rules.Found(tag));
            }
        }
    }

    /// <summary>Where lists could not agree: a tag to add that one of them showed is there.</summary>
    private void SettleShown(PendingTag[] asked)
    {
        if (operation == Operation.Add && Lists.Last is { } shown)
        {
            SettleWanted(shown, asked);
        }
    }

    private void FailUnlisted(PendingTag[] sent, ParkUpException failure, ParkUpException listFailure)
    {
        _fatal ??= listFailure.StopsRun ? listFailure : null;
        Fail(sent, failure);
    }

    private void SendLater(IReadOnlyList<PendingTag[]> parts)
    {
        // A stack: the last part goes in first.
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            SendLater(new RetryState(lane), parts[i]);
        }
    }

    private void SendLater(RetryState retries, PendingTag[] part) => _toSend.Push((part, retries));

    private static void Fail(PendingTag[] sent, ParkUpException failure) => Array.ForEach(sent, tag => tag.Failure = failure);
}
