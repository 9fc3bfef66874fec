namespace ParkUp.Client;

/// <summary>The tries of one request, or of one write and what is left of it after a look at the list.</summary>
/// <param name="pace">The run that they are part of.</param>
internal sealed class Attempts(RunPace pace)
{
    public RunPace Pace { get; } = pace;

    /// <summary>Which try the next one is, from 1.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>Waits before another try.</summary>
    /// <returns>False, at once, where there is none left, or the service asks for a longer rest than anyone waits for.</returns>
    public async Task<bool> AgainAsync(ParkUpException failure, CancellationToken stop)
    {
        if (!Pace.TryTakeRetry(failure, retries: Number - 1))
        {
            return false;
        }

        var pause = Pace.Pauses.Backoff(Number);
        var asked = RemedyTable.RetryAfter(failure);
        Number++;
        await Pace.Pauses.WaitAsync(pause > asked ? pause : asked, stop).ConfigureAwait(false);
        return true;
    }
}
