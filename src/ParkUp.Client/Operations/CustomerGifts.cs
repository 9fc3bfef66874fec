namespace ParkUp.Client;

/// <summary>Gives one customer its tags. A customer that the service does not know is created with them, where its fields are known.</summary>
internal sealed class CustomerGifts(UsersApi api, TagSwap[] swaps, RequestLane lane, CancellationToken stop)
{
    private readonly CustomerOrder? _newcomer = swaps.Select(static swap => swap.Newcomer).FirstOrDefault(static newcomer => newcomer is not null);

    // What was last said of those that may still succeed.
    private readonly Dictionary<TagSwap, SwapEnd> _failed = [];
    private bool _isCreated;

    /// <summary>Ends all of them. It throws only on cancellation.</summary>
    public async Task RunAsync()
    {
        if (!Array.Exists(swaps, static swap => swap.CreatesFirst))
        {
            await AddAsync().ConfigureAwait(false);
        }

        if (Open().Length > 0 && _newcomer is not null)
        {
            await CreateAsync(withTags: true).ConfigureAwait(false);
            await AddAsync().ConfigureAwait(false);
            if (Open().Length > 0)
            {
                // A tag in conflict kept the service from creating the customer: now without tags.
                await CreateAsync(withTags: false).ConfigureAwait(false);
                await AddAsync().ConfigureAwait(false);
            }
        }

        foreach (var swap in swaps)
        {
            swap.End = (swap.End ?? _failed[swap]) with { HasCreated = _isCreated };
        }
    }

    private TagSwap[] Open() => Array.FindAll(swaps, static swap => swap.End is null);

    /// <summary>Adds the tags to the customer. Where it is unknown, and can be created, they stay open.</summary>
    private async Task AddAsync()
    {
        var given = Array.FindAll(swaps, static swap => swap is { End: null, Give: not null });
        if (given.Length == 0)
        {
            return;
        }

        var results = await new TagWrite(api, Operation.Add, Array.ConvertAll(given, static swap => new PendingTag(swap.Give!)), lane, stop).RunAsync().ConfigureAwait(false);
        for (var i = 0; i < given.Length; i++)
        {
            given[i].Settle(results[i]);
            if (_newcomer is not null && results[i].Error is NotFoundException { IsAboutCustomer: true })
            {
                Reopen(given[i]);
            }
        }

        if (Array.Exists(results, static result => result.Succeeded))
        {
            foreach (var swap in Open().Where(static swap => swap.Give is null))
            {
                swap.End = new SwapEnd(Outcome.AlreadyExists, Evidence.Response);
            }
        }
    }

    /// <summary>Creates the customer. Where the service has it already, or one of its tags is in use, what failed stays open.</summary>
    private async Task CreateAsync(bool withTags)
    {
        var open = Open();
        var given = withTags ? Array.FindAll(open, static swap => swap.Give is not null) : [];
        var result = await new CustomerWrite(api, _newcomer! with { Tags = Array.ConvertAll(given, static swap => swap.Give!) }, lane, stop).RunAsync().ConfigureAwait(false);
        _isCreated |= result.Outcome == Outcome.Created;
        var isInConflict = result is { Outcome: Outcome.Rejected, Error: ConflictException };
        for (var i = 0; i < given.Length; i++)
        {
            given[i].Settle(result.Tags[i]);
            if (isInConflict && !result.Tags[i].Succeeded)
            {
                Reopen(given[i]);
            }
        }

        foreach (var swap in open.Where(static swap => swap.Give is null))
        {
            // Of the customer itself: tags that were not taken are told elsewhere.
            var end = new SwapEnd(result.Outcome, result.Evidence, _isCreated ? null : result.Error) { CustomerId = result.CustomerId };
            swap.End = isInConflict ? null : end;
            _failed[swap] = end;
        }

        foreach (var swap in open.Where(swap => !withTags && swap.Give is not null && result.Error is not null))
        {
            swap.End = new SwapEnd(result.Outcome, result.Evidence, result.Error);
        }
    }

    private void Reopen(TagSwap swap)
    {
        _failed[swap] = swap.End!;
        swap.End = null;
    }
}
