namespace ParkUp.Sandbox;

/// <summary>
/// Answers requests from a file. Those that arrive while others are written wait for the next turn, and share it: one
/// lock, one look at what other processes wrote, one write. Each is answered when its change is in the file, so a process
/// that is killed loses nothing that it was told.
/// </summary>
internal sealed class GroupCommit(
    SandboxFile file, Func<SandboxRequest, Outcome> handle, Func<IReadOnlyList<KeptCustomer>> customers, Action<IReadOnlyList<KeptCustomer>> load)
{
    /// <summary>Between two turns, and between two tries for the lock: another process comes in while this one rests.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private List<Waiting> _queue = [];
    private bool _isRunning;

    /// <summary>Reads the file, or makes it.</summary>
    /// <exception cref="SandboxFileException">It cannot be used, or another process does not let go of it.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        Load();
        await file.PrepareAsync().ConfigureAwait(false);
    }

    /// <summary>Answers a request in the next turn.</summary>
    public Task<SandboxReply> AnswerAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        Waiting waiting = new(request, cancellationToken);
        bool starts;
        lock (_lock)
        {
            _queue.Add(waiting);
            starts = !_isRunning;
            _isRunning = true;
        }

        if (starts)
        {
            // On a thread of its own: the turns go on for others when this request is answered.
            _ = Task.Run(RunAsync, CancellationToken.None);
        }

        return waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (HasWaiting())
        {
            await TurnAsync().ConfigureAwait(false);
            await Task.Delay(Rest, TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a request waits; if none does, the next one starts the turns again.</summary>
    private bool HasWaiting()
    {
        lock (_lock)
        {
            return _isRunning = _queue.Count > 0;
        }
    }

    private async Task TurnAsync()
    {
        List<Waiting> turn = [];
        try
        {
            List<SandboxReply> replies;
            using (await LockAsync(CancellationToken.None).ConfigureAwait(false))
            {
                turn = TakeAll();
                Load();
                var outcomes = turn.ConvertAll(waiting => handle(waiting.Request));
                if (outcomes.Exists(static outcome => outcome.Applied))
                {
                    await file.SaveAsync(customers()).ConfigureAwait(false);
                }

                replies = outcomes.ConvertAll(static outcome => outcome.Reply);
            }

            for (var i = 0; i < turn.Count; i++)
            {
                turn[i].Answer.TrySetResult(replies[i]);
            }
        }
        catch (SandboxFileException e)
        {
            // Also those that changed nothing: they may have seen what is not kept.
            file.Forget();
            turn = turn.Count > 0 ? turn : TakeAll();
            turn.ForEach(waiting => waiting.Answer.TrySetResult(Replies.NotKept(e.Message)));
        }
        catch (Exception e)
        {
            // A bug: without this its requests would wait for ever.
            file.Forget();
            turn = turn.Count > 0 ? turn : TakeAll();
            turn.ForEach(waiting => waiting.Answer.TrySetException(e));
        }
    }

    /// <summary>The requests of this turn. One whose caller has gone before it was looked at is not applied.</summary>
    private List<Waiting> TakeAll()
    {
        lock (_lock)
        {
            var all = _queue;
            _queue = [];
            all.RemoveAll(static waiting => waiting.CancellationToken.IsCancellationRequested);
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

    /// <summary>A process holds the lock for one turn, so one that holds it for seconds is stopped, or no sandbox.</summary>
    private async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (file.TryLock() is { } held)
            {
                return held;
            }

            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw file.IsHeld(Patience);
            }

            await Task.Delay(Rest, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record Waiting(SandboxRequest Request, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<SandboxReply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
