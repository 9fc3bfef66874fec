using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>
/// One write of tags of one customer, to be added or cancelled: says of each what became of it. A tag that stands in
/// the way of its request is found and set apart, and the others go through; what went unanswered is looked for in
/// lists, and only what is not there is sent again.
/// </summary>
/// <param name="api">What sends.</param>
/// <param name="operation">To be added, or cancelled.</param>
/// <param name="orders">The tags, each with code and plate.</param>
/// <param name="pace">The run that it is part of.</param>
/// <param name="stop">Ends the requests; what was sent by then may have been applied.</param>
internal sealed class TagWrite(UsersApi api, Operation operation, IReadOnlyList<TagOrder> orders, RunPace pace, CancellationToken stop)
{
    private readonly TagCase[] _cases = [.. orders.Select(static order => new TagCase(order))];
    private readonly Stack<(TagCase[] Tags, Attempts Attempts)> _toSend = new();
    private readonly TagLists _lists = new(api, orders[0].Customer, pace, stop);
    private readonly TagVerdict _verdict = new(operation, pace);
    private ParkUpException? _fatal;

    /// <summary>One result for each tag, in their order. Only a stop is thrown.</summary>
    public async Task<IReadOnlyList<Reported<TagResult>>> RunAsync()
    {
        SendLater([.. _cases.Chunk(pace.BatchSize)]);
        while (_toSend.TryPop(out var next))
        {
            // A list that was asked for because of others may have shown some of them meanwhile.
            next.Tags = Open(next.Tags);
            if (next.Tags.Length == 0)
            {
                continue;
            }

            if (_fatal is not null)
            {
                // What was not sent did not happen: it is told so, and not left out.
                Refuse(next.Tags, _fatal);
            }
            else if (next.Tags.Length > pace.BatchSize)
            {
                SendLater([.. next.Tags.Chunk(pace.BatchSize)]);
            }
            else
            {
                await SettleAsync(next.Tags, next.Attempts).ConfigureAwait(false);
            }
        }

        await ProveAsync([.. _cases.Where(static tag => tag.Report is null)]).ConfigureAwait(false);
        return Array.ConvertAll(_cases, static tag => tag.Report!.Value);
    }

    private async Task SettleAsync(TagCase[] tags, Attempts attempts)
    {
        ParkUpException failure;
        try
        {
            await TakeAsync(tags, await SendAsync(tags, attempts).ConfigureAwait(false), attempts).ConfigureAwait(false);
            return;
        }
        catch (BadRequestException refusal) when (RefusedTags.Of(refusal, tags.Length) is { Count: > 0 } refused)
        {
            foreach (var (place, error) in refused)
            {
                tags[place].Refusal = error;
            }

            SendLater(attempts, [.. tags.Where((_, place) => !refused.ContainsKey(place))]);
            return;
        }
        catch (ParkUpException thrown)
        {
            failure = thrown;
        }

        switch (RemedyTable.ForWrite(failure))
        {
            case Remedy.Reconcile:
                await ReconcileAsync(tags, failure, attempts).ConfigureAwait(false);
                break;
            case Remedy.Part:
                await PartAsync(tags, failure).ConfigureAwait(false);
                break;
            case Remedy.Halve when tags.Length > 1:
                pace.LimitBatch((tags.Length + 1) / 2);
                SendLater([.. tags.Chunk(pace.BatchSize)]);
                break;
            case Remedy.StopRun:
                _fatal = failure;
                Refuse(tags, failure);
                break;
            default:
                Refuse(tags, failure);
                break;
        }
    }

    /// <summary>Takes an answer in. What it leaves open is as good as unanswered.</summary>
    private async Task TakeAsync(TagCase[] tags, WriteAnswer answer, Attempts attempts)
    {
        var taken = StatusMap.Map(Array.ConvertAll(tags, static tag => tag.Order.Code!), answer.Statuses);
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i].CustomerId = answer.CustomerId ?? tags[i].CustomerId;
            if (taken[i] is true)
            {
                tags[i].Report = _verdict.Done(tags[i]);
                pace.ConflictsAreAtomic |= tags[i].WasFree && tags[i].Conflicts.Any(conflict => conflict[0] == tags[i]);
            }
            else if (taken[i] is false)
            {
                tags[i].Refusal = new TagRejectedException(Messages.TagRejected(operation)) { Hint = Messages.TagRejectedHint(operation) };
            }
        }

        TagCase[] open = [.. tags.Where((_, place) => taken[place] is null)];
        if (open.Length > 0)
        {
            await ReconcileAsync(open, new InvalidResponseException(Messages.StatusMissing), attempts).ConfigureAwait(false);
        }
    }

    /// <summary>What may have been applied is looked for, and sent again only where it is not there.</summary>
    private async Task ReconcileAsync(TagCase[] tags, ParkUpException failure, Attempts attempts)
    {
        foreach (var tag in tags)
        {
            tag.WasUnanswered = true;
            tag.TrueFrom = _lists.TrueFrom;
        }

        if (!await attempts.AgainAsync(failure, stop).ConfigureAwait(false))
        {
            // Nothing is sent any more: what is left is to find out.
            Refuse(tags, failure);
            return;
        }

        try
        {
            var held = await AgreedAsync(tags).ConfigureAwait(false);
            ReportAsWanted(held);
            SendLater(attempts, Open(tags));
        }
        catch (ParkUpException unlisted)
        {
            Unlisted(tags, failure, unlisted);
        }
    }

    /// <summary>
    /// A 409 may be about one tag of many, and may have let others through: a list shows which are as wanted. Of the
    /// rest, halves are sent until the one that is in the way stands alone.
    /// </summary>
    private async Task PartAsync(TagCase[] tags, ParkUpException conflict)
    {
        foreach (var tag in tags.Length > 1 ? tags : [])
        {
            tag.Conflicts = [.. tag.Conflicts, tags];
            tag.TrueFrom = _lists.TrueFrom;
        }

        HeldTags held;
        try
        {
            // What a list shows is there. That something is gone is believed of two, and not too soon.
            held = operation == Operation.Add
                ? await _lists.OnceAsync().ConfigureAwait(false)
                : await AgreedAsync(tags).ConfigureAwait(false);
        }
        catch (ParkUpException unlisted) when (tags.Length > 1 && pace.ConflictsAreAtomic && !unlisted.StopsRun)
        {
            // Nothing was let through: the halves can do without a list.
            SendLater([.. tags.Chunk((tags.Length + 1) / 2)]);
            return;
        }
        catch (ParkUpException unlisted)
        {
            // Of a tag that was alone the 409 is the answer. Of several it is not known whose it is.
            Unlisted(tags, tags.Length == 1 ? conflict : unlisted, unlisted);
            return;
        }

        ReportAsWanted(held, tags);
        var open = Open(tags);
        if (open.Length < tags.Length)
        {
            SendLater(new Attempts(pace), open);
        }
        else if (open.Length == 1)
        {
            Refuse(open, conflict);
        }
        else
        {
            SendLater([.. open.Chunk((open.Length + 1) / 2)]);
        }
    }

    /// <summary>The last word on what did not go through: what may be there all the same is looked for.</summary>
    private async Task ProveAsync(TagCase[] tags)
    {
        var doubtful = tags.Where(_verdict.NeedsList).ToHashSet();
        HeldTags? held = null;
        ParkUpException? unlisted = _fatal;
        if (doubtful.Count > 0 && _fatal is null)
        {
            try
            {
                // Where the service itself said no, and no request of this run can have done it, one list is enough.
                TagCase[] unproved = [.. doubtful.Where(_verdict.MayBeApplied)];
                held = unproved.Length == 0
                    ? await _lists.OnceAsync().ConfigureAwait(false)
                    : await AgreedAsync(unproved).ConfigureAwait(false);
            }
            catch (ParkUpException failure)
            {
                unlisted = failure;
            }
        }

        foreach (var tag in tags)
        {
            tag.Report = doubtful.Contains(tag) ? _verdict.OfDoubtful(tag, held, unlisted) : _verdict.OfRefused(tag);
        }
    }

    /// <summary>What lists agree on. That a tag to be added is there is proof at once; that one to be cancelled is gone is not.</summary>
    private Task<HeldTags> AgreedAsync(TagCase[] tags) => _lists.AgreedAsync(
        held => Array.ConvertAll(tags, tag => _verdict.IsAsWanted(tag, held)),
        tags.Max(static tag => tag.TrueFrom),
        provesAtOnce: operation == Operation.Add);

    /// <summary>
    /// Reports what a list shows to be as wanted: of the tags that it was asked for, and of all others that a request
    /// may have changed.
    /// </summary>
    private void ReportAsWanted(HeldTags held, params TagCase[] askedFor)
    {
        foreach (var tag in _cases.Where(tag => tag.Report is null && (_verdict.MayBeApplied(tag) || askedFor.Contains(tag)) && _verdict.IsAsWanted(tag, held)))
        {
            tag.Report = _verdict.Found(tag);
        }
    }

    private static TagCase[] Open(TagCase[] tags) => [.. tags.Where(static tag => tag.Report is null)];

    private void Unlisted(TagCase[] tags, ParkUpException failure, ParkUpException unlisted)
    {
        _fatal ??= unlisted.StopsRun ? unlisted : null;
        Refuse(tags, failure);
    }

    private void SendLater(IReadOnlyList<TagCase[]> parts)
    {
        // The last goes in first, so that the first comes out first.
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            SendLater(new Attempts(pace), parts[i]);
        }
    }

    private void SendLater(Attempts attempts, TagCase[] tags)
    {
        if (tags.Length > 0)
        {
            _toSend.Push((tags, attempts));
        }
    }

    private static void Refuse(TagCase[] tags, ParkUpException refusal) => Array.ForEach(tags, tag => tag.Refusal = refusal);

    private Task<WriteAnswer> SendAsync(TagCase[] tags, Attempts attempts)
    {
        var customer = tags[0].Order.Customer;
        var request = new ChangeTagsRequest
        {
            Customer = new WireCustomer { RefId = customer.RefId, Id = customer.Id },
            Tags = Array.ConvertAll(tags, static tag => new WireTag(tag.Order.Code!, tag.Order.Plate!)),
        };
        return operation == Operation.Add ? api.AddTagsAsync(request, attempts, stop) : api.CancelTagsAsync(request, attempts, stop);
    }
}
