namespace ParkUp.Sandbox;

/// <summary>
/// Answers requests from a file. Requests that arrive during a turn share the next one: one lock, one read if another
/// process wrote, one write. Each is answered when its change is in the file, so a process that is killed loses nothing
/// that was confirmed.
/// </summary>
internal sealed class GroupCommit(
    SandboxFile file, Func<SandboxRequest, Outcome> handle, Func<IReadOnlyList<KeptCustomer>> customers, Action<IReadOnlyList<KeptCustomer>> load)
{
    /// <summary>Between two turns, so that another process can take the lock, and between two tries for the lock.</summary>
    private static readonly TimeSpan TurnDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    /// <summary>While the lock is held too long: the requests that follow do not each wait for the whole limit.</summary>
    private static readonly TimeSpan HeldLockTimeout = TimeSpan.FromMilliseconds(100);

    private readonly object _lock = new();
    private List<PendingRequest> _queue = [];
    private bool _isRunning;
    private bool _isHeldTooLong;

    /// <summary>Reads the file, or creates it.</summary>
    /// <exception cref="SandboxFileException">It cannot be used, or another process holds its lock.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var held = await TryLockAsync(cancellationToken).ConfigureAwait(false) ?? throw file.HeldError(LockTimeout);
        Load();
        await file.PrepareAsync().ConfigureAwait(false);
    }

    /// <summary>Answers a request in the next turn.</summary>
    public Task<SandboxReply> AnswerAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        PendingRequest pending = new(request, cancellationToken);
        bool starts;
        lock (_lock)
        {
            _queue.Add(pending);
            starts = !_isRunning;
            _isRunning = true;
        }

        if (starts)
        {
            // In the background: turns go on for other requests after this one is answered.
            _ = Task.Run(RunAsync, CancellationToken.None);
        }

        return pending.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (HasPending())
        {
            await TurnAsync().ConfigureAwait(false);
            await Task.Delay(TurnDelay, TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a request waits; if none does, the next one starts the turns again.</summary>
    private bool HasPending()
    {
        lock (_lock)
        {
            return _isRunning = _queue.Count > 0;
        }
    }

    private async Task TurnAsync()
    {
        List<PendingRequest> turn = [];
        try
        {
            List<SandboxReply> replies;
            using (var held = await TryLockAsync(CancellationToken.None).ConfigureAwait(false))
            {
                turn = TakeAll();

                // Without the lock too, since the file is replaced as a whole: lists then tell that nothing was applied.
                Load();

                // Writes come first: a list must not show a change that then cannot be saved.
                turn = [.. turn.OrderBy(static pending => pending.Request.IsList)];
                var writes = turn.FindAll(static pending => !pending.Request.IsList);
                replies = held is null ? NotApplied(writes, file.HeldError(LockTimeout)) : await WriteAsync(writes).ConfigureAwait(false);
                replies.AddRange(turn.Skip(writes.Count).Select(pending => handle(pending.Request).Reply));
            }

            for (var i = 0; i < turn.Count; i++)
            {
                turn[i].Answer.TrySetResult(replies[i]);
            }
        }
        catch (SandboxFileException e)
        {
            // There can be no lock, or the file cannot be read.
            file.Forget();
            turn = turn.Count > 0 ? turn : TakeAll();
            turn.ForEach(pending => pending.Answer.TrySetResult(Replies.NotApplied(e.Message)));
        }
        catch (Exception e)
        {
            // A bug: without this its requests would wait for ever.
            file.Forget();
            turn = turn.Count > 0 ? turn : TakeAll();
            turn.ForEach(pending => pending.Answer.TrySetException(e));
        }
    }

    private async Task<List<SandboxReply>> WriteAsync(List<PendingRequest> writes)
    {
        var outcomes = writes.ConvertAll(pending => handle(pending.Request));
        try
        {
            if (outcomes.Exists(static outcome => outcome.Applied))
            {
                await file.SaveAsync(customers()).ConfigureAwait(false);
            }

            return outcomes.ConvertAll(static outcome => outcome.Reply);
        }
        catch (SandboxFileException e)
        {
            // Also those that changed nothing: a conflict may be with a change that was not saved.
            Load();
            return NotApplied(writes, e);
        }
    }

    private static List<SandboxReply> NotApplied(List<PendingRequest> writes, SandboxFileException reason) =>
        writes.ConvertAll(_ => Replies.NotApplied(reason.Message));

    /// <summary>The requests of this turn. A request that was cancelled before its turn is not applied.</summary>
    private List<PendingRequest> TakeAll()
    {
        lock (_lock)
        {
            var all = _queue;
            _queue = [];
            all.RemoveAll(static pending => pending.CancellationToken.IsCancellationRequested);
            return all;
        }
    }

    private void Load()
    {
        if (file.ReadIfChanged() is { } kept)
        {
            load(kept);
        }
    }

    /// <summary>
    /// The lock; null after the time limit. A sandbox holds it for one turn, so a process that holds it for seconds is
    /// suspended, or is another program.
    /// </summary>
    private async Task<IDisposable?> TryLockAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (file.TryLock() is { } held)
            {
                _isHeldTooLong = false;
                return held;
            }

            if (TimeProvider.System.GetElapsedTime(began) > (_isHeldTooLong ? HeldLockTimeout : LockTimeout))
            {
                _isHeldTooLong = true;
                return null;
            }

            await Task.Delay(TurnDelay, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record PendingRequest(SandboxRequest Request, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<SandboxReply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
