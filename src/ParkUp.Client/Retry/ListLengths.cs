namespace ParkUp.Client;

/// <summary>The length of the longest list that a connection has received.</summary>
internal sealed class LongestList
{
    private int _length;

    public int Length => Volatile.Read(ref _length);

    public void Note(int length)
    {
        for (var longest = Length; length > longest; longest = Length)
        {
            Interlocked.CompareExchange(ref _length, length, longest);
        }
    }
}

/// <summary>
/// What the lists of a run show of a limit that the reference does not mention. A list of a usual page size may be cut
/// off, unless another list of the connection was longer: one service has one limit.
/// </summary>
internal sealed class ListLengths(LongestList longest)
{
    // Few customers have as many tags; shorter lists are suspicious by their length only where several have it.
    private const int LongEnough = 50;

    private readonly object _lock = new();
    private (string Warning, int Length)? _warning;
    private (int Length, int Count) _last;

    /// <summary>The warning about the first list that left something open; null where there is none, or a longer list has shown since that it was whole.</summary>
    public string? Warning
    {
        get
        {
            lock (_lock)
            {
                return _warning is { } warning && (warning.Length >= longest.Length || !IsPageSize(warning.Length)) ? warning.Warning : null;
            }
        }
    }

    /// <summary>Notes the length of a list.</summary>
    /// <returns>Whether it may be cut off.</returns>
    public bool MayBeCut(int length)
    {
        longest.Note(length);
        return length == longest.Length && IsPageSize(length);
    }

    /// <summary>The same for a list that is only shown, where a warning about each small customer would be noise.</summary>
    public bool LooksCut(int length)
    {
        var mayBeCut = MayBeCut(length);
        lock (_lock)
        {
            _last = (length, mayBeCut && _last.Length == length ? _last.Count + 1 : 1);
            return mayBeCut && (length >= LongEnough || _last.Count > 1);
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
        length is 10 or 20 or 25 or 50 or 100 or 200 or 250 or 500 or 1000 or 2000 or 2500 or 5000 or 10_000;
}
