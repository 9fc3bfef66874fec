namespace ParkUp.Client;

/// <summary>
/// Takes tags away and gives others, for several customers: first what is to go, then what waits for it. Where a tag was
/// taken and the other cannot be given, it is put back.
/// </summary>
/// <param name="swaps">Those that have ended already only tell the others whether their tag is gone.</param>
/// <param name="unclear">The customers with a write of unknown outcome; this exchange adds its own.</param>
internal sealed class TagExchange(UsersApi api, TagSwap[] swaps, CustomerLanes lanes, UnclearCustomers unclear, CancellationToken stop)
{
    private readonly ILookup<string, TagSwap> _byCode = swaps.Where(static swap => swap.FreedCode is not null).ToLookup(static swap => swap.FreedCode!, StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, TagSwap> _byPlate = swaps.Where(static swap => swap.FreedPlate is not null).ToLookup(static swap => swap.FreedPlate!, StringComparer.Ordinal);

    // Set by any of the threads: nothing would be answered any more.
    private volatile ParkUpException? _fatal;

    /// <summary>Ends all of them. It throws only on cancellation.</summary>
    public async Task RunAsync()
    {
        // What cannot be given is not taken away either.
        FailHindered();
        await lanes.ForEachAsync(swaps.Where(static swap => swap is { End: null, Take: not null }).GroupBy(static swap => swap.Take!.Customer.RefId, StringComparer.Ordinal), TakeAsync).ConfigureAwait(false);
        await PutBackAsync(FailHindered()).ConfigureAwait(false);
        await lanes.ForEachAsync(swaps.Where(static swap => swap.IsToGive).GroupBy(static swap => swap.Customer.RefId, StringComparer.Ordinal), GiveAsync).ConfigureAwait(false);
        await PutBackAsync([.. swaps.Where(static swap => swap is { IsTaken: true, IsGone: true, End.Outcome: Outcome.Rejected or Outcome.Failed, End.Note: null })]).ConfigureAwait(false);
    }

    /// <summary>Fails what waits for something that will not be free, and so on for what waits for that.</summary>
    /// <returns>Those whose tag was taken already.</returns>
    private List<TagSwap> FailHindered()
    {
        List<TagSwap> taken = [];
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var swap in swaps.Where(static swap => swap.End is null))
            {
                if (ObstacleOf(swap) is { } obstacle)
                {
                    swap.Fail(obstacle);
                    hasChanged = true;
                    if (swap.IsTaken)
                    {
                        // It returns, so that nothing else can have its code and plate.
                        swap.IsGone = false;
                        taken.Add(swap);
                    }
                }
            }
        }

        return taken;
    }

    /// <summary>Why a swap cannot go on; null where it can.</summary>
    private ParkUpException? ObstacleOf(TagSwap swap) =>
        _fatal
        ?? (swap is { Take: not null, IsGone: false } ? unclear.Obstacle(swap.Take.Customer.RefId) : null)
        ?? (swap.IsToGive ? unclear.Obstacle(swap.Customer.RefId) : null)
        ?? (swap.Give is { } give && _byCode[Cell.Trim(give.Code)!].Concat(_byPlate[Plate.Normalize(give.Plate) ?? string.Empty]).FirstOrDefault(other => other != swap && other.Withholds) is { } holder
            ? Waited(holder)
            : null);

    private PlanStaleException Waited(TagSwap holder) => new(
        Texts.WaitedForTag.With(api.Quote(holder.Take?.Code ?? holder.Give?.Code), api.Quote(holder.Take?.Plate ?? holder.FreedPlate), TextSanitizer.Quote((holder.Take?.Customer ?? holder.Customer).RefId)),
        holder.End?.Error)
    {
        Hint = Texts.StaleHint,
    };

    private async Task TakeAsync(TagSwap[] taken, RequestLane lane)
    {
        var results = await WriteAsync(Operation.Revoke, taken, lane).ConfigureAwait(false);
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i].IsGone = results[i].Succeeded;
            taken[i].IsTaken = results[i].Outcome == Outcome.Revoked;
            if (!results[i].Succeeded || !taken[i].IsToGive)
            {
                taken[i].Settle(results[i]);
            }
        }
    }

    private async Task GiveAsync(TagSwap[] given, RequestLane lane)
    {
        await new CustomerGifts(api, given, lane, stop).RunAsync().ConfigureAwait(false);
        foreach (var swap in given)
        {
            Note(swap.Customer.RefId, swap.End!.Outcome, swap.End.Error);
        }
    }

    /// <summary>Gives back what was taken, and says of each whether it is there again.</summary>
    private async Task PutBackAsync(IReadOnlyCollection<TagSwap> taken) =>
        await lanes.ForEachAsync(taken.GroupBy(static swap => swap.Take!.Customer.RefId, StringComparer.Ordinal), PutBackAsync).ConfigureAwait(false);

    private async Task PutBackAsync(TagSwap[] taken, RequestLane lane)
    {
        if ((_fatal ?? unclear.Obstacle(taken[0].Take!.Customer.RefId)) is { } obstacle)
        {
            Array.ForEach(taken, swap => EndPutBack(swap, isGone: true, obstacle));
            return;
        }

        var results = await WriteAsync(Operation.Add, taken, lane).ConfigureAwait(false);
        for (var i = 0; i < taken.Length; i++)
        {
            EndPutBack(taken[i], isGone: results[i].Outcome is Outcome.Rejected or Outcome.Failed, results[i].Error);
        }
    }

    private void EndPutBack(TagSwap swap, bool isGone, ParkUpException? failure)
    {
        var (code, plate, refId) = (api.Quote(swap.Take!.Code), api.Quote(swap.Take.Plate), TextSanitizer.Quote(swap.Take.Customer.RefId));
        swap.IsGone = isGone;
        swap.End = swap.End! with
        {
            Note = failure is null
                ? Texts.TagPutBack.With(code, plate, refId)
                : Texts.TagNotPutBack.With(code, plate, refId, TextFormat.AsSentence(failure.Message)),
        };
    }

    /// <summary>Writes the tags that are taken away: cancels them, or adds them again.</summary>
    private async Task<TagResult[]> WriteAsync(Operation operation, TagSwap[] taken, RequestLane lane)
    {
        var results = await new TagWrite(api, operation, Array.ConvertAll(taken, static swap => new PendingTag(swap.Take!)), lane, stop).RunAsync().ConfigureAwait(false);
        foreach (var result in results)
        {
            Note(taken[0].Take!.Customer.RefId, result.Outcome, result.Error);
        }

        return results;
    }

    private void Note(string refId, Outcome outcome, ParkUpException? error)
    {
        if (outcome == Outcome.Unknown)
        {
            unclear.Add(refId);
        }

        if ((error as OutcomeUnknownException)?.InnerException is ParkUpException { StopsRun: true } cause)
        {
            _fatal = cause;
        }
        else if (error is { StopsRun: true })
        {
            _fatal = error;
        }
    }
}
