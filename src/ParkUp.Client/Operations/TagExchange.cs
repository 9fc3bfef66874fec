namespace ParkUp.Client;

/// <summary>
/// Takes tags away and gives others, for several customers, in rounds: what waits for a code or plate comes after what
/// frees it. Where a tag was taken and the other cannot be given, it is put back.
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
        while (Array.FindAll(swaps, static swap => swap.End is null) is { Length: > 0 } open)
        {
            // A ring has no first: its tags are all taken before any is given.
            var ready = Array.FindAll(open, swap => HoldersFor(swap).All(static holder => holder.HasFreed));
            await RunRoundAsync(ready.Length > 0 ? ready : open).ConfigureAwait(false);
            FailHindered();
        }
    }

    private async Task RunRoundAsync(TagSwap[] round)
    {
        await lanes.ForEachAsync(round.Where(static swap => swap.Take is not null).GroupBy(static swap => swap.Take!.Customer.RefId, StringComparer.Ordinal), TakeAsync).ConfigureAwait(false);
        await PutBackAsync(FailHindered()).ConfigureAwait(false);
        await lanes.ForEachAsync(round.Where(static swap => swap.IsToGive).GroupBy(static swap => swap.Customer.RefId, StringComparer.Ordinal), GiveAsync).ConfigureAwait(false);
        await PutBackAsync([.. round.Where(static swap => swap is { IsTaken: true, IsGone: true, End.Outcome: Outcome.Rejected or Outcome.Failed, End.Note: null })]).ConfigureAwait(false);
    }

    /// <summary>The others that free the code or the plate which a swap gives.</summary>
    private IEnumerable<TagSwap> HoldersFor(TagSwap swap) => swap.Give is { } give
        ? _byCode[Cell.Trim(give.Code)!].Concat(_byPlate[Plate.Normalize(give.Plate) ?? string.Empty]).Where(other => other != swap)
        : [];

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
        ?? (HoldersFor(swap).FirstOrDefault(static other => other.Withholds) is { } holder ? Waited(holder) : null);

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
            if (IsRefusedUnseen(taken[i], results[i]))
            {
                // An earlier run may have revoked it: a service that still has it refuses the other one, and nothing is lost.
                continue;
            }

            if (!results[i].Succeeded || !taken[i].IsToGive)
            {
                taken[i].SettleByTake(results[i]);
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

        if (Array.Exists(given, static swap => swap.End!.Succeeded))
        {
            foreach (var later in swaps.Where(swap => string.Equals(swap.Customer.RefId, given[0].Customer.RefId, StringComparison.Ordinal)))
            {
                later.CreatesFirst = false;
            }
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
        for (var i = 0; i < taken.Length; i++)
        {
            if (operation == Operation.Add || !IsRefusedUnseen(taken[i], results[i]))
            {
                Note(taken[i].Take!.Customer.RefId, results[i].Outcome, results[i].Error);
            }
        }

        return results;
    }

    private static bool IsRefusedUnseen(TagSwap swap, TagResult result) =>
        swap is { IsHidden: true, IsToGive: true } && result.Error is OutcomeUnknownException { InnerException: ConflictException or TagRejectedException };

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
