namespace ParkUp.Sandbox;

/// <summary>One request that the sandbox handled.</summary>
/// <param name="Sequence">Counts up from 1, also over a clearing of the log.</param>
/// <param name="Time">When it was handled, in UTC.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Authorized">Whether it carried the token.</param>
/// <param name="Body">Its body as text.</param>
/// <param name="Status">The status answered, or null when no answer was sent.</param>
/// <param name="Fault">The fault played on it, or null.</param>
/// <param name="Applied">Whether it changed what the sandbox keeps.</param>
/// <param name="Answer">The body of the answer as text, whole, whether or not it was sent.</param>
public sealed record SandboxLogEntry(
    long Sequence,
    DateTimeOffset Time,
    string Method,
    string Path,
    bool Authorized,
    string Body,
    int? Status,
    FaultKind? Fault,
    bool Applied,
    string Answer);

/// <summary>Notes what a sandbox was asked and what it answered, in the order of handling. Thread-safe.</summary>
public sealed class SandboxLog
{
    private readonly object _lock = new();
    private readonly List<SandboxLogEntry> _entries = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private long _lastSequence;

    /// <summary>A copy of the entries so far.</summary>
    public IReadOnlyList<SandboxLogEntry> Read()
    {
        lock (_lock)
        {
            return [.. _entries];
        }
    }

    /// <summary>Forgets the entries so far.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    /// <summary>Waits until the log holds a number of entries: lets a test go on once a request has arrived, without sleeping.</summary>
    /// <param name="count">The number of entries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task ReachedAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_entries.Count >= count)
            {
                return Task.CompletedTask;
            }

            // Asynchronous, so that the code after the wait does not run inside the lock.
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Adds an entry, whose number is given here.</summary>
    internal void Add(SandboxLogEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry with { Sequence = ++_lastSequence });
            _waiting.RemoveAll(wait => _entries.Count >= wait.Count && wait.Reached.TrySetResult());
        }
    }
}
