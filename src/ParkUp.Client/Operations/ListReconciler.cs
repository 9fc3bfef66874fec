namespace ParkUp.Client;

/// <summary>Finds out by lists of a customer's tags whether a write was applied.</summary>
/// <param name="lacksConfirmed">Whether a list lacks a tag that the service has confirmed; null where there is none.</param>
internal sealed class ListReconciler(
    UsersApi api, CustomerKey customer, RequestLane lane, CancellationToken stop, Predicate<TagSnapshot>? lacksConfirmed = null)
{
    private const int MaxLists = 8;

    /// <summary>A list may lag behind writes. That something is not there is believed only of a list asked for this long after the write.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);

    /// <summary>The time stamp from which a list shows all that was written until now.</summary>
    public long TrueFrom => TrueFromNow(lane);

    /// <summary>The last list; null where there was none. What it shows is there, even where no second list could confirm it.</summary>
    public TagSnapshot? Last { get; private set; }

    /// <summary>The same where no list was asked for yet.</summary>
    public static long TrueFromNow(RequestLane lane) => lane.Gate.Backoff.Add(lane.Gate.Backoff.Now, LongestLag);

    /// <summary>A single list.</summary>
    /// <exception cref="ParkUpException">The list failed.</exception>
    public async Task<TagSnapshot> OnceAsync()
    {
        try
        {
            return (await ReadAsync().ConfigureAwait(false)).Snapshot;
        }
        catch (NotFoundException unknown) when (unknown.IsAboutCustomer)
        {
            return Last = new TagSnapshot(listed: null);
        }
    }

    /// <summary>A single list, and its tags.</summary>
    /// <exception cref="ParkUpException">The list failed.</exception>
    public async Task<(TagSnapshot Snapshot, IReadOnlyList<Tag> Listed)> ReadAsync()
    {
        var askedAt = lane.Gate.Backoff.Now;
        var listed = await api.ListTagsAsync(customer, new RetryState(lane), stop).ConfigureAwait(false);
        Last = new TagSnapshot(listed, askedAt);
        Last = lane.Gate.Lists.MayBeCut(listed.Count) ? new TagSnapshot(listed, askedAt) { Doubt = Texts.ListPerhapsCut.With(listed.Count) }
            : lacksConfirmed?.Invoke(Last) == true ? new TagSnapshot(listed, askedAt) { Doubt = Texts.ListLacksConfirmed }
            : Last;
        return (Last, listed);
    }

    /// <summary>Lists until two in a row agree.</summary>
    /// <param name="questions">Asks of each tag whether it is as wanted.</param>
    /// <param name="trueFrom">The last list is asked for no sooner than this.</param>
    /// <param name="provesAtOnce">Whether an earlier list is enough where all is as wanted.</param>
    /// <exception cref="ParkUpException">A list failed, or they keep disagreeing.</exception>
    public async Task<TagSnapshot> AgreedAsync(Func<TagSnapshot, bool[]> questions, long trueFrom, bool provesAtOnce = true)
    {
        bool[]? before = null;
        bool? knewBefore = null;
        for (var number = 1; ; number++)
        {
            var asked = lane.Gate.Backoff.Now;
            var snapshot = await OnceAsync().ConfigureAwait(false);
            var answers = questions(snapshot);
            var agree = before is not null && knewBefore == snapshot.CustomerIsKnown && answers.AsSpan().SequenceEqual(before);
            if (agree && (asked >= trueFrom || (provesAtOnce && Array.TrueForAll(answers, static isWanted => isWanted))))
            {
                return snapshot;
            }

            if (number >= MaxLists && asked >= trueFrom)
            {
                throw new InvalidResponseException(Texts.ListsDisagree);
            }

            (before, knewBefore) = (answers, snapshot.CustomerIsKnown);
            var delay = lane.Gate.Backoff.DelayAfter(number);
            var rest = lane.Gate.Backoff.Clock.GetElapsedTime(asked, trueFrom);

            // Once two agree, only the lag is left to wait for.
            await lane.Gate.Backoff.WaitAsync(rest > TimeSpan.Zero && (agree || delay > rest) ? rest : delay, stop).ConfigureAwait(false);
        }
    }
}
