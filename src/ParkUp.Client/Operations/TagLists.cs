namespace ParkUp.Client;

/// <summary>What lists of a customer's tags can prove of a write.</summary>
/// <param name="api">What sends.</param>
/// <param name="customer">The customer.</param>
/// <param name="pace">The run that it is part of.</param>
/// <param name="stop">Ends the requests.</param>
internal sealed class TagLists(UsersApi api, CustomerKey customer, RunPace pace, CancellationToken stop)
{
    private const int MostLists = 8;

    /// <summary>
    /// A list may lag behind writes by some seconds. That something is not there is believed only of a list that was
    /// asked for so long after the write.
    /// </summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);

    /// <summary>The time stamp from which on a list is believed to show all that was written until now.</summary>
    public long TrueFrom => pace.Pauses.After(pace.Now, LongestLag);

    /// <summary>What a single list shows.</summary>
    /// <exception cref="ParkUpException">It could not be had.</exception>
    public async Task<HeldTags> OnceAsync()
    {
        try
        {
            return new HeldTags(await api.ListTagsAsync(customer, new Attempts(pace), stop).ConfigureAwait(false));
        }
        catch (NotFoundException unknown) when (unknown.IsAboutCustomer)
        {
            return new HeldTags(listed: null);
        }
    }

    /// <summary>What two lists, one after the other, agree on.</summary>
    /// <param name="questions">What is asked of each tag: true where it is as it should be.</param>
    /// <param name="trueFrom">The last list is asked for no sooner than this,</param>
    /// <param name="provesAtOnce">unless all is as it should be, and that is proof whenever it is seen.</param>
    /// <exception cref="ParkUpException">A list could not be had, or they go on to disagree.</exception>
    public async Task<HeldTags> AgreedAsync(Func<HeldTags, bool[]> questions, long trueFrom, bool provesAtOnce = true)
    {
        bool[]? before = null;
        bool? knewBefore = null;
        for (var number = 1; ; number++)
        {
            var asked = pace.Now;
            var held = await OnceAsync().ConfigureAwait(false);
            var answers = questions(held);
            var agree = before is not null && knewBefore == held.CustomerIsKnown && answers.AsSpan().SequenceEqual(before);
            if (agree && (asked >= trueFrom || (provesAtOnce && Array.TrueForAll(answers, static isShown => isShown))))
            {
                return held;
            }

            if (number >= MostLists && asked >= trueFrom)
            {
                throw new InvalidResponseException(Messages.ListsDisagree);
            }

            (before, knewBefore) = (answers, held.CustomerIsKnown);
            var pause = pace.Pauses.Backoff(number);
            var rest = pace.Pauses.Clock.GetElapsedTime(asked, trueFrom);

            // Once two agree there is nothing to do but to wait until they are to be believed.
            await pace.Pauses.WaitAsync(rest > TimeSpan.Zero && (agree || pause > rest) ? rest : pause, stop).ConfigureAwait(false);
        }
    }
}
