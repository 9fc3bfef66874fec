namespace ParkUp.Client;

/// <summary>
/// What the lists of a run show of a limit that the reference does not mention. A list of a usual page size may be cut
/// off, unless another list of the run was longer: one service has one limit.
/// </summary>
internal sealed class ListLengths
{
    private readonly object _lock = new();
    private int _longest;
    private (string Warning, int Length)? _warning;

    /// <summary>The warning about the first list that left something open; null where there is none, or a longer list has shown since that it was whole.</summary>
    public string? Warning
    {
        get
        {
            lock (_lock)
            {
                return _warning is { } warning && (warning.Length >= _longest || !IsPageSize(warning.Length)) ? warning.Warning : null;
            }
        }
    }

    /// <summary>Notes the length of a list.</summary>
    /// <returns>Whether it may be cut off.</returns>
    public bool MayBeCut(int length)
    {
        lock (_lock)
        {
            _longest = Math.Max(_longest, length);
            return length == _longest && IsPageSize(length);
        }
    }

    /// <summary>Notes that a list left something open, to warn of it once.</summary>
    /// <param name="reason">Why it may be cut off.</param>
    public void Warn(string refId, int length, string reason)
    {
        lock (_lock)
        {
            _warning ??= (Texts.ListWarning.With(TextSanitizer.Quote(refId), reason), length);
        }
    }

    private static bool IsPageSize(int length) =>
        length is 10 or 20 or 25 or 30 or 40 or 50 or 100 or 200 or 250 or 300 or 500 or 1000 or 2000 or 2500 or 5000 or 10_000;
}
